"""The tabs of one course: other applications add theirs when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.records.models import CourseEdition

# As a course goes; a tab that is not named here follows those that are.
_CHAIN = (
    "overview", "budget", "seats", "call", "nominations", "committee", "selection", "offers",
    "participants", "logistics", "timetable", "materials", "groups", "attendance", "evaluation",
    "completion", "certificates", "followup",
)  # fmt: skip


def in_chain(name: str, chain: Sequence[str]) -> int:
    """Return the place of a tab in a chain; one that it does not name comes after all others."""
    return chain.index(name) if name in chain else len(chain)


def _always(course: CourseEdition) -> bool:
    return True


def _has_call(course: CourseEdition) -> bool:
    return getattr(course, "call", None) is not None


def _competes(course: CourseEdition) -> bool:
    return course.admission_code == "competitive"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. ``url_name`` takes the course's id; ``shows``: whether this course has it."""

    name: str
    url_name: str
    words: str | Promise
    shows: Callable[[CourseEdition], bool] = _always


_TABS: list[Tab] = [
    Tab("overview", "courses:overview", _("Overview")),
    Tab("budget", "courses:budget", _("Budget")),
    Tab("seats", "courses:seats", _("Seats by country")),
    Tab("call", "courses:call", _("Call"), _competes),
    Tab("nominations", "courses:nominations", _("Nominations"), _has_call),
]


def add_tab(tab: Tab) -> None:
    """Add a tab once, at its place in the chain of a course."""
    if all(one.name != tab.name for one in _TABS):
        _TABS.append(tab)
        _TABS.sort(key=lambda one: in_chain(one.name, _CHAIN))


def tabs_of(course: CourseEdition, here: str) -> list[dict[str, object]]:
    """Return the tabs of a course: words, path, whether the page is there."""
    found: list[dict[str, object]] = []
    for tab in _TABS:
        if not tab.shows(course):
            continue
        try:
            path = reverse(tab.url_name, args=[course.public_id])
        except NoReverseMatch:
            continue
        found.append({"words": tab.words, "path": path, "is_here": tab.name == here})
    return found

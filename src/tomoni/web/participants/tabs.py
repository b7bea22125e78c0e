"""The tabs of a participant's own page of one edition: other applications add theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from tomoni.records.models import Participation
from tomoni.web.courses.tabs import in_chain

# From the seat to what came of it.
_CHAIN = ("own", "travel", "timetable", "materials", "group", "attendance", "evaluation", "plan")


def _always(participation: Participation) -> bool:
    return True


def _nothing(participation: Participation) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. ``url_name`` takes the participation's id; ``shows``: whether it has this tab.

    ``waits``: what the participant may do there now, in words.
    """

    name: str
    url_name: str
    words: str | Promise
    shows: Callable[[Participation], bool] = _always
    waits: Callable[[Participation], Sequence[str]] = _nothing


_TABS: list[Tab] = []


def add_participant_tab(tab: Tab) -> None:
    """Add a tab once, at its place in the chain."""
    if all(one.name != tab.name for one in _TABS):
        _TABS.append(tab)
        _TABS.sort(key=lambda one: in_chain(one.name, _CHAIN))


def participant_tabs(participation: Participation, here: str) -> list[dict[str, object]]:
    """Return the tabs of a participation: words, path, whether the page is there."""
    found: list[dict[str, object]] = []
    for tab in _TABS:
        if not tab.shows(participation):
            continue
        try:
            path = reverse(tab.url_name, args=[participation.public_id])
        except NoReverseMatch:
            continue
        found.append({"words": tab.words, "path": path, "is_here": tab.name == here})
    return found


def what_waits(participation: Participation) -> list[dict[str, str]]:
    """Return what a participant may do now: words, and the path of the tab where it is done."""
    found: list[dict[str, str]] = []
    for tab in _TABS:
        if tab.shows(participation):
            path = reverse(tab.url_name, args=[participation.public_id])
            found += [{"words": words, "path": path} for words in tab.waits(participation)]
    return found

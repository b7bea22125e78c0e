"""Who is put into workshop groups, and what stands against a change of the groups."""

from __future__ import annotations

from tomoni.catalogue.errors import RefusedError, TransitionError

from ..refusals import Refusal, raise_first
from .desk import OVER

GROUPED = frozenset(
    {
        "accepted", "cleared", "arrived", "active", "completed", "partially_completed",
        "certified", "alumnus",
    }
)  # fmt: skip
"""States of those who are in groups: from acceptance on, unless they left."""
NOT_GROUPED_ROLES = frozenset({"observer"})
WEIGHTS: dict[str, int] = {
    "compatriot": 20, "profession": 4, "region": 4, "language": 4, "gender": 4, "seniority": 1,
    "wish": 2,
}  # fmt: skip
"""What each departure costs unless the officer says otherwise: see ``planning.groups``."""
LARGEST_WEIGHT = 100
MOST_GROUPS = 20


def is_grouped(state: str, role: str) -> bool:
    """Whether a participation is put into a group."""
    return state in GROUPED and role not in NOT_GROUPED_ROLES


def why_not_change_groups(course_state: str) -> list[Refusal]:
    """Return why the groups of an edition no longer change."""
    if course_state not in OVER:
        return []
    return [Refusal("course_is_over", {"state": course_state.replace("_", " ")})]


def check_change_groups(course_state: str) -> None:
    """Errors: TransitionError when the groups of an edition no longer change."""
    raise_first(why_not_change_groups(course_state), TransitionError)


def why_not_place(state: str, role: str) -> list[Refusal]:
    """Return why somebody is not put into a group."""
    if is_grouped(state, role):
        return []
    return [Refusal("not_to_be_grouped", {"state": state.replace("_", " ")})]


def check_place(state: str, role: str) -> None:
    """Errors: RefusedError when somebody is not put into a group."""
    raise_first(why_not_place(state, role), RefusedError)


def why_not_drop(number: int, sessions: int) -> list[Refusal]:
    """Return why a group is not given up: the timetable has sessions of it."""
    return [Refusal("group_has_sessions", {"number": str(number)})] if sessions else []


def check_drop(number: int, sessions: int) -> None:
    """Errors: RefusedError when a group is not given up."""
    raise_first(why_not_drop(number, sessions), RefusedError)


def why_not_wish(is_planned: bool) -> list[Refusal]:
    """Return why a wish comes too late: the groups are made."""
    return [Refusal("wish_is_late")] if is_planned else []


def check_wish(is_planned: bool) -> None:
    """Errors: TransitionError when a wish comes too late."""
    raise_first(why_not_wish(is_planned), TransitionError)

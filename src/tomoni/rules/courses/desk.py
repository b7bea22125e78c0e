"""What the desk refuses about editions and their budgets."""

from __future__ import annotations

from tomoni.catalogue.errors import RefusedError, TransitionError

from ..refusals import Refusal, raise_first

OVER = frozenset({"completed", "followed_up", "closed", "cancelled", "carried_over"})
"""States of an edition that is not changed any more."""


def why_not_change(state: str, fixed_seats: int | None, seats: int | None) -> list[Refusal]:
    """Return why an edition in a state may not be changed.

    ``fixed_seats``: seats of the published policy, None where none is; ``seats``: those wanted.
    """
    if state in OVER:
        return [Refusal("course_is_over", {"state": state.replace("_", " ")})]
    if fixed_seats is not None and seats != fixed_seats:
        return [Refusal("seats_are_fixed", {"seats": str(fixed_seats)}, "seats")]
    return []


def can_change(state: str, fixed_seats: int | None, seats: int | None) -> bool:
    """Whether an edition may be changed."""
    return not why_not_change(state, fixed_seats, seats)


def check_change(state: str, fixed_seats: int | None, seats: int | None) -> None:
    """Errors: TransitionError when an edition may not be changed."""
    raise_first(why_not_change(state, fixed_seats, seats), TransitionError)


def why_not_spend(is_closed: bool, fiscal_year: int) -> list[Refusal]:
    """Return why a budget line may not be changed: its year is closed."""
    return [Refusal("budget_line_closed", {"year": str(fiscal_year)})] if is_closed else []


def check_spend(is_closed: bool, fiscal_year: int) -> None:
    """Errors: RefusedError when a budget line may not be changed."""
    raise_first(why_not_spend(is_closed, fiscal_year))


def why_not_close_year(without_actual: int, fiscal_year: int) -> list[Refusal]:
    """Return why a fiscal year may not be closed: a line says nothing of what was spent."""
    if not without_actual:
        return []
    words = {"count": str(without_actual), "year": str(fiscal_year)}
    return [Refusal("actual_missing", words)]


def check_close_year(without_actual: int, fiscal_year: int) -> None:
    """Errors: RefusedError when a fiscal year may not be closed."""
    raise_first(why_not_close_year(without_actual, fiscal_year))


def why_not_succeed(
    is_same_series: bool, is_itself: bool, state: str, course_id: str
) -> list[Refusal]:
    """Return why an edition may not take over the people of another."""
    if is_same_series and not is_itself and state not in OVER:
        return []
    return [Refusal("successor_unfit", {"course": course_id}, "successor")]


def check_succeed(is_same_series: bool, is_itself: bool, state: str, course_id: str) -> None:
    """Errors: RefusedError when an edition may not take over."""
    raise_first(why_not_succeed(is_same_series, is_itself, state, course_id), RefusedError)

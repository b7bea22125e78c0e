"""Two claims that date something: one event, a moving date, or a thing that recurs."""

from __future__ import annotations

from ..dates import StatedDate, is_later, overlaps
from .facts import (
    Classification,
    FindingClaim,
    later_edition,
    mix_fiscal_and_calendar,
    same_days,
)

_EVENT = frozenset({"event_date", "event_start_date", "event_end_date", "activity_year"})
# These may be true of several years of one activity.
_RECURRING = frozenset({"contribution_date", "activity_year", "context_date", "change_date"})
# These move on with every edition.
_MOVING = frozenset({"status_date", "continues_after", "period_end"})


def compare_dated(one: FindingClaim, other: FindingClaim) -> Classification:
    """Return how two dated facts relate. Both must state a date."""
    assert one.date is not None
    assert other.date is not None
    if one.activity_id != other.activity_id:
        return Classification("scope_difference", "other_activity")
    if one.metric_code != other.metric_code:
        return _other_metric(one, other, one.date, other.date)
    if same_days(one.date, other.date):
        return Classification("same", "equal_dates")
    if one.date.contains(other.date) or other.date.contains(one.date):
        return Classification("restatement", "finer_date")
    if overlaps(one.date, other.date) and mix_fiscal_and_calendar(one.date, other.date):
        return Classification("time_basis_difference", "fiscal_and_calendar")
    return _other_date(one, other)


def _other_metric(
    one: FindingClaim, other: FindingClaim, first: StatedDate, second: StatedDate
) -> Classification:
    of_one_event = {one.metric_code, other.metric_code} <= _EVENT
    if of_one_event and (first.contains(second) or second.contains(first)):
        return Classification("restatement", "finer_date")
    return Classification("scope_difference", "other_measure")


def _other_date(one: FindingClaim, other: FindingClaim) -> Classification:
    """Two dates that cannot be one: a successor, a date that moves or recurs, or a disagreement."""
    later = later_edition(one, other)
    moved_on = later is not None and _is_later_dated(later, other if later is one else one)
    names_two = None not in (one.framework_id, other.framework_id)
    if moved_on and names_two and one.framework_id != other.framework_id:
        return Classification("update", "successor")
    if moved_on and one.metric_code in _MOVING:
        return Classification("update", "level_moves")
    if one.metric_code in _RECURRING:
        return Classification("time_basis_difference", "other_period")
    if one.document_id == other.document_id:
        return Classification("internal_inconsistency", "differs_in_document")
    if later is not None and later.declares_correction:
        return Classification("correction", "declared_correction")
    return Classification("conflict", "fact_differs")


def _is_later_dated(later: FindingClaim, earlier: FindingClaim) -> bool:
    return (
        later.date is not None and earlier.date is not None and is_later(later.date, earlier.date)
    )

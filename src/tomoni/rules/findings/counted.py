"""Two claims that count something: do they count the same thing, at the same time, and agree?"""

from __future__ import annotations

from ..dates import StatedDate, is_later, overlaps
from ..qualifiers import interval, share_values
from .facts import (
    Classification,
    FindingClaim,
    are_related,
    held_at,
    later_edition,
    metric_of,
    mix_fiscal_and_calendar,
    same_days,
)


def compare_counted(one: FindingClaim, other: FindingClaim) -> Classification:
    """Return how two quantities relate."""
    return (
        _target(one, other)
        or _other_thing(one, other)
        or _other_currency(one, other)
        or _over_time(one, other)
    )


def _target(one: FindingClaim, other: FindingClaim) -> Classification | None:
    """A target beside something else that is no target."""
    roles = {metric_of(one).role, metric_of(other).role}
    if "target" not in roles or len(roles) == 1:
        return None
    if one.unit != other.unit or (one.currency is None) != (other.currency is None):
        return Classification("scope_difference", "other_measure")
    of_one_measure = one.measure_code is not None and one.measure_code == other.measure_code
    if "result" not in roles and not of_one_measure:
        return Classification("scope_difference", "target_and_total")
    if not are_related(one, other):
        return Classification("scope_difference", "other_activity")
    return Classification("target_versus_actual", "target_and_result")


def _other_thing(one: FindingClaim, other: FindingClaim) -> Classification | None:
    """Another measure, population or activity."""
    if one.population != other.population and None not in (one.population, other.population):
        return Classification("scope_difference", "other_population")
    if one.metric_code != other.metric_code or one.unit != other.unit:
        return Classification("scope_difference", "other_measure")
    if one.activity_id != other.activity_id:
        return Classification("scope_difference", "other_activity")
    return None


def _other_currency(one: FindingClaim, other: FindingClaim) -> Classification | None:
    """One statement printed in two currencies; no rate is applied to find out more."""
    if one.currency == other.currency:
        return None
    one_text = one.document_id == other.document_id
    if one_text and one.accumulation == other.accumulation and _same_period(one, other):
        return Classification("restatement", "other_currency")
    return Classification("undeterminable", "no_common_currency")


def _same_period(one: FindingClaim, other: FindingClaim) -> bool:
    return all(
        same_days(getattr(one, part), getattr(other, part))
        for part in ("date", "as_of", "period_start", "period_end")
    )


def _over_time(one: FindingClaim, other: FindingClaim) -> Classification:
    if {one.accumulation, other.accumulation} == {"flow", "cumulative"}:
        return Classification("time_basis_difference", "flow_and_total")
    if metric_of(one).role == "target":
        return _targets(one, other)
    if one.accumulation == other.accumulation == "flow":
        return _flows(one, other)
    return _totals(one, other)


def _targets(one: FindingClaim, other: FindingClaim) -> Classification:
    """Two statements of one target: a later edition may raise it."""
    if _says_the_same(one, other) or later_edition(one, other) is None:
        return _at_one_time(one, other)
    return Classification("update", "target_revised")


def _flows(one: FindingClaim, other: FindingClaim) -> Classification:
    """Two flows: comparable only for the same period."""
    if _same_period(one, other) and (
        one.document_id == other.document_id or _is_dated_by_text(one)
    ):
        return _at_one_time(one, other)
    first, second = _flow_date(one), _flow_date(other)
    if first is None or second is None:
        return Classification("undeterminable", "undated")
    if same_days(first, second) and same_days(one.period_start, other.period_start):
        return _at_one_time(one, other)
    if overlaps(first, second) and mix_fiscal_and_calendar(first, second):
        return Classification("time_basis_difference", "fiscal_and_calendar")
    return Classification("time_basis_difference", "other_period")


def _is_dated_by_text(claim: FindingClaim) -> bool:
    return _flow_date(claim) is not None


def _flow_date(claim: FindingClaim) -> StatedDate | None:
    """The text must date a flow: an edition may report any year."""
    return claim.date or claim.as_of or claim.period_end


def _totals(one: FindingClaim, other: FindingClaim) -> Classification:
    """Two cumulative totals, levels or frequencies: a later one may differ."""
    since = _since(one, other)
    if since is not None:
        return since
    earlier, later = _in_order(one, other)
    if later is None:
        if _says_the_same(one, other):
            return Classification("same", "equal_values")
        return Classification("undeterminable", "undated")
    if _is_stale(earlier, later):
        return Classification("stale_or_dropped", "cutoff_not_moved")
    if _same_time(earlier, later) or _says_the_same(earlier, later):
        return _at_one_time(earlier, later)
    return _moved(earlier, later)


def _since(one: FindingClaim, other: FindingClaim) -> Classification | None:
    """Totals counted from different starts."""
    first, second = one.period_start, other.period_start
    if first is None or second is None or same_days(first, second):
        return None
    if first.contains(second) or second.contains(first):
        return None
    mixed = overlaps(first, second) and mix_fiscal_and_calendar(first, second)
    reason = "fiscal_and_calendar" if mixed else "other_period"
    return Classification("time_basis_difference", reason)


def _in_order(one: FindingClaim, other: FindingClaim) -> tuple[FindingClaim, FindingClaim | None]:
    """Return the earlier and the later claim; None when one of them cannot be dated."""
    first, second = held_at(one), held_at(other)
    if first is None or second is None:
        return one, None

    def order(claim: FindingClaim, held: StatedDate) -> tuple[object, ...]:
        return held.last, held.first, claim.edition_year or 0, claim.claim_id

    return (one, other) if order(one, first) <= order(other, second) else (other, one)


def _same_time(earlier: FindingClaim, later: FindingClaim) -> bool:
    """Whether both hold at one time: one text without other dates, or cut-offs that overlap."""
    first, second = held_at(earlier), held_at(later)
    assert first is not None
    assert second is not None
    if is_later(second, first):
        return False
    return same_days(first, second) or later_edition(earlier, later) is not later


def _is_stale(earlier: FindingClaim, later: FindingClaim) -> bool:
    """Whether a later edition prints an old cumulative total again, at the same stated cut-off."""
    first = earlier.as_of or earlier.period_end
    second = later.as_of or later.period_end
    return (
        first is not None
        and second is not None
        and same_days(first, second)
        and later.accumulation == "cumulative"
        and later_edition(earlier, later) is not None
        and _says_the_same(earlier, later)
    )


def _moved(earlier: FindingClaim, later: FindingClaim) -> Classification:
    """A later value that is not the earlier one. Cumulative totals must not fall."""
    if later.accumulation != "cumulative":
        return Classification("update", "level_moves")
    if _agree_within_hedges(earlier, later):
        return Classification("restatement", "within_rounding")
    if later.quantity > earlier.quantity:
        return Classification("update", "total_rises")
    if later.declares_correction:
        return Classification("correction", "declared_correction")
    within = later.document_id == earlier.document_id
    return Classification("internal_inconsistency" if within else "conflict", "total_falls")


def _at_one_time(one: FindingClaim, other: FindingClaim) -> Classification:
    """Two values of the same thing at the same time."""
    if _says_the_same(one, other):
        return Classification("same", "equal_values")
    if _agree_within_hedges(one, other):
        return Classification("restatement", "within_rounding")
    one_text = one.document_id == other.document_id
    # Within one text a part is told from its whole by a scope; across texts wordings always differ.
    if one.scope != other.scope and (one_text or None not in (one.scope, other.scope)):
        return Classification("scope_difference", "other_scope")
    if one_text:
        return Classification("internal_inconsistency", "differs_in_document")
    later = later_edition(one, other)
    if later is not None and later.declares_correction:
        return Classification("correction", "declared_correction")
    return Classification("conflict", "value_differs")


def _says_the_same(one: FindingClaim, other: FindingClaim) -> bool:
    return one.quantity == other.quantity and one.qualifier == other.qualifier


def _agree_within_hedges(one: FindingClaim, other: FindingClaim) -> bool:
    return share_values(
        interval(one.quantity, one.qualifier), interval(other.quantity, other.qualifier)
    )

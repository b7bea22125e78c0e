"""The facts of a claim that a finding rests on, and questions about them."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.metrics import METRICS_BY_CODE, Metric

from ..dates import StatedDate, year_as_date
from ..quantities import Quantity


@dataclass(frozen=True, slots=True)
class FindingClaim:
    """One claim as a finding sees it. None: the source does not say.

    ``quantity`` counts ``unit`` or ``currency`` (ISO 4217); for a dated fact ``date`` is what
    counts. ``edition_year``: of the document. ``scope``: in our own words. ``declares_correction``:
    the text itself says that it corrects an earlier statement.
    """

    claim_id: str
    metric_code: str
    measure_code: str | None
    population: str | None
    activity_id: str
    parent_activity_id: str | None
    framework_id: str | None
    document_id: str
    edition_year: int | None
    quantity: Quantity
    qualifier: str
    currency: str | None
    unit: str | None
    date: StatedDate | None
    as_of: StatedDate | None
    period_start: StatedDate | None
    period_end: StatedDate | None
    accumulation: str
    scope: str | None
    declares_correction: bool = False


@dataclass(frozen=True, slots=True)
class Classification:
    """A class of the list "finding_class", its reason of "finding_reason", and its parameters."""

    class_code: str
    reason_code: str
    parameters: tuple[tuple[str, str], ...] = ()


def metric_of(claim: FindingClaim) -> Metric:
    """Return the claim's metric. Errors: InputError when the catalogue lacks it."""
    metric = METRICS_BY_CODE.get(claim.metric_code)
    if metric is None:
        raise InputError(f"{claim.metric_code!r} is not a metric.", do="Use a code of the list.")
    return metric


def is_dated_metric(claim: FindingClaim) -> bool:
    """Whether the metric says when something was, not how much of it."""
    metric = metric_of(claim)
    return metric.role == "date_fact" or metric.unit == "year_point"


def is_dated_fact(claim: FindingClaim) -> bool:
    """Whether the claim dates something, and says when."""
    return is_dated_metric(claim) and claim.date is not None


def are_related(one: FindingClaim, other: FindingClaim) -> bool:
    """Whether both are about one activity, or one is about the other's wider activity."""
    if one.activity_id == other.activity_id:
        return True
    return (
        one.activity_id == other.parent_activity_id or other.activity_id == one.parent_activity_id
    )


def held_at(claim: FindingClaim) -> StatedDate | None:
    """Return when the claim holds: as stated, else its period's end, else the edition's year."""
    stated = claim.as_of or claim.period_end or claim.date
    if stated is None and claim.edition_year is not None:
        return year_as_date(claim.edition_year)
    return stated


def same_days(one: StatedDate | None, other: StatedDate | None) -> bool:
    """Whether two dates mean the same days; two dates that are not stated do, too."""
    if one is None or other is None:
        return one is other
    return (one.first, one.last) == (other.first, other.last)


def mix_fiscal_and_calendar(one: StatedDate, other: StatedDate) -> bool:
    """Whether exactly one of the dates is a fiscal year."""
    return (one.precision == "fiscal_year") != (other.precision == "fiscal_year")


def later_edition(one: FindingClaim, other: FindingClaim) -> FindingClaim | None:
    """Return the claim of the later edition, or None where neither is known to be later."""
    if one.edition_year is None or other.edition_year is None:
        return None
    if one.edition_year == other.edition_year:
        return None
    return one if one.edition_year > other.edition_year else other

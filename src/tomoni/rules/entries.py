"""What may stand in the ledger: entries, their reversals, and observations of cumulative totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.measures import MEASURES_BY_CODE, Measure

from .dates import StatedDate
from .quantities import ZERO, Quantity
from .refusals import Refusal, raise_first

# Nothing that the ledger is for happened before; a record of a far later year is a slip of the pen.
EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as the rule sees it. None: not stated; a blank quantity is not zero.

    ``low`` and ``high`` bound ``quantity``, all in ``unit_code`` or ``currency_code`` (ISO 4217).
    ``reverses``: the entry that this one cancels; ``is_reversed``: it is itself cancelled already.
    ``origin_code``: counted, reported or imported.
    """

    activity_id: str
    activity_kind: str
    measure_code: str
    quantity: Quantity | None
    unit_code: str
    currency_code: str | None
    date: StatedDate | None
    low: Quantity | None = None
    high: Quantity | None = None
    origin_code: str = "counted"
    reverses: EntryFacts | None = None
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """An observation as the rule sees it: a cumulative total from ``since`` to ``cutoff``."""

    activity_kind: str
    measure_code: str
    quantity: Quantity | None
    unit_code: str
    currency_code: str | None
    since: StatedDate | None
    cutoff: StatedDate | None
    low: Quantity | None = None
    high: Quantity | None = None


def why_not_enter(activity_kind: str, measure_code: str) -> list[Refusal]:
    """Return why activities of a kind may have no entries of a measure.

    The kind must list the measure. Need is never work. Levels and sets do not add up: they are
    observed.
    """
    refusals = _not_of_kind(activity_kind, measure_code)
    measure = MEASURES_BY_CODE.get(measure_code)
    if measure is not None and measure.is_need:
        refusals.append(_about("need_is_not_work", measure))
    elif measure is not None and measure.nature != "flow":
        refusals.append(_about("measure_does_not_add", measure))
    return refusals


def can_enter(activity_kind: str, measure_code: str) -> bool:
    """Whether activities of a kind may have entries of a measure."""
    return not why_not_enter(activity_kind, measure_code)


def why_not_entry(entry: EntryFacts) -> list[Refusal]:
    """Return every reason against an entry, in the order of its fields."""
    refusals = why_not_enter(entry.activity_kind, entry.measure_code)
    refusals += _amount(entry.measure_code, entry.quantity, entry.unit_code, entry.currency_code)
    refusals += _bounds(entry.quantity, entry.low, entry.high)
    # Other systems correct by negative lines; ours reverse.
    may_be_negative = entry.reverses is not None or entry.origin_code == "imported"
    if not may_be_negative:
        refusals += _not_negative(entry.quantity)
    refusals += _date(entry.date, "date_stated")
    if entry.reverses is not None:
        refusals += _reversal(entry, entry.reverses)
    return refusals


def can_be_entry(entry: EntryFacts) -> bool:
    """Whether the entry may stand in the ledger."""
    return not why_not_entry(entry)


def check_entry(entry: EntryFacts) -> None:
    """Errors: InputError with the first reason against the entry."""
    raise_first(why_not_entry(entry), InputError)


def reversal_of(entry: EntryFacts) -> EntryFacts:
    """Return the entry that cancels ``entry``: all negated, the rest alike, dated the same.

    The date stays, so that the two add to zero in every period as well.
    """
    return replace(
        entry,
        quantity=None if entry.quantity is None else -entry.quantity,
        low=None if entry.high is None else -entry.high,
        high=None if entry.low is None else -entry.low,
        reverses=entry,
        is_reversed=False,
    )


def why_not_observation(observation: ObservationFacts) -> list[Refusal]:
    """Return every reason against an observation, in the order of its fields."""
    seen = observation
    refusals = _not_of_kind(seen.activity_kind, seen.measure_code)
    measure = MEASURES_BY_CODE.get(seen.measure_code)
    if measure is not None and not measure.may_observe:
        refusals.append(_about("measure_not_observed", measure))
    refusals += _amount(seen.measure_code, seen.quantity, seen.unit_code, seen.currency_code)
    refusals += _bounds(seen.quantity, seen.low, seen.high)
    refusals += _not_negative(seen.quantity)
    refusals += _date(seen.cutoff, "cutoff_stated")
    if seen.since is not None and seen.cutoff is not None and seen.since.first > seen.cutoff.last:
        dates = {"since": seen.since.stated, "cutoff": seen.cutoff.stated}
        refusals.append(Refusal("since_after_cutoff", dates, "since_stated"))
    return refusals


def can_be_observation(observation: ObservationFacts) -> bool:
    """Whether the observation may be kept."""
    return not why_not_observation(observation)


def check_observation(observation: ObservationFacts) -> None:
    """Errors: InputError with the first reason against the observation."""
    raise_first(why_not_observation(observation), InputError)


def _about(code: str, measure: Measure) -> Refusal:
    return Refusal(code, {"measure": measure.code}, "measure_code")


def _not_of_kind(activity_kind: str, measure_code: str) -> list[Refusal]:
    kind = KINDS_BY_CODE.get(activity_kind)
    names = {"kind": activity_kind, "measure": measure_code}
    if kind is None:
        return [Refusal("unknown_kind", names, "kind_code")]
    if measure_code not in MEASURES_BY_CODE:
        return [Refusal("unknown_measure", names, "measure_code")]
    if measure_code not in kind.measures:
        return [Refusal("measure_not_of_kind", names, "measure_code")]
    return []


def _amount(
    measure_code: str, quantity: Quantity | None, unit: str, currency: str | None
) -> list[Refusal]:
    """The quantity stated and storable, the measure's unit, a currency for money alone."""
    refusals = []
    if quantity is None:
        refusals.append(Refusal("quantity_missing", {}, "quantity"))
    elif not quantity.fits_ledger:
        refusals.append(Refusal("quantity_too_large", {"value": str(quantity)}, "quantity"))
    measure = MEASURES_BY_CODE.get(measure_code)
    if measure is None:
        return refusals
    names = {"measure": measure.code, "unit": unit, "expected": measure.unit}
    if unit != measure.unit:
        refusals.append(Refusal("unit_differs", names, "unit_code"))
    if measure.dimension == "money" and currency is None:
        refusals.append(Refusal("currency_missing", names, "currency_code"))
    if currency is not None:
        named = {**names, "currency": currency}
        if measure.dimension != "money":
            refusals.append(Refusal("currency_not_for_measure", named, "currency_code"))
        elif currency not in codelist("Currency").codes:
            refusals.append(Refusal("unknown_currency", named, "currency_code"))
    return refusals


def _bounds(
    quantity: Quantity | None, low: Quantity | None, high: Quantity | None
) -> list[Refusal]:
    if quantity is None:
        return []
    if (low is None or low <= quantity) and (high is None or quantity <= high):
        return []
    names = {"value": str(quantity), "low": str(low), "high": str(high)}
    return [Refusal("bounds_out_of_order", names, "low_quantity")]


def _not_negative(quantity: Quantity | None) -> list[Refusal]:
    if quantity is None or quantity >= ZERO:
        return []
    return [Refusal("quantity_negative", {"value": str(quantity)}, "quantity")]


def _date(stated: StatedDate | None, field: str) -> list[Refusal]:
    if stated is None:
        return [Refusal("date_missing", {}, field)]
    if stated.first >= EARLIEST and stated.last <= LATEST:
        return []
    limits = {"date": stated.stated, "earliest": str(EARLIEST), "latest": str(LATEST)}
    return [Refusal("date_out_of_range", limits, field)]


def _reversal(entry: EntryFacts, cancelled: EntryFacts) -> list[Refusal]:
    refusals = []
    if cancelled.reverses is not None:
        refusals.append(Refusal("reversal_of_reversal", {}, "reverses_entry_id"))
    if cancelled.is_reversed:
        refusals.append(Refusal("already_reversed", {}, "reverses_entry_id"))
    expected = reversal_of(cancelled)
    alike = ("activity_id", "measure_code", "quantity", "unit_code", "currency_code", "date")
    different = [name for name in alike if getattr(entry, name) != getattr(expected, name)]
    if different:
        names = {"fields": ", ".join(different)}
        refusals.append(Refusal("reversal_differs", names, "reverses_entry_id"))
    return refusals

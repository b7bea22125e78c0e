"""Lines of the ledger and cumulative totals as rows, each under its first id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from tomoni.records.models import AuditEvent, Entry, Observation, PledgeTarget
from tomoni.rules.qualifiers import interval
from tomoni.rules.quantities import Quantity

from ..entries import entries_as_they_stand
from .common import Present, Row, columns, key_of, not_own, plain_row, root_id

_ENTRY = (
    "measure_code", "unit_code", "currency_code", "qualifier_code", "origin_code",
    "counting_level_code", "date_stated", "country_code", "item_code",
)  # fmt: skip
_TARGET = ("measure_code", "unit_code", "currency_code", "qualifier_code")
_RESULT = (
    "measure_code", "population_code", "unit_code", "currency_code", "qualifier_code",
    "since_stated", "cutoff_stated", "cutoff_basis_code",
)  # fmt: skip
_ENTRY_REFERENCES = ("activity", "provider_party", "receiver_party", "funded_from_entry")


def _entries() -> QuerySet[Entry]:
    return entries_as_they_stand().select_related(*_ENTRY_REFERENCES)


def own_entries() -> QuerySet[Entry]:
    """Return the lines in force of our own activities."""
    own = _entries().filter(activity__publisher=None, activity__is_synthetic=False)
    return own.filter(is_reversed=False, reverses_entry=None)


def entry_rows(entries: Sequence[Entry]) -> Iterator[Row]:
    """Yield the row of each line."""
    for one in entries:
        funded_from = key_of(one.funded_from_entry)
        row = {
            "entry_id": root_id(one.public_id),
            "activity_id": one.activity.public_id,
            **columns(one, _ENTRY),
            "value": str(Quantity(one.quantity, one.exponent)),
            "provider_party_id": key_of(one.provider_party),
            "receiver_party_id": key_of(one.receiver_party),
            "funded_from_entry_id": None if funded_from is None else root_id(funded_from),
        }
        yield plain_row(row)


def present_entries(ids: Sequence[str]) -> dict[str, Present]:
    """Return the lines of these first ids, each as it was corrected last."""

    def ended(found: Mapping[str, Any]) -> set[str]:
        return {key for key, one in found.items() if one.is_reversed}

    found, generations = _latest(ids, lambda wanted: _entries().filter(public_id__in=wanted), ended)
    rows = zip(found.items(), entry_rows(list(found.values())), strict=True)
    return {key: Present(row, _fixed_entry(one), generations[key]) for (key, one), row in rows}


def _fixed_entry(entry: Any) -> str | None:
    """Why a line may not be corrected by a file."""
    if entry.reverses_entry_id is not None:
        return "is a line that cancels another"
    if entry.is_reversed:
        return "has been reversed: leave the line out, or enter it under a new id"
    if entry.claim_id is not None:
        return "rests on a claim: correct the claim"
    if not _has_bounds_of_qualifier(entry):
        return "has bounds of its own, which a line of a sheet cannot state"
    return not_own(entry.activity)


def _has_bounds_of_qualifier(one: Any) -> bool:
    quantity = Quantity(one.quantity, one.exponent)
    bounds = interval(quantity, one.qualifier_code)

    def same(stored: int | None, bound: Quantity | None) -> bool:
        if stored is None or bound is None:
            return stored is None and bound is None
        return Quantity(stored, one.exponent) == bound

    return same(one.low_quantity, bounds.low) and same(one.high_quantity, bounds.high)


def _results() -> QuerySet[Observation]:
    return Observation.objects.select_related("activity", "series", "claim")


def own_results() -> QuerySet[Observation]:
    """Return the totals in force of our own activities."""
    own = _results().filter(activity__publisher=None, activity__is_synthetic=False)
    return own.filter(is_active=True)


def result_rows(observations: Sequence[Observation]) -> Iterator[Row]:
    """Yield the row of each total."""
    for one in observations:
        row = {
            "observation_id": root_id(one.public_id),
            "activity_id": one.activity.public_id,
            "series_id": key_of(one.series),
            "claim_id": one.claim.public_id,
            **columns(one, _RESULT),
            "value": str(Quantity(one.quantity, one.exponent)),
        }
        yield plain_row(row)


def present_results(ids: Sequence[str]) -> dict[str, Present]:
    """Return the totals of these first ids, each as it was recorded last."""
    found, generations = _latest(
        ids, lambda wanted: _results().filter(public_id__in=wanted), _withdrawn
    )
    withdrawn = _withdrawn(found)
    rows = zip(found.items(), result_rows(list(found.values())), strict=True)
    return {
        key: Present(row, _fixed_result(one, key in withdrawn), generations[key])
        for (key, one), row in rows
    }


def _withdrawn(found: Mapping[str, Any]) -> set[str]:
    """Those that somebody has withdrawn."""
    by_id = {one.public_id: key for key, one in found.items()}
    events = AuditEvent.objects.filter(object_type="observation", verb="withdraw")
    gone = events.filter(object_id__in=by_id).values_list("object_id", flat=True)
    return {by_id[public_id] for public_id in gone}


def _fixed_result(observation: Any, is_withdrawn: bool) -> str | None:
    """Why a total may not be corrected by a file."""
    if is_withdrawn:
        return "has been withdrawn: leave the line out, or enter it under a new id"
    if observation.claim.outcome_id == observation.public_id:
        return "is what its claim states: correct the claim"
    if not observation.is_active:
        return "has given way to another total up to the same date"
    return not_own(observation.activity)


def own_targets() -> QuerySet[PledgeTarget]:
    """Return the targets of our own pledges."""
    return _targets().filter(pledge__activity__publisher=None, pledge__activity__is_synthetic=False)


def _targets() -> QuerySet[PledgeTarget]:
    return PledgeTarget.objects.select_related("pledge", "claim", "restates_target")


def target_rows(targets: Sequence[PledgeTarget]) -> Iterator[Row]:
    """Yield the row of each target."""
    for one in targets:
        row = {
            "target_id": one.public_id,
            "pledge_id": one.pledge.public_id,
            "claim_id": one.claim.public_id,
            **columns(one, _TARGET),
            "value": str(Quantity(one.quantity, one.exponent)),
            "restates_target_id": key_of(one.restates_target),
        }
        yield plain_row(row)


def present_targets(ids: Sequence[str]) -> dict[str, Present]:
    """Return the targets of these ids."""
    rows = target_rows(list(_targets().filter(public_id__in=ids)))
    return {row["target_id"]: Present(row) for row in rows}


def _latest(
    ids: Sequence[str],
    fetch: Callable[[list[str]], Iterable[Any]],
    ended: Callable[[Mapping[str, Any]], set[str]],
) -> tuple[dict[str, Any], dict[str, int]]:
    """The records of these ids as they stand now, each in its latest generation."""
    found = {one.public_id: one for one in fetch(list(ids))}
    generations = dict.fromkeys(found, 1)
    open_ = ended(found)
    while open_:
        wanted = {f"{key}~{generations[key]}": key for key in open_}
        later = {wanted[one.public_id]: one for one in fetch(list(wanted))}
        found |= later
        for key in later:
            generations[key] += 1
        open_ = ended(later)
    return found, generations

"""Lines of the ledger: entered, reversed, corrected; never edited."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from tomoni.catalogue.errors import RefusedError
from tomoni.records.models import Activity, Entry, User
from tomoni.records.queries.entries import current_release
from tomoni.rules.dates import StatedDate, calendar_year, fiscal_year
from tomoni.rules.entries import EntryFacts, check_entry, reversal_of, why_not_entry
from tomoni.rules.qualifiers import Interval, interval
from tomoni.rules.quantities import Quantity
from tomoni.rules.refusals import raise_first

from .audit import as_payload, record_event
from .common import (
    check_actor,
    columns_of,
    find,
    fiscal_start_month,
    new_id,
    refuse_taken,
    stated,
    why_given,
)
from .loading.columns import RELEASE_COLUMNS, amount_columns
from .splits import carry_splits


@dataclass(frozen=True, slots=True)
class EntryValues:
    """A line as it is entered. References are public ids; None: not stated.

    ``date``: as stated, such as "2021-05". Bounds that are not given follow from the qualifier.
    """

    activity_id: str
    measure_code: str
    quantity: Quantity
    unit_code: str
    date: StatedDate | str
    currency_code: str | None = None
    qualifier_code: str = "exact"
    low: Quantity | None = None
    high: Quantity | None = None
    origin_code: str = "counted"
    counting_level_code: str = "final"
    provider_party_id: str | None = None
    receiver_party_id: str | None = None
    country_code: str | None = None
    item_code: str | None = None
    funded_from_entry_id: str | None = None
    claim_id: str | None = None
    entry_id: str | None = None


_NOT_COLUMNS = {"quantity", "low", "high"}
_REVERSES = "reverses_entry_id"


@transaction.atomic
def record_entry(values: EntryValues, *, by: User | str) -> Entry:
    """Enter one line as a draft and return it.

    Writes the entry and its audit event. Errors: NotPermittedError; InputError when the rules of
    entries or the catalogue refuse a value; NotFoundError for a reference to no record.
    """
    check_actor(by, "create", "entry")
    entry = _entered(values)
    _record(entry, "create", by)
    return entry


@transaction.atomic
def reverse_entry(entry_id: str, *, by: User | str, why: str) -> Entry:
    """Cancel a line by one that adds to zero with it, and return the new line.

    The first line stays as it is. Errors: NotPermittedError; NotFoundError; InputError without a
    reason; RefusedError when the line is reversed already or is itself a reversal.
    """
    check_actor(by, "reverse", "entry")
    return _reversed(entry_id, by, why_given(why))


@transaction.atomic
def correct_entry(entry_id: str, values: EntryValues, *, by: User | str, why: str) -> Entry:
    """Reverse a line and enter another in its place, in one transaction; return the new line.

    Errors: as ``reverse_entry`` and ``record_entry``; nothing is then written.
    """
    check_actor(by, "reverse", "entry")
    check_actor(by, "create", "entry")
    reason = why_given(why)
    reversal = _reversed(entry_id, by, reason)
    entry = _entered(values)
    carry_splits(reversal, entry)
    _record(entry, "create", by, {"corrects": entry_id, "why": reason})
    return entry


def _entered(values: EntryValues) -> Entry:
    entry_id = values.entry_id or new_id()
    refuse_taken(Entry, entry_id)
    given = {
        field.name: getattr(values, field.name)
        for field in fields(values)
        if field.name not in _NOT_COLUMNS
    }
    date = stated(values.date)
    columns = columns_of("entries", given | {"entry_id": entry_id, "date": date})
    activity = Activity.objects.get(pk=columns["activity_id"])
    hedged = interval(values.quantity, values.qualifier_code)
    low, high = values.low or hedged.low, values.high or hedged.high
    check_entry(
        EntryFacts(
            activity_id=values.activity_id,
            activity_kind=activity.kind_code,
            measure_code=values.measure_code,
            quantity=values.quantity,
            unit_code=values.unit_code,
            currency_code=values.currency_code,
            date=date,
            low=low,
            high=high,
            origin_code=values.origin_code,
        )
    )
    bounds = Interval(low, high, hedged.low_is_open, hedged.high_is_soft)
    return Entry.objects.create(
        **columns, **amount_columns(values.quantity, bounds), **_years(date)
    )


def _years(date: StatedDate | None) -> dict[str, int | None]:
    """The years that a date lies in; None where it spans two."""
    if date is None:
        return {"calendar_year": None, "fiscal_year": None}
    return {
        "calendar_year": calendar_year(date),
        "fiscal_year": fiscal_year(date, fiscal_start_month()),
    }


def _reversed(entry_id: str, by: User | str, why: str) -> Entry:
    original = find(Entry, entry_id, lock=True)
    facts = _facts(original)
    # Whatever became of its activity since, a line that stands can be reversed.
    against = [one for one in why_not_entry(reversal_of(facts)) if one.field_name == _REVERSES]
    raise_first(against, RefusedError)
    reversal = _negated(original)
    reversal.save(force_insert=True)
    carry_splits(original, reversal)
    _record(reversal, "reverse", by, {"why": why, "reverses_entry_id": original.public_id})
    return reversal


def _facts(entry: Entry) -> EntryFacts:
    """The stored line as the rules see it."""

    def at_exponent(quantity: int | None) -> Quantity | None:
        return None if quantity is None else Quantity(quantity, entry.exponent)

    reverses = entry.reverses_entry
    return EntryFacts(
        activity_id=entry.activity.public_id,
        activity_kind=entry.activity.kind_code,
        measure_code=entry.measure_code,
        quantity=at_exponent(entry.quantity),
        unit_code=entry.unit_code,
        currency_code=entry.currency_code,
        date=stated(entry.date_stated),
        low=at_exponent(entry.low_quantity),
        high=at_exponent(entry.high_quantity),
        origin_code=entry.origin_code,
        reverses=_facts(reverses) if reverses else None,
        is_reversed=entry.reversing_entries.exists(),
    )


def _negated(entry: Entry) -> Entry:
    """A new line that cancels ``entry`` and is released as it is, so that both show or neither."""
    reversal = copy(entry)
    reversal.pk, reversal.public_id, reversal.reverses_entry = None, new_id(), entry
    reversal._state.adding = True
    reversal.quantity = -entry.quantity
    low, high = entry.low_quantity, entry.high_quantity
    reversal.low_quantity = None if high is None else -high
    reversal.high_quantity = None if low is None else -low
    decision = current_release(entry)
    for name in RELEASE_COLUMNS:
        setattr(reversal, name, getattr(decision, name))
    return reversal


def _record(entry: Entry, verb: str, by: User | str, more: Mapping[str, Any] | None = None) -> None:
    payload = {
        "activity_id": entry.activity.public_id,
        "measure_code": entry.measure_code,
        "quantity": str(Quantity(entry.quantity, entry.exponent)),
        "qualifier_code": entry.qualifier_code,
        "unit_code": entry.unit_code,
        "currency_code": entry.currency_code,
        "date_stated": entry.date_stated,
        "claim_id": entry.claim.public_id if entry.claim else None,
        **(more or {}),
    }
    record_event(
        by=by,
        verb=verb,
        object_type="entry",
        object_id=entry.public_id,
        payload=as_payload(payload),
    )

"""Transactions of imported activities as lines of the ledger: entered, kept, reversed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tomoni.records.models import Entry, ImportedActivity, ImportedTransaction
from tomoni.rules.dates import StatedDate, calendar_year, fiscal_year
from tomoni.rules.identity import derived_id
from tomoni.rules.imports.brought import Brought, BroughtTransaction, Note
from tomoni.rules.imports.chains import counting_level

from ..audit import Event, as_payload
from ..common import fiscal_start_month
from ..loading.columns import date_columns, hedged_columns
from ..loading.ledger import reversal
from ..splits import carry_splits
from .activities import Import, create_all, share_rows, split_rows
from .standing import identity_of, imported_of

# Why a transaction that its file no longer has is no line any more.
GONE = "gone"


@dataclass(slots=True)
class Line:
    """One transaction that is to be entered. ``held``: what stood for it before; None: nothing.

    ``funded_from``: the line of the ledger that funds it, by its integer key.
    """

    imported: ImportedActivity
    one: BroughtTransaction
    held: ImportedTransaction | None = None
    funded_from: int | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an earlier line of the ledger may fund it, which must be looked for."""
        return self.one.amount is not None and self.one.provider_activity_id is not None

    @property
    def generation(self) -> int:
        """How often it has been entered, this time with it."""
        return 1 if self.held is None else self.held.generation + 1

    @property
    def public_id(self) -> str:
        """Public id of what stands for it, the same in every import of the same transaction."""
        return derived_id(self.imported.public_id, f"transaction:{self.one.key}")


@dataclass
class Lines:
    """What is to be done about the transactions of some activities."""

    enter: list[Line] = field(default_factory=list)
    gone: list[ImportedTransaction] = field(default_factory=list)


def compare(
    imported: ImportedActivity, transactions: Sequence[BroughtTransaction],
    held: dict[str, ImportedTransaction],
) -> Lines:  # fmt: skip
    """Return which transactions of a changed activity are entered anew, and which are gone.

    One that says the same as before is kept as it is.
    """
    lines = Lines()
    for one in transactions:
        before = held.pop(one.key, None)
        if before is None or before.digest != one.digest:
            lines.enter.append(Line(imported, one, before))
    lines.gone += (one for one in held.values() if one.reason != GONE)
    return lines


def held_of(imported: Iterable[ImportedActivity]) -> dict[int, dict[str, ImportedTransaction]]:
    """Return the transactions of imported activities, by activity and key."""
    found: dict[int, dict[str, ImportedTransaction]] = {}
    keys = [one.pk for one in imported]
    rows = ImportedTransaction.objects.filter(imported_activity__in=keys)
    for one in rows.select_related("entry"):
        found.setdefault(one.imported_activity_id, {})[one.key] = one
    return found


def told_changes(brought: Sequence[Brought], outcomes: Sequence[str]) -> list[Brought]:
    """Return the activities, those that change with a note of what it does to their lines."""
    changed = [
        identity_of(one)
        for one, outcome in zip(brought, outcomes, strict=True)
        if outcome == "changed"
    ]
    known = imported_of(identifier for identifier, _ in changed)
    held = held_of(known[one] for one in changed)
    told = []
    for one, outcome in zip(brought, outcomes, strict=True):
        if outcome == "changed":
            imported = known[identity_of(one)]
            note = _changes(imported, one.transactions, held.get(imported.pk, {}))
            one = replace(one, notes=(*one.notes, note))
        told.append(one)
    return told


def _changes(
    imported: ImportedActivity,
    transactions: Sequence[BroughtTransaction],
    held: dict[str, ImportedTransaction],
) -> Note:
    before = sum(one.entry_id is not None for one in held.values())
    lines = compare(imported, transactions, dict(held))
    replaced = [line.held for line in lines.enter if line.held is not None]
    reversed_ = sum(one.entry_id is not None for one in (*replaced, *lines.gone))
    entered = sum(line.one.amount is not None for line in lines.enter)
    counts = {"entered": entered, "reversed": reversed_, "kept": before - reversed_}
    return Note("lines_change", {name: str(count) for name, count in counts.items()})


def reverse_gone(at_work: Import, gone: Iterable[ImportedTransaction]) -> None:
    """Reverse the lines of transactions that the file no longer has."""
    for one in gone:
        reverse_held(at_work, one)
        one.entry, one.reason, one.digest = None, GONE, ""
        one.save(update_fields=["entry", "reason", "digest"])


def enter_lines(at_work: Import, lines: Sequence[Line]) -> None:
    """Enter transactions: those that change reverse what stood for them before."""
    for line in lines:
        if line.held is not None:
            reverse_held(at_work, line.held)
            line.held.shares.all().delete()
    entries = {id(line): _entry(at_work, line) for line in lines if line.one.amount is not None}
    Entry.objects.bulk_create(entries.values(), 500)
    rows = [_transaction(line, entries.get(id(line))) for line in lines]
    create_all([row for row in rows if row.pk is None])
    for row in rows:
        if row.generation > 1:
            row.save()
    create_all([
        share
        for line, row in zip(lines, rows, strict=True)
        for share in share_rows(line.imported, row, line.one.shares)
    ])  # fmt: skip
    create_all([
        split
        for line in lines
        if (entry := entries.get(id(line))) is not None
        for split in split_rows(at_work, entry.public_id, line.one.shares, entry_id=entry.pk)
    ])  # fmt: skip
    for line in lines:
        entry = entries.get(id(line))
        if entry is not None:
            _note(at_work, line, entry)


def reverse_held(at_work: Import, held: ImportedTransaction) -> None:
    """Reverse the line that stands for a transaction, if one does."""
    entry = held.entry
    if entry is None or entry.reversing_entries.exists():
        return
    line = reversal(entry)
    line.save(force_insert=True)
    carry_splits(entry, line)
    payload = as_payload({"file": at_work.file.public_id, "reverses": entry.public_id})
    at_work.events.append(Event("reverse", "entry", line.public_id, payload))


def _entry(at_work: Import, line: Line) -> Entry:
    amount = line.one.amount
    assert amount is not None
    day = StatedDate(amount.day.isoformat(), amount.day, amount.day, "day")
    provider = at_work.parties.key_of(line.one.provider)
    receiver = at_work.parties.key_of(line.one.receiver)
    return Entry(
        public_id=derived_id(line.public_id, "entry", line.generation - 1),
        activity_id=line.imported.activity_id,
        measure_code=amount.measure_code,
        unit_code="currency",
        currency_code=amount.currency_code,
        qualifier_code="exact",
        provider_party_id=provider,
        receiver_party_id=None if receiver == provider else receiver,
        country_code=line.one.country_code,
        origin_code="imported",
        counting_level_code=counting_level(
            line.one.type_code,
            is_funded=line.funded_from is not None,
            passes_on=line.one.passes_on,
        ),
        funded_from_entry_id=line.funded_from,
        calendar_year=calendar_year(day),
        fiscal_year=fiscal_year(day, fiscal_start_month()),
        **hedged_columns(amount.quantity, "exact"),
        **date_columns("date", day),
    )


def _transaction(line: Line, entry: Entry | None) -> ImportedTransaction:
    """Return what stands for a transaction, new or as it was with other values, unsaved."""
    row = line.held or ImportedTransaction(
        public_id=line.public_id, imported_activity=line.imported, key=line.one.key
    )
    for name, value in _values(line.one).items():
        setattr(row, name, value)
    row.entry, row.digest, row.generation = entry, line.one.digest, line.generation
    return row


def _values(one: BroughtTransaction) -> dict[str, Any]:
    return {
        "type_code": one.type_code,
        "ref": one.ref,
        "transaction_date_stated": one.transaction_date,
        "value_date_stated": one.value_date,
        "currency_basis_code": one.currency_basis,
        "provider_org_ref": one.provider.ref if one.provider else None,
        "provider_activity_id": one.provider_activity_id,
        "receiver_org_ref": one.receiver.ref if one.receiver else None,
        "receiver_activity_id": one.receiver_activity_id,
        "reason": one.reason,
    }


def _note(at_work: Import, line: Line, entry: Entry) -> None:
    amount = line.one.amount
    assert amount is not None
    payload = {
        "file": at_work.file.public_id,
        "activity_id": line.imported.activity.public_id,
        "measure_code": entry.measure_code,
        "quantity": str(amount.quantity),
        "currency_code": entry.currency_code,
        "date_stated": entry.date_stated,
        "funded_from": line.funded_from is not None,
        "generation": line.generation,
    }
    at_work.events.append(Event("import", "entry", entry.public_id, as_payload(payload)))

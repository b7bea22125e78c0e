"""Lines of the ledger: entered, and cancelled by a line that reverses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.records.actions.splits import carry_splits
from tomoni.records.models import ActivityParty, Claim, Entry
from tomoni.records.queries.entries import current_release
from tomoni.rules.claims import ClaimDecision
from tomoni.rules.dates import StatedDate, calendar_year, fiscal_year
from tomoni.rules.identity import derived_id

from .cells import Row
from .columns import (
    RELEASE_COLUMNS,
    Setting,
    date_columns,
    hedged_columns,
    release_of,
)
from .references import revised_id
from .row_rules import DEFAULT_ORIGIN
from .values import read_quantity
from .writer import Load, Pending, Writer

# The money of these kinds goes to the body that carries the activity out.
_KINDS_THAT_PAY_THE_IMPLEMENTER = frozenset({"contribution_to_io", "trust_fund_contribution"})
_KEPT = (
    "activity_id", "measure_code", "exponent", "qualifier_code", "unit_code", "currency_code",
    "date_stated", "date_first", "date_last", "date_precision_code", "calendar_year", "fiscal_year",
    "provider_party_id", "receiver_party_id", "country_code", "item_code", "origin_code",
    "counting_level_code", "funded_from_entry_id", "claim_id",
)  # fmt: skip


def dated_columns(stated: StatedDate, setting: Setting) -> dict[str, Any]:
    """Return the date of an entry with the calendar and the fiscal year it lies in."""
    return {
        **date_columns("date", stated),
        "calendar_year": calendar_year(stated),
        "fiscal_year": fiscal_year(stated, setting.fiscal_start_month),
    }


def reversal(entry: Entry) -> Entry:
    """Return the unsaved line that cancels ``entry``: all negated, the rest alike."""
    decision = current_release(entry)
    return Entry(
        public_id=derived_id(entry.public_id, "reversal"),
        quantity=-entry.quantity,
        low_quantity=None if entry.high_quantity is None else -entry.high_quantity,
        high_quantity=None if entry.low_quantity is None else -entry.low_quantity,
        reverses_entry=entry,
        **{name: getattr(entry, name) for name in _KEPT},
        **{name: getattr(decision, name) for name in RELEASE_COLUMNS},
    )


def reverse(load: Load, entries: Iterable[Entry]) -> None:
    """Cancel these lines."""
    for entry in entries:
        line = reversal(entry)
        line.save(force_insert=True)
        carry_splits(entry, line)
        load.report.reversed += 1
        load.note("reverse", "entry", line.public_id, {"reverses": entry.public_id})


def claim_entry(
    claim: Claim, decision: ClaimDecision, roles: Sequence[tuple[int, str]], setting: Setting
) -> Entry:
    """Return the unsaved entry that a claim evidences: reported, unitemised, with bounds.

    ``roles``: party and role of the claim's activity. Money comes from the only funder, if there
    is one. It goes to the party that the claim names, or, for contributions, to the only
    implementer. Otherwise the source does not say.
    """
    if decision.date is None:
        raise ValueError("an entry is dated")
    provider = receiver = None
    if MEASURES_BY_CODE[str(claim.measure_code)].dimension == "money":
        provider = _only(roles, "funder")
        receiver = claim.party_id
        if receiver is None and claim.activity.kind_code in _KINDS_THAT_PAY_THE_IMPLEMENTER:
            receiver = _only(roles, "implementer")
    return Entry(
        public_id=claim.outcome_id,
        activity_id=claim.activity_id,
        measure_code=claim.measure_code,
        quantity=claim.quantity,
        exponent=claim.exponent,
        low_quantity=claim.low_quantity,
        high_quantity=claim.high_quantity,
        qualifier_code=claim.qualifier_code,
        unit_code=claim.unit_code,
        currency_code=claim.currency_code,
        provider_party_id=provider,
        receiver_party_id=None if receiver == provider else receiver,
        origin_code="reported",
        counting_level_code="origin",
        claim=claim,
        **dated_columns(decision.date, setting),
        **release_of(claim),
    )


def _only(roles: Sequence[tuple[int, str]], wanted: str) -> int | None:
    parties = [party for party, role in roles if role == wanted]
    return parties[0] if len(parties) == 1 else None


def roles_of(activity_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Return party and role of these activities, by the activity's integer key."""
    roles: dict[int, list[tuple[int, str]]] = {}
    rows = ActivityParty.objects.filter(activity_id__in=set(activity_ids)).order_by("id")
    for activity, party, role in rows.values_list("activity_id", "party_id", "role_code"):
        roles.setdefault(activity, []).append((party, role))
    return roles


class EntryWriter(Writer):
    """Counted and imported lines. A changed row is reversed and entered under a new id."""

    model, object_type = Entry, "entry"
    later = frozenset({"date"})

    def runs(self, rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        """A line must be there before another can be funded from it."""
        run: list[dict[str, Any]] = []
        ids: set[str] = set()
        for row in rows:
            if row.get("funded_from_entry_id") in ids:
                yield run
                run, ids = [], set()
            run.append(row)
            ids.add(row["entry_id"])
        yield run

    def columns(self, row: Row) -> dict[str, Any]:
        qualifier = row.get("qualifier_code") or "exact"
        stated = self.load.setting.date(row["date"])
        assert stated is not None  # the field is required
        return {
            **hedged_columns(read_quantity(row["value"]), qualifier),
            **dated_columns(stated, self.load.setting),
            "qualifier_code": qualifier,
            "origin_code": row.get("origin_code") or DEFAULT_ORIGIN,
            "counting_level_code": row.get("counting_level_code") or "origin",
        }

    def find(self, pendings: Sequence[Pending]) -> dict[str, Any]:
        """Return the line that stands for each changed row now."""
        by_line = {revised_id(p.public_id, p.generation - 1): p.public_id for p in pendings}
        lines = Entry.objects.filter(public_id__in=by_line)
        return {by_line[line.public_id]: line for line in lines}

    def update(self, record: Entry, pending: Pending) -> Entry:
        if not record.reversing_entries.exists():
            reverse(self.load, [record])
        values = self.values(pending, is_new=True)
        values["public_id"] = revised_id(pending.public_id, pending.generation)
        line = Entry.objects.create(**values)
        carry_splits(record, line)
        self.load.keys.forget("entries", pending.public_id)
        return line

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        self.load.report.entered += len(written)

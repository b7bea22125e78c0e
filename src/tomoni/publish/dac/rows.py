"""The rows of a year: one per activity, agency, recipient, purpose, channel and currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from tomoni.catalogue.dac import AMOUNT_COLUMNS, CURRENCY_CODES
from tomoni.exchange.snapshot import Snapshot
from tomoni.rules.quantities import ZERO, Quantity

from ..source import Row
from .amounts import amount_column, as_stated
from .bodies import Bodies, Channel
from .decisions import Decided, Decisions, is_reportable
from .ledger import MONEY, YearLedger, quantity_of
from .options import DacOptions
from .others import others_told
from .recipients import LinePart, parts_of
from .required import missing_fields
from .told import Told

AMOUNTS = ("commitments", "amounts_extended")


@dataclass(slots=True)
class ReportRow:
    """One row: its cells without amounts, its exact amounts by column, the lines behind it."""

    activity_id: str
    currency: str
    cells: dict[str, str]
    amounts: dict[str, Quantity] = field(default_factory=dict)
    entry_ids: list[str] = field(default_factory=list)
    committed_on: set[date | None] = field(default_factory=set)

    def add(self, column: str, entry: Row, quantity: Quantity) -> None:
        """Add part of a line."""
        self.amounts[column] = self.amounts.get(column, ZERO) + quantity
        self.entry_ids.append(entry["entry_id"])
        if column == "commitments":
            is_day = entry["date_precision_code"] == "day"
            self.committed_on.add(entry["date_first"] if is_day else None)

    def written(self, unit: int = 1) -> dict[str, str]:
        """Return all cells as text, amounts in ``unit`` units of the currency, never rounded."""
        days = self.committed_on
        day = next(iter(days)) if len(days) == 1 else None
        scale = len(str(unit)) - 1
        amounts = {
            column: _plain(Quantity(total.coefficient, total.exponent - scale))
            for column, total in self.amounts.items()
        }
        cells = {**self.cells, **amounts}
        if day is not None:
            cells["commitment_date"] = day.isoformat()
        return cells


def _plain(quantity: Quantity) -> str:
    return str(quantity.normalised())


@dataclass(frozen=True, slots=True)
class Report:
    """A year's report: its rows, rows held back with what is told of them, and all that is told.

    ``reconciled``: by currency and column the sum of the lines of money dated in the year, parted
    into written, held, and dropped by reason.
    """

    year: int
    rows: tuple[ReportRow, ...]
    held: tuple[ReportRow, ...]
    told: tuple[Told, ...]
    reconciled: dict[tuple[str, str], dict[str, Quantity]]
    reporter: str | None


def compose_report(snapshot: Snapshot, year: int, options: DacOptions) -> Report:
    """Return the report of a calendar year out of a snapshot."""
    return _Composer(YearLedger(snapshot, year), options).report()


class _Composer:
    def __init__(self, ledger: YearLedger, options: DacOptions) -> None:
        self.ledger, self.options = ledger, options
        self.bodies = Bodies(ledger, options)
        self.decisions = Decisions(ledger, self.bodies, options)
        self.rows: dict[tuple[str, ...], ReportRow] = {}
        self.why: dict[tuple[str, ...], set[Told]] = {}
        self.told: set[Told] = set()
        self.reconciled: dict[tuple[str, str], dict[str, Quantity]] = {}

    def report(self) -> Report:
        for entry in self.ledger.entries:
            self._line(entry)
        rows, held = [], []
        for key in sorted(self.rows):
            row, why = self.rows[key], self.why[key]
            why |= self._missing(row)
            if any(told.reason.consequence == "held" for told in why):
                held.append(row)
            else:
                rows.append(row)
            self.told |= why
            self._reconcile_row(row, "held" if row in held[-1:] else "written")
        self.told |= set(others_told(self.ledger))
        return Report(
            self.ledger.year,
            tuple(rows),
            tuple(held),
            tuple(sorted(self._settled(rows))),
            self.reconciled,
            self.bodies.reporter,
        )

    def _settled(self, rows: Iterable[ReportRow]) -> Iterable[Told]:
        """People are in a description only where their activity has a row."""
        described = {row.activity_id for row in rows}
        for told in self.told:
            if told.reason_code == "in_description" and told.activity_id not in described:
                yield replace(told, reason_code="not_money")
            else:
                yield told

    def _line(self, entry: Row) -> None:
        is_home = self.bodies.is_ours(entry)
        column = amount_column(entry, self.ledger.year, is_home=is_home)
        if isinstance(column, Told):
            self.told.add(column)
            if entry["unit_code"] == MONEY:
                measure = entry["measure_code"]
                self._reconcile(entry, AMOUNT_COLUMNS.get(measure, measure), column.reason_code)
            return
        if entry["qualifier_code"] != "exact":
            self.told.add(_told(entry, "hedge_lost", as_stated(entry)))
        if column == "commitments" and entry["date_precision_code"] != "day":
            self.told.add(_told(entry, "date_imprecise", f"commitment: {entry['date_stated']}"))
        parts, lost = parts_of(self.ledger, entry)
        self.told |= set(lost)
        decided = self.decisions.of(entry["activity_id"])
        for part in parts:
            self._part(entry, part, column, decided)

    def _part(self, entry: Row, part: LinePart, column: str, decided: Decided) -> None:
        why = {*decided.held, *decided.notes}
        cells = dict(decided.cells)
        cells["recipient_code"] = part.recipient
        self._purpose(entry, part, cells, why)
        self._bodies(entry, part, cells, why)
        currency = entry["currency_code"]
        self._currency(entry, currency, cells, why)
        key = (entry["activity_id"], *(cells.get(name, "") for name in _KEY), currency)
        if key not in self.rows:
            self.rows[key] = ReportRow(entry["activity_id"], currency, cells)
            self.why[key] = set()
        self.rows[key].add(column, entry, part.quantity)
        self.why[key] |= why

    def _purpose(self, entry: Row, part: LinePart, cells: dict[str, str], why: set[Told]) -> None:
        activity = self.ledger.by_key("activities")[entry["activity_id"]]
        code = part.purpose or activity["purpose_code"]
        if code is None:
            why.add(_of_activity(entry, "purpose_missing"))
        elif not is_reportable(code):
            why.add(_of_activity(entry, "purpose_not_reportable", code))
        else:
            cells["purpose_code"] = code

    def _bodies(self, entry: Row, part: LinePart, cells: dict[str, str], why: set[Told]) -> None:
        agency = self.bodies.agency(entry)
        if agency is None:
            why.add(_told(entry, "agency_unknown", entry["provider_party_id"] or ""))
        else:
            cells["agency_code"] = agency
        if part.place is not None and not self._receives(part.place):
            why.add(_told(entry, "recipient_not_on_list", part.place))
        channels = self.bodies.channels(entry, part.place)
        if len(channels) > 1:
            names = "; ".join(channel.name if channel else "?" for channel in channels)
            why.add(_told(entry, "channel_several", names))
        elif channels and channels[0] is not None:
            _put_channel(cells, channels[0])
        else:
            why.add(_told(entry, "channel_unknown", entry["receiver_party_id"] or ""))

    def _receives(self, place: str) -> bool:
        row = self.ledger.by_key("places").get(place)
        return row is not None and bool(row["is_dac_recipient"])

    def _currency(self, entry: Row, currency: str, cells: dict[str, str], why: set[Told]) -> None:
        given = self.options.profile.currencies.get(currency) or CURRENCY_CODES.get(currency)
        cells["currency_code"] = given or currency
        if given is None:
            why.add(_of_activity(entry, "currency_code_unknown", currency))

    def _missing(self, row: ReportRow) -> set[Told]:
        """Return what is told of the fields that the row must have and lacks."""
        key = row.activity_id
        kind = self.ledger.by_key("activities")[key]["kind_code"]
        known = {told.reason_code for told in self.why[_key_of(row)]}
        found = missing_fields(row.written(), kind, known)
        return {Told(key, "activities", key, reason, detail) for reason, detail in found}

    def _reconcile(self, entry: Row, column: str, what: str) -> None:
        found = self.reconciled.setdefault((entry["currency_code"], column), {})
        found[what] = found.get(what, ZERO) + quantity_of(entry)

    def _reconcile_row(self, row: ReportRow, what: str) -> None:
        for column, total in row.amounts.items():
            found = self.reconciled.setdefault((row.currency, column), {})
            found[what] = found.get(what, ZERO) + total


_KEY = ("agency_code", "recipient_code", "purpose_code", "channel_code", "channel_name")


def _key_of(row: ReportRow) -> tuple[str, ...]:
    return (row.activity_id, *(row.cells.get(name, "") for name in _KEY), row.currency)


def _put_channel(cells: dict[str, str], channel: Channel) -> None:
    cells["channel_code"] = channel.code
    cells["channel_name"] = channel.name
    cells["parent_channel_code"] = channel.parent


def _told(entry: Row, reason: str, detail: str = "") -> Told:
    return Told(entry["activity_id"], "entries", entry["entry_id"], reason, detail)


def _of_activity(entry: Row, reason: str, detail: str = "") -> Told:
    key = entry["activity_id"]
    return Told(key, "activities", key, reason, detail)

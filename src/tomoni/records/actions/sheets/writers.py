"""Writes staged rows as a portfolio's are; what was there before is read from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tomoni.records.models import SourceRow
from tomoni.records.queries.sheets.present import present

from ..loading.activities import ActivityWriter
from ..loading.columns import Setting
from ..loading.ledger import EntryWriter
from ..loading.references import Keys, batches, revised_id
from ..loading.report import FileReport
from ..loading.source import Source
from ..loading.values import read_quantity
from ..loading.writer import BATCH, Pending, Writer
from ..loading.writers import PartyWriter
from ..observations import ObservationValues, record_observation, withdraw_observation
from .tables import RESULTS

_WHY = "Corrected by a spreadsheet."


@dataclass(frozen=True, slots=True)
class _Before:
    """A record that is there already. No row has this digest: every staged row differs."""

    generation: int
    sha256: str = ""


class LedgerKeys(Keys):
    """Integer keys behind the ids that rows carry; a corrected line stands under another."""

    def generation(self, table: str, public_id: str) -> int:
        if table != "entries":
            return 1
        found = present(table, [public_id])
        return found[public_id].generation if public_id in found else 1

    def current_ids(self, table: str, public_ids: set[str]) -> dict[str, str]:
        current = {public_id: public_id for public_id in public_ids}
        if table == "entries":
            for public_id, one in present(table, sorted(public_ids)).items():
                current[public_id] = revised_id(public_id, one.generation)
        return current


class _FromSheet(Writer):
    """Nothing is remembered of the file: the ledger itself says what was there."""

    def stored(self, public_ids: Iterable[str]) -> Mapping[str, Any]:
        found = present(self.file.name, list(public_ids))
        return {public_id: _Before(one.generation) for public_id, one in found.items()}

    def remember_new(self, new: Sequence[Pending]) -> None:
        """The record itself is enough."""

    def remember_changed(self, changed: Sequence[Pending], stored: Mapping[str, Any]) -> None:
        """The record itself is enough."""

    def report_missing(self, report: FileReport, total: int) -> None:
        """A record that a sheet leaves out stays as it is."""


class SheetPartyWriter(_FromSheet, PartyWriter):
    """Parties."""


class SheetActivityWriter(_FromSheet, ActivityWriter):
    """Activities."""


class SheetEntryWriter(_FromSheet, EntryWriter):
    """Lines of the ledger."""

    def remember_changed(self, changed: Sequence[Pending], stored: Mapping[str, Any]) -> None:
        """A portfolio that entered the line finds it under its new id when its own row changes."""
        for pending in changed:
            rows = SourceRow.objects.filter(table__endswith="/entries", public_id=pending.public_id)
            rows.update(generation=pending.generation)


def write_results(source: Source, setting: Setting, by: Any) -> None:
    """Record staged totals; a changed one is withdrawn and recorded anew."""
    for batch in batches(_result_rows(source), BATCH):
        known = present(RESULTS.name, [row["observation_id"] for row in batch])
        for row in batch:
            root = row["observation_id"]
            generation = 1
            if root in known:
                generation = known[root].generation + 1
                current = revised_id(root, generation - 1)
                withdraw_observation(current, by=by, why=_WHY)
            record_observation(_values(row, revised_id(root, generation), setting), by=by)


def _result_rows(source: Source) -> Iterator[dict[str, Any]]:
    for line in source.lines(RESULTS):
        assert line.row is not None  # the row was staged by us
        yield line.row


def _values(row: Mapping[str, Any], observation_id: str, setting: Setting) -> ObservationValues:
    cutoff = setting.date(row["cutoff"])
    assert cutoff is not None  # the field is required
    return ObservationValues(
        observation_id=observation_id,
        activity_id=row["activity_id"],
        series_id=row.get("series_id"),
        claim_id=row["claim_id"],
        measure_code=row["measure_code"],
        population_code=row.get("population_code"),
        quantity=read_quantity(row["value"]),
        unit_code=row["unit_code"],
        currency_code=row.get("currency_code"),
        qualifier_code=row.get("qualifier_code") or "exact",
        since=setting.date(row.get("since")),
        cutoff=cutoff,
        cutoff_basis_code=row["cutoff_basis_code"],
    )

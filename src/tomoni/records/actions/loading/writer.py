"""Writes the rows of one file: new ones in bulk, changed ones singly, unchanged ones not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Model

from tomoni.records.actions.audit import Event, as_payload, record_events
from tomoni.records.models import SourceRow

from .cells import PortfolioFile, Row
from .check import references
from .columns import Setting, plain_columns, release_columns
from .known import Known
from .references import QUERY_BATCH, Keys, batches, source_table
from .report import SHOWN, FileReport, LoadReport
from .source import Source

BATCH = 1_000
Aside = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Load:
    """One load in progress: what the writers of all files share."""

    source: Source
    setting: Setting
    known: Known
    aside: Aside
    keys: Keys
    report: LoadReport
    progress: Callable[[str, int, int], object]
    events: list[Event] = field(default_factory=list)

    def note(self, verb: str, object_type: str, public_id: str, payload: Mapping[str, Any]) -> None:
        """Keep an event for the audit; it is recorded with its batch."""
        noted = as_payload({"portfolio": self.report.portfolio_id, **payload})
        self.events.append(Event(verb, object_type, public_id, noted))

    def record_noted(self) -> None:
        """Record the events kept so far."""
        if self.events:
            record_events(self.events, by=self.setting.actor)
            self.events.clear()


@dataclass(slots=True)
class Pending:
    """A row to be written, with its digest and how often it has changed before."""

    public_id: str
    row: Row
    digest: str
    generation: int


class Writer:
    """Writes one file. A subclass says what its rows mean beyond plain columns.

    ``later``: fields that are filled once all rows are there. ``at_first``: columns that a changed
    row leaves as they are, because someone may have decided otherwise since.
    """

    model: ClassVar[type[Model]]
    object_type: ClassVar[str]
    later: ClassVar[frozenset[str]] = frozenset()
    at_first: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, load: Load, file: PortfolioFile) -> None:
        self.load = load
        self.file = file
        self.has_release = any(cell.name == "release" for cell in file.cells)
        self.prepare_file()

    # What a subclass may say.

    def prepare_file(self) -> None:
        """Begin whatever is gathered over all rows."""

    def runs(self, rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of a batch in runs that do not need one another."""
        yield rows

    def prepare(self, rows: Sequence[Row]) -> None:
        """Fetch what ``context`` and ``columns`` need of other records, for one batch."""

    def context(self, row: Row) -> object:
        """Return facts of other records that decide what the row becomes; JSON, None for none."""
        return None

    def columns(self, row: Row) -> dict[str, Any]:
        """Return the columns that do not follow from the fields alone."""
        return {}

    def parts(self, record: Any, row: Row) -> list[Model]:
        """Return the unsaved records that belong to the row's."""
        return []

    def drop_parts(self, record: Any) -> None:
        """Remove the records that belong to a changed row's, to be made anew."""

    def insert(self, new: Sequence[Pending]) -> list[Any]:
        """Write the records of new rows and return them in the same order."""
        records = [self.model(**self.values(pending, is_new=True)) for pending in new]
        self.model._default_manager.bulk_create(records, BATCH)
        return records

    def find(self, pendings: Sequence[Pending]) -> dict[str, Any]:
        """Return the record of each changed row by the row's public id."""
        ids = [pending.public_id for pending in pendings]
        return {r.public_id: r for r in self.model.objects.filter(public_id__in=ids)}

    def update(self, record: Any, pending: Pending) -> Any:
        """Change one record to what its row says now, and return the one that stands for it."""
        self.drop_parts(record)
        for name, value in self.values(pending, is_new=False).items():
            setattr(record, name, value)
        record.save()
        return record

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        """Make the records that follow from a batch of new or changed ones."""

    def finish(self) -> None:
        """Do what needs all rows of the file."""

    # What is known of rows that were written before.

    def stored(self, public_ids: Iterable[str]) -> Mapping[str, Any]:
        """Return ``sha256`` and ``generation`` of those rows that have been written before."""
        table = source_table(self.load.report.portfolio_id, self.file.name)
        stored: dict[str, SourceRow] = {}
        for batch in batches(public_ids, QUERY_BATCH):
            rows = SourceRow.objects.filter(table=table, public_id__in=batch)
            stored.update((row.public_id, row) for row in rows)
        return stored

    def remember_new(self, new: Sequence[Pending]) -> None:
        """Remember rows that were written for the first time."""
        table = source_table(self.load.report.portfolio_id, self.file.name)
        rows = [SourceRow(table=table, public_id=p.public_id, sha256=p.digest) for p in new]
        SourceRow.objects.bulk_create(rows, BATCH)

    def remember_changed(self, changed: Sequence[Pending], stored: Mapping[str, Any]) -> None:
        """Remember rows as they were written now."""
        for pending in changed:
            remembered = stored[pending.public_id]
            remembered.sha256, remembered.generation = pending.digest, pending.generation
        rows = [stored[pending.public_id] for pending in changed]
        SourceRow.objects.bulk_update(rows, ["sha256", "generation"], 200)

    def report_missing(self, report: FileReport, total: int) -> None:
        """Name rows that were written before and are not in the file."""
        table = source_table(self.load.report.portfolio_id, self.file.name)
        rows = SourceRow.objects.filter(table=table)
        if rows.count() == total:
            return
        aside = self.load.known.aside.get(self.file.name, set())
        seen = self.load.known.lines.get(self.file.name, {}).keys() | aside
        ids = rows.order_by("public_id").values_list("public_id", flat=True)
        for public_id in ids.iterator():
            if public_id not in seen:
                report.missing += 1
                if len(report.missing_ids) < SHOWN:
                    report.missing_ids.append(public_id)

    # How a file is written.

    def write(self) -> None:
        """Write the file batch by batch."""
        report = self.load.report.files.setdefault(self.file.name, FileReport())
        total = len(self.load.known.lines.get(self.file.name, {}))
        done = 0
        rows = (
            line.row
            for line in self.load.source.lines(self.file)
            if (self.file.name, line.number) not in self.load.aside and line.row is not None
        )
        for batch in batches(rows, BATCH):
            for run in self.runs(batch):
                self._write_batch(run, report)
            self.load.record_noted()
            done += len(batch)
            self.load.progress(f"load {self.file.name}", done, total)
        self.report_missing(report, total)
        self.finish()
        self.load.record_noted()

    def _write_batch(self, rows: list[dict[str, Any]], report: FileReport) -> None:
        self.prepare(rows)
        stored = self.stored(self.file.key_of(row) for row in rows)
        new: list[Pending] = []
        changed: list[Pending] = []
        for row in rows:
            key = self.file.key_of(row)
            digest = row_digest(row, self.context(row))
            before = stored.get(key)
            if before is None:
                new.append(Pending(key, row, digest, 1))
            elif before.sha256 != digest:
                changed.append(Pending(key, row, digest, before.generation + 1))
        report.new += len(new)
        report.changed += len(changed)
        report.unchanged += len(rows) - len(new) - len(changed)
        self.load.keys.fetch(
            (table, public_id)
            for pending in (*new, *changed)
            for _, table, public_id in references(self.file.cells, pending.row)
        )
        self._insert(new)
        self._update(changed, stored)

    def _insert(self, new: list[Pending]) -> None:
        if not new:
            return
        written = list(zip(self.insert(new), new, strict=True))
        self._insert_parts(written)
        self.remember_new(new)
        for pending in new:
            self.load.note("import", self.object_type, pending.public_id, {"row": pending.row})
        self.derive(written)

    def _update(self, changed: list[Pending], stored: Mapping[str, Any]) -> None:
        if not changed:
            return
        records = self.find(changed)
        written = []
        for pending in changed:
            written.append((self.update(records[pending.public_id], pending), pending))
            self.load.note(
                "change",
                self.object_type,
                pending.public_id,
                {"row": pending.row, "generation": pending.generation},
            )
        self._insert_parts(written)
        self.remember_changed(changed, stored)
        self.derive(written)

    def values(self, pending: Pending, *, is_new: bool) -> dict[str, Any]:
        """Return the columns of a row; those decided once only for a new record."""
        row = pending.row
        values: dict[str, Any] = {"public_id": pending.public_id}
        values |= plain_columns(self.file.cells, row, self.load.keys, self.load.setting, self.later)
        values |= self.columns(row)
        if is_new and self.has_release:
            values |= release_columns(row, self.load.setting)
        for name, value in list(values.items()):
            if name in self.at_first and not is_new:
                del values[name]
            elif value is None:
                column = self.model._meta.get_field(name)
                if not column.null:
                    values[name] = column.get_default()
        return values

    def _insert_parts(self, written: Iterable[tuple[Any, Pending]]) -> None:
        by_model: dict[type[Model], list[Model]] = {}
        for record, pending in written:
            for part in self.parts(record, pending.row):
                by_model.setdefault(type(part), []).append(part)
        for model, parts in by_model.items():
            model.objects.bulk_create(parts, BATCH)


def row_digest(row: Row, context: object = None) -> str:
    """Return the SHA-256 of a row and of the facts of other records that decide on it.

    Order of fields, spaces and fields that are null make no difference.
    """
    stated = {name: value for name, value in row.items() if value is not None}
    text = json.dumps([stated, context], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

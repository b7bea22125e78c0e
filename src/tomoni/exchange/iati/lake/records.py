"""What one process writes of the pieces it is given: records, sources, typed tables, findings."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.exchange.snapshot.directory import storage_errors

from ..piece import Piece
from ..read import read_piece
from .layout import FINDINGS_KEPT, LINE_WITHIN, RECORD, RECORDS, SOURCES, typed_schema
from .parts import Parts

_IDENTIFIER = re.compile(rb"<(?:iati|organisation)-identifier(?:\s[^>]*)?>([^<]*)<")
_KIND = {"activities": "activity", "organisations": "organisation"}
# Rules of XML and of the schema: a record that breaks one is not valid.
_OF_THE_SCHEMA = "0."
Check = Callable[[Mapping[str, pa.Table], Piece], pa.Table]


@dataclass(frozen=True, slots=True)
class Task:
    """Records of one content that are new to the lake.

    ``namespaces``: JSON, as in ``records``; ``bytes``: how much of the file is done with them.
    """

    content: int
    piece: Piece
    records: tuple[int, ...]
    namespaces: str
    bytes: int


class RecordWriter:
    """Reads pieces and writes their rows into ``folder``; one in each process.

    ``is_deep`` False: records and sources alone, without tables or findings.
    ``check``: gives the findings of rules over a piece's tables; None: the schema's alone.
    """

    def __init__(
        self, folder: Path, name: str, run: int, *, is_deep: bool, check: Check | None = None
    ) -> None:
        self._folder = folder
        self._parts = Parts(folder, name)
        self._run = run
        self._is_deep = is_deep
        self._check = check

    def do(self, task: Task) -> int:
        """Write one task's rows; return its bytes. Raises StorageError when the disk refuses."""
        with storage_errors("write into", self._folder):
            self._write(task)
        return task.bytes

    def _write(self, task: Task) -> None:
        piece = task.piece
        places = _Places(piece, task.records)
        sources = list(piece.sources())
        tables: Mapping[str, pa.Table] = {}
        found = FINDINGS_KEPT.empty_table()
        if self._is_deep:
            read = read_piece(piece)
            tables = read.tables
            tables_of_findings = [read.findings]
            if self._check is not None:
                tables_of_findings.append(self._check(tables, piece))
            found = places.findings(pa.concat_tables(tables_of_findings), task.content)
            for name, rows in tables.items():
                self._parts.add(name, places.typed(name, rows))
            self._parts.add("findings", found)
        self._parts.add("records", self._records(task, sources, tables, found))
        kept = pa.table([pa.array(task.records, RECORD.type), sources], SOURCES)
        self._parts.add("sources", kept)

    def _records(
        self,
        task: Task,
        sources: list[bytes],
        tables: Mapping[str, pa.Table],
        found: pa.Table,
    ) -> pa.Table:
        piece = task.piece
        said = _said(piece, tables)
        of_schema = pc.starts_with(found["rule"], _OF_THE_SCHEMA)
        broken = set(found.filter(of_schema)["record"].to_pylist())
        columns: dict[str, Any] = {
            "record": task.records,
            "digest": piece.digests,
            "kind": [_KIND[piece.kind]] * len(piece),
            "version": [piece.version] * len(piece),
            "identifier": [
                said["identifier"].get(ordinal) or _identifier(source)
                for ordinal, source in zip(piece.ordinals, sources, strict=True)
            ],
            "publisher": [said["publisher"].get(ordinal) for ordinal in piece.ordinals],
            "last_updated": [said["last_updated"].get(ordinal) for ordinal in piece.ordinals],
            "namespaces": [task.namespaces] * len(piece),
            "is_valid": [record not in broken for record in task.records],
            "bytes": [len(source) for source in sources],
            "run": [self._run] * len(piece),
        }
        return pa.Table.from_pydict(columns, RECORDS)

    def end(self) -> dict[str, str]:
        """End the files; return their names by table. Raises StorageError as ``do`` does."""
        with storage_errors("write into", self._folder):
            return self._parts.close()


def _said(piece: Piece, tables: Mapping[str, pa.Table]) -> dict[str, dict[int, str]]:
    """Return identifier, publisher and time of the last change as stated, by ordinal."""
    kind = _KIND[piece.kind]
    own = "iati_identifier" if kind == "activity" else "organisation_identifier"
    found: dict[str, dict[int, str]] = {"identifier": {}, "publisher": {}, "last_updated": {}}
    for key, table, column in (
        ("identifier", piece.kind, own),
        ("publisher", "reporting_orgs", "ref"),
        ("last_updated", piece.kind, "last_updated_datetime"),
    ):
        rows = tables.get(table)
        if rows is not None and rows.num_rows:
            pairs = zip(rows["activity"].to_pylist(), rows[column].to_pylist(), strict=True)
            for ordinal, value in pairs:
                if value is not None:
                    found[key].setdefault(ordinal, value.strip())
    return found


def _identifier(source: bytes) -> str | None:
    """Return the identifier that the bytes of a record state, well formed or not."""
    found = _IDENTIFIER.search(source)
    if found is None:
        return None
    return html.unescape(found.group(1).decode("utf-8", "replace")).strip() or None


class _Places:
    """Turns ordinals and lines of a file into records and lines within them."""

    def __init__(self, piece: Piece, records: tuple[int, ...]) -> None:
        self._ordinals = np.array(piece.ordinals, np.int32)
        self._lines = np.array(piece.lines, np.int32)
        self._records = np.array(records, np.int64)

    def typed(self, name: str, rows: pa.Table) -> pa.Table:
        """Return the rows of a typed table as they lie in a lake."""
        place = np.searchsorted(self._ordinals, rows["activity"].to_numpy())
        columns = [
            pa.array(self._records[place]),
            rows["row"],
            rows["parent"],
            pa.array(rows["line"].to_numpy() - self._lines[place] + 1, LINE_WITHIN.type),
            *rows.columns[4:],
        ]
        return pa.Table.from_arrays(columns, schema=typed_schema(name))

    def findings(self, rows: pa.Table, content: int) -> pa.Table:
        """Return findings as they are kept; one without an ordinal is on the content."""
        of_file = rows["activity"].is_null().to_numpy()
        ordinals = rows["activity"].fill_null(int(self._ordinals[0])).to_numpy()
        place = np.searchsorted(self._ordinals, ordinals)
        before = pa.array(np.where(of_file, 0, self._lines[place] - 1), pa.int32())
        columns = [
            pa.array(self._records[place], mask=of_file),
            pa.array(np.full(rows.num_rows, content, np.int32), mask=~of_file),
            pc.subtract(rows["line"], before).cast(pa.int32()),
            *(rows[name] for name in ("column", "rule", "element", "parameters")),
        ]
        return pa.Table.from_arrays(columns, schema=FINDINGS_KEPT)

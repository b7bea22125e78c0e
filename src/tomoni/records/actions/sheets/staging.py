"""Holds lines against the ledger and sets aside, on disk, those that say something new.

What is staged has the form of a portfolio, so that the same checks and writers serve both. Memory
holds an id and two small numbers a line, whatever the number of lines.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tomoni.records.queries.sheets.common import Present, plain_row
from tomoni.records.queries.sheets.present import present
from tomoni.rules.quantities import Quantity

from ..loading.cells import PortfolioFile
from ..loading.references import batches
from ..loading.row_rules import DEFAULT_ORIGIN
from .report import MOST_TOLD, Change, SheetProblem, SheetReport, TableReport
from .tables import FOLLOWING, SHEETS, VERSION

_BATCH = 500
_CHANGED_SINCE = (
    "the record has changed since this file was written: take a new form, or blank this cell to"
    " overwrite it"
)
# What a blank cell comes to.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "activities": {"oda_decision_code": "undecided"},
    "entries": {
        "qualifier_code": "exact",
        "origin_code": DEFAULT_ORIGIN,
        "counting_level_code": "origin",
    },
    "results": {"qualifier_code": "exact"},
    "targets": {"qualifier_code": "exact"},
}


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One line as it was read: the fields that the file has, None where blank.

    ``faults``: field (None: the line) and reason of what could not be read.
    """

    line: int
    values: Mapping[str, Any]
    faults: tuple[tuple[str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenTable:
    """One table of a file. ``rows`` gives its lines from the first, each time it is called."""

    name: str
    rows: Callable[[], Iterable[GivenRow]]


@dataclass
class Staged:
    """Lines that are new or changed, as JSON Lines in ``folder``, and what is known of them.

    Of each staged row, by table: ``lines`` its line number in the file, ``ids`` its id, ``is_new``
    whether it is new. ``faulty``: ids of lines that could not be read or staged.
    """

    folder: Path
    report: SheetReport = field(default_factory=SheetReport)
    lines: dict[str, array[int]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    is_new: dict[str, bytearray] = field(default_factory=dict)
    faulty: dict[str, set[str]] = field(default_factory=dict)

    def add_problem(self, table: str, line: int, where: str | None, reason: str) -> None:
        """Note a problem of a line of the file."""
        self.report.problems.append(SheetProblem(table, line, where, reason))


def stage(tables: Iterable[GivenTable], folder: Path) -> Staged:
    """Hold every line against the ledger; stage what differs. Errors: those of reading the file."""
    staged = Staged(folder)
    given = {one.name: one for one in tables}
    for name in SHEETS:
        if name in given:
            with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as out:
                _Stager(staged, name, out).stage(given[name])
    return staged


class _Stager:
    """Stages the lines of one table."""

    def __init__(self, staged: Staged, name: str, out: IO[str]) -> None:
        self._staged = staged
        self._file: PortfolioFile = SHEETS[name]
        self._key = self._file.cells[0].name
        self._out = out
        self._seen: dict[str, int] = {}
        self._report = staged.report.tables.setdefault(name, TableReport())
        self._lines = staged.lines.setdefault(name, array("l"))
        self._ids = staged.ids.setdefault(name, [])
        self._is_new = staged.is_new.setdefault(name, bytearray())
        self._faulty = staged.faulty.setdefault(name, set())

    def stage(self, given: GivenTable) -> None:
        for batch in batches(given.rows(), _BATCH):
            ids = {str(row.values[self._key]) for row in batch if row.values.get(self._key)}
            known = present(self._file.name, sorted(ids))
            for row in batch:
                self._report.rows += 1
                self._stage_row(row, known)

    def _stage_row(self, row: GivenRow, known: Mapping[str, Present]) -> None:
        key = row.values.get(self._key)
        problems = list(row.faults)
        if key is None and not any(name == self._key for name, _ in problems):
            problems.append((self._key, "is missing"))
        if key in self._seen:
            problems.append((self._key, f"{key!r} stands in line {self._seen[key]} already"))
        elif key is not None:
            self._seen[key] = row.line
        before = known.get(str(key))
        values = dict(row.values)
        version = values.pop(VERSION.name, None)
        merged = plain_row({**before.row, **values} if before else values)
        is_same = (
            before is not None
            and not problems
            and canonical(self._file.name, merged) == canonical(self._file.name, before.row)
        )
        if is_same:
            self._report.same += 1
            return
        why_not = FOLLOWING.get(self._file.name) or (before.why_not if before else None)
        if why_not is not None and not problems:
            problems.append((None, f"{key!r} {why_not}"))
        elif version and before and version != row_version(self._file.name, before.row):
            problems.append((VERSION.name, _CHANGED_SINCE))
        if problems:
            self._faulty.add(str(key))
            for field_name, reason in problems:
                self._staged.add_problem(self._file.name, row.line, field_name, reason)
            return
        self._out.write(json.dumps(merged, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._lines.append(row.line)
        self._ids.append(str(key))
        self._is_new.append(before is None)
        if before is not None:
            self._tell(row.line, str(key), before.row, merged)

    def _tell(
        self, line: int, key: str, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        for cell in self._file.cells:
            if len(self._report.changes) >= MOST_TOLD:
                return
            old, new = before.get(cell.name), after.get(cell.name)
            if _plain(cell.name, old) != _plain(cell.name, new):
                self._report.changes.append(Change(line, key, cell.name, old, new))


def canonical(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row so that two that mean the same are equal.

    Order in lists, trailing zeros, and flags that are false make no difference.
    """
    stated = {**_DEFAULTS.get(table, {}), **row}
    plain = {name: _plain(name, value) for name, value in stated.items()}
    return {name: value for name, value in plain.items() if value is not None}


def row_version(table: str, row: Mapping[str, Any]) -> str:
    """Return what tells one state of a record from another: the same for the same canonical row."""
    text = json.dumps(canonical(table, row), sort_keys=True, default=_exact)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _exact(quantity: Quantity) -> str:
    return str(quantity.normalised())


def _plain(name: str, value: Any) -> Any:
    if value is None or value is False or value == []:
        return None
    if isinstance(value, list):
        return sorted(json.dumps(_plain("", one), sort_keys=True) for one in value)
    if isinstance(value, dict):
        inner = {key: _plain(key, one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one is not None}
    if name == "value":
        return Quantity.from_text(str(value))
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    return value

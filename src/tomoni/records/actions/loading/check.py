"""Checks a whole portfolio before anything of it is written, and collects every bad row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.claims import may_be_result

from .cells import Cell, PortfolioFile, Row
from .format import FORMAT_VERSION, HEADER
from .known import Known, Waiting
from .problems import BadRow, Problem
from .row_rules import check_release, check_rules
from .source import Source, SourceLine, read_json
from .values import check_values

Progress = Callable[[str, int, int], object]
# Public ids of these tables, of those given, that the ledger holds.
Existing = Callable[[str, set[str]], set[str]]
_STEP = 1_000
_PARENTS = {"parties": "parent_party_id", "activities": "parent_activity_id"}


def read_header(source: Source) -> dict[str, Any]:
    """Return ``portfolio.json``. Errors: InputError naming the file and the first wrong field."""
    path = source.path_of("portfolio.json")
    try:
        header = read_json(source.header_text().decode("utf-8"))
    except ValueError as error:
        raise InputError(f"The file cannot be read: {error}.", where=Where(path)) from error
    if not isinstance(header, dict):
        raise InputError("The file holds no JSON object.", where=Where(path))
    problems = list(check_values(HEADER, header))
    if not problems:
        problems = list(check_release(header["default_release"], "default_release"))
    if not problems and header["format"] != FORMAT_VERSION:
        problems = [Problem("format", f"{header['format']} is not {FORMAT_VERSION}")]
    for problem in problems:
        raise InputError(
            f"{problem.field} {problem.reason}.",
            where=Where(path, field=problem.field),
            do="Mend portfolio.json.",
        )
    return header


def check_portfolio(
    source: Source, known: Known, aside: frozenset[tuple[str, int]], progress: Progress
) -> Iterator[BadRow]:
    """Yield every bad row of all files, those in ``aside`` (file and line) left out.

    Fills ``known``. References that nothing in the portfolio meets stay in ``known.waiting``.
    """
    for file in source.present():
        total = source.count_lines(file)
        for done, line in enumerate(source.lines(file), start=1):
            if (file.name, line.number) in aside:
                _remember_aside(file, line, known)
            else:
                for problem in _check_line(file, line, known):
                    yield BadRow(file.name, line.number, problem.field, problem.reason)
            if done % _STEP == 0 or done == total:
                progress(f"check {file.name}", done, total)
    yield from _unpledged_targets(known)
    yield from _cycles(known)
    yield from _entered_too_late(known)
    known.waiting[:] = [w for w in known.waiting if not known.has(w.table, w.public_id)]


def dangling(known: Known, existing: Existing) -> Iterator[BadRow]:
    """Yield the references that neither the portfolio nor the ledger meets."""
    wanted: dict[str, set[str]] = {}
    for waiting in known.waiting:
        wanted.setdefault(waiting.table, set()).add(waiting.public_id)
    found = {table: existing(table, ids) for table, ids in wanted.items()}
    for waiting in known.waiting:
        if waiting.public_id not in found[waiting.table]:
            yield waiting.bad_row


def _check_line(file: PortfolioFile, line: SourceLine, known: Known) -> Iterable[Problem]:
    if line.row is None:
        return [Problem(None, line.fault or "it cannot be read")]
    problems = list(check_values(file.cells, line.row))
    if problems:
        return problems
    key = file.key_of(line.row)
    lines = known.lines.setdefault(file.name, {})
    if key in lines:
        return [Problem(file.cells[0].name, f"{key!r} stands in line {lines[key]} already")]
    lines[key] = line.number
    problems = list(check_rules(file.name, line.row, line.number, known))
    if problems:
        return problems
    _remember(file, line.row, key, known)
    _await_references(file, line, known)
    return []


def _remember_aside(file: PortfolioFile, line: SourceLine, known: Known) -> None:
    """Remember the id of a row that is put aside, if it can be read: it is not gone."""
    with suppress(KeyError):
        known.aside.setdefault(file.name, set()).add(file.key_of(line.row or {}))


def _remember(file: PortfolioFile, row: Row, key: str, known: Known) -> None:
    if file.name == "documents":
        known.document_lengths[key] = row["length_characters"]
    elif file.name == "activities":
        known.activity_kinds[key] = row["kind_code"]
    elif file.name == "claims":
        metric = METRICS_BY_CODE[row["metric_code"]]
        if metric.role == "target":
            known.roles[key] = "target"
        elif may_be_result(metric):
            known.roles[key] = "result"
    parent = row.get(_PARENTS.get(file.name, ""))
    if parent is not None:
        known.parents.setdefault(file.name, {})[key] = parent


def _await_references(file: PortfolioFile, line: SourceLine, known: Known) -> None:
    for path, table, public_id in references(file.cells, line.row or {}):
        if not known.has(table, public_id):
            reason = f"{public_id!r} is in no row of {table}"
            bad_row = BadRow(file.name, line.number, path, reason)
            known.waiting.append(Waiting(bad_row, table, public_id))


def references(
    cells: tuple[Cell, ...], row: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield path, table and public id of every record that a row points to; places left out."""
    for cell in cells:
        value = row.get(cell.name)
        if value is None or cell.references == "places":
            continue
        if cell.type == "reference":
            yield prefix + cell.name, str(cell.references), value
        elif cell.type == "list":
            for position, item in enumerate(value):
                path = f"{prefix}{cell.name}[{position}]"
                if cell.cells:
                    yield from references(cell.cells, item, f"{path}.")
                else:
                    yield path, str(cell.references), item


def _entered_too_late(known: Known) -> Iterator[BadRow]:
    """Yield lines of the ledger that point to a line after them: a line never changes later."""
    for waiting in known.waiting:
        if waiting.table == "entries" and known.has("entries", waiting.public_id):
            reason = f"{waiting.public_id!r} stands after this row; put it before"
            yield BadRow("entries", waiting.bad_row.line, waiting.bad_row.field, reason)


def _unpledged_targets(known: Known) -> Iterator[BadRow]:
    for claim_id, role in known.roles.items():
        if role == "target" and claim_id not in known.pledged:
            line = known.lines["claims"][claim_id]
            reason = "states a target, but no row of pledges lists the claim"
            yield BadRow("claims", line, "metric_code", reason)


def _cycles(known: Known) -> Iterator[BadRow]:
    """Yield each row that is its own ancestor."""
    for table, parents in known.parents.items():
        settled: set[str] = set()
        for start in parents:
            trail: dict[str, None] = {}
            node: str | None = start
            while node is not None and node not in settled and node not in trail:
                trail[node] = None
                node = parents.get(node)
            if node is not None and node in trail:
                ring = list(trail)[list(trail).index(node) :]
                for public_id in ring:
                    line = known.lines[table][public_id]
                    yield BadRow(table, line, _PARENTS[table], "is a part of itself")
            settled.update(trail)

"""Checks what was staged by the rules that hold for portfolios, and for cumulative totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tomoni.records.models import Activity
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.entries import ObservationFacts, why_not_observation
from tomoni.rules.qualifiers import interval

from ..loading.cells import Row
from ..loading.check import check_portfolio, dangling, references
from ..loading.in_ledger import known_from_ledger
from ..loading.known import Known, Waiting
from ..loading.problems import BadRow, Problem
from ..loading.references import QUERY_BATCH, batches, existing, model_of
from ..loading.source import Source
from ..loading.values import check_values, read_quantity
from .staging import Staged
from .tables import RESULTS

Progress = Callable[[str, int, int], object]
_PARENTS = {"parties": "parent_party", "activities": "parent_activity"}
# Where a refusal of the rule points to, as fields of a row.
_FIELDS = {"quantity": "value", "since_stated": "since", "cutoff_stated": "cutoff"}


def check_staged(staged: Staged, progress: Progress) -> Known:
    """Check all that was staged, note what is wrong, and count the lines that are sound.

    Return what is known of the rows, for the writers.
    """
    source = Source(staged.folder)
    known = known_from_ledger(source)
    found = list(check_portfolio(source, known, frozenset(), progress))
    found += _check_results(source, known)
    for bad in found:
        staged.faulty[bad.file].add(staged.ids[bad.file][bad.line - 1])
    known.waiting[:] = [w for w in known.waiting if not _is_faulty(staged, w)]
    found += dangling(known, lambda table, ids: set(existing(table, ids)))
    found += _rings_through_the_ledger(known, {(bad.file, bad.line) for bad in found})
    for bad in found:
        line = staged.lines[bad.file][bad.line - 1]
        staged.add_problem(bad.file, line, bad.field, bad.reason)
    staged.report.problems.sort(key=lambda one: (one.table, one.line))
    _count(staged, found)
    return known


def _is_faulty(staged: Staged, waiting: Waiting) -> bool:
    """Whether the record that a row waits for stands in a line that is wrong itself."""
    return waiting.public_id in staged.faulty.get(waiting.table, ())


def _count(staged: Staged, found: Iterable[BadRow]) -> None:
    bad = {(one.file, one.line) for one in found}
    lines = {(one.table, one.line) for one in staged.report.problems}
    for name, report in staged.report.tables.items():
        for place, is_new in enumerate(staged.is_new[name], start=1):
            if (name, place) in bad:
                continue
            if is_new:
                report.new += 1
            else:
                report.changed += 1
        report.bad = sum(table == name for table, _ in lines)


def _check_results(source: Source, known: Known) -> Iterator[BadRow]:
    if not (source.directory / RESULTS.file_name).is_file():
        return
    for batch in batches(source.lines(RESULTS), QUERY_BATCH):
        ids = {str(line.row.get("activity_id")) for line in batch if line.row is not None}
        kinds = Activity.objects.filter(public_id__in=ids).values_list("public_id", "kind_code")
        for public_id, kind in kinds:
            known.activity_kinds.setdefault(public_id, kind)
        for line in batch:
            assert line.row is not None  # the row was staged by us
            for problem in _check_result(line.row, line.number, known):
                yield BadRow(RESULTS.name, line.number, problem.field, problem.reason)


def _check_result(row: dict[str, Any], number: int, known: Known) -> Iterator[Problem]:
    problems = list(check_values(RESULTS.cells, row))
    yield from problems
    if problems:
        return
    known.lines.setdefault(RESULTS.name, {})[row["observation_id"]] = number
    for path, table, public_id in references(RESULTS.cells, row):
        if not known.has(table, public_id):
            reason = f"{public_id!r} is in no row of {table}"
            known.waiting.append(
                Waiting(BadRow(RESULTS.name, number, path, reason), table, public_id)
            )
    kind = known.activity_kinds.get(row["activity_id"])
    if kind is not None:
        yield from _refusals(row, kind)


def _refusals(row: Row, kind: str) -> Iterator[Problem]:
    quantity = read_quantity(row["value"])
    bounds = interval(quantity, row.get("qualifier_code") or "exact")
    facts = ObservationFacts(
        activity_kind=kind,
        measure_code=row["measure_code"],
        quantity=quantity,
        unit_code=row["unit_code"],
        currency_code=row.get("currency_code"),
        since=parse_stated_date(row["since"]) if row.get("since") else None,
        cutoff=parse_stated_date(row["cutoff"]),
        low=bounds.low,
        high=bounds.high,
    )
    for refusal in why_not_observation(facts):
        name = refusal.field_name or ""
        yield Problem(_FIELDS.get(name, name) or None, refusal.text())


def _rings_through_the_ledger(known: Known, told: set[tuple[str, int]]) -> Iterator[BadRow]:
    """Yield rows that are a part of themselves by way of records that the file leaves alone."""
    for table, parents in known.parents.items():
        lines = known.lines[table]
        column = _PARENTS[table]
        held = model_of(table)._default_manager.exclude(**{column: None})
        stored = dict(held.values_list("public_id", f"{column}__public_id").iterator())
        for start in parents:
            node: str | None = start
            trail: set[str] = set()
            while node is not None and node not in trail:
                trail.add(node)
                node = parents.get(node) if node in lines else stored.get(node)
            if node == start and (table, lines[start]) not in told:
                yield BadRow(table, lines[start], f"{column}_id", "is a part of itself")

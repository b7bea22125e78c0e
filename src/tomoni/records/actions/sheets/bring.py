"""Spreadsheets of records read in: looked at first, then all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.db import DatabaseError, IntegrityError, transaction

from tomoni.catalogue.errors import InputError, QuarantineError, StorageError, Where
from tomoni.records.models import User
from tomoni.records.queries.mandates import mandates_of
from tomoni.rules.permissions import check_act

from ..audit import actor_id, record_event
from ..common import check_actor, fiscal_start_month
from ..load import one_load_at_a_time
from ..loading.columns import Setting
from ..loading.format import FILES_BY_NAME
from ..loading.known import Known
from ..loading.report import LoadReport
from ..loading.source import Source
from ..loading.writer import Load
from .check import check_staged
from .report import SheetProblem, SheetReport
from .staging import GivenTable, Staged, stage
from .tables import NEEDED
from .writers import (
    LedgerKeys,
    SheetActivityWriter,
    SheetEntryWriter,
    SheetPartyWriter,
    write_results,
)

Progress = Callable[[str, int, int], object]
_SHOWN = 5
_DRAFT = {"state": "draft"}


def check_sheets(
    tables: Sequence[GivenTable], *, by: User | str, progress: Progress | None = None
) -> SheetReport:
    """Say what reading these tables in would change, and what is wrong. Nothing is written.

    Errors: NotPermittedError; those of reading the file.
    """
    _check_reader(tables, by)
    with tempfile.TemporaryDirectory(prefix="sheets-") as folder:
        staged = stage(tables, Path(folder))
        check_staged(staged, progress or _no_progress)
        _check_writer(staged.report, by)
        return staged.report


def import_sheets(
    tables: Sequence[GivenTable],
    *,
    by: User | str,
    file: str,
    sha256: str,
    progress: Progress | None = None,
) -> SheetReport:
    """Read tables in: new records as drafts, changed ones corrected, the same ones not touched.

    A line of the ledger is never edited: a changed one is reversed and entered anew, and a changed
    total is withdrawn and recorded anew. Records that the file leaves out stay. All of it is one
    transaction; read in again, the same file changes nothing. ``file`` and ``sha256`` (of its
    bytes) name it in the audit. Errors: NotPermittedError; QuarantineError when a line is wrong,
    and nothing is then written; InputError; StorageError.
    """
    _check_reader(tables, by)
    notify = progress or _no_progress
    try:
        with transaction.atomic(), tempfile.TemporaryDirectory(prefix="sheets-") as folder:
            one_load_at_a_time()
            staged = stage(tables, Path(folder))
            known = check_staged(staged, notify)
            _check_writer(staged.report, by)
            if staged.report.problems:
                raise _refusal(staged.report, file)
            if staged.report.has_changes:
                _write(staged, known, by, file, sha256, notify)
            staged.report.is_applied = True
            return staged.report
    except IntegrityError as error:
        raise InputError(
            f"The ledger refuses the rows: {error}.", where=Where(file=file)
        ) from error
    except DatabaseError as error:
        raise StorageError(
            f"The database cannot be written: {error}.",
            do="Nothing was read in. Make room on the disk, then try again.",
        ) from error


def _check_reader(tables: Sequence[GivenTable], by: User | str) -> None:
    """Holding a file against the ledger shows what the ledger says."""
    for table in tables:
        check_actor(by, "view", NEEDED[table.name].object_type)


def _check_writer(report: SheetReport, by: User | str) -> None:
    """Only what would be written must be allowed: a sheet without a change asks for nothing.

    A mandate for one course does not reach the whole ledger.
    """
    if not isinstance(by, User):
        return
    roles = {one.role_code for one in mandates_of(by) if one.scope_id is None}
    for name, counts in report.tables.items():
        needed = NEEDED[name]
        acts = (*(needed.new if counts.new else ()), *(needed.changed if counts.changed else ()))
        for act in acts:
            check_act(roles, act, needed.object_type)


def _no_progress(phase: str, done: int, total: int) -> None:
    """Nobody watches."""


def _refusal(report: SheetReport, file: str) -> QuarantineError:
    first: SheetProblem = report.problems[0]
    shown = "\n".join(
        f"{one.table}, line {one.line}{f', {one.field}' if one.field else ''}: {one.reason}"
        for one in report.problems[:_SHOWN]
    )
    left = len(report.problems) - _SHOWN
    more = f"\n… and {left} more" if left > 0 else ""
    lines = f"{report.bad_lines} line{'s are' if report.bad_lines > 1 else ' is'} wrong"
    return QuarantineError(
        f"{lines}; nothing was read in.\n{shown}{more}",
        where=Where(file=file, line=first.line, field=first.field),
        do="Mend them. A check writes every problem into a copy of the file.",
    )


def _write(
    staged: Staged, known: Known, by: User | str, file: str, sha256: str, progress: Progress
) -> None:
    sheet_id = f"sheet-{sha256[:12]}"
    setting = Setting(actor_id(by), datetime.now(UTC), fiscal_start_month(), _DRAFT)
    source = Source(staged.folder)
    report = LoadReport(sheet_id, file)
    load = Load(source, setting, known, frozenset(), LedgerKeys(sheet_id), report, progress)
    given = staged.report.tables
    if "parties" in given:
        SheetPartyWriter(load, FILES_BY_NAME["parties"]).write()
    if "activities" in given:
        activities = SheetActivityWriter(load, FILES_BY_NAME["activities"])
        activities.write()
        activities.link_series()
    if "entries" in given:
        SheetEntryWriter(load, FILES_BY_NAME["entries"]).write()
    if "results" in given:
        write_results(source, setting, by)
    counts = {name: {"new": one.new, "changed": one.changed} for name, one in given.items()}
    record_event(
        by=by,
        verb="import",
        object_type="sheet",
        object_id=sheet_id,
        payload={"tables": counts, "sha256": sha256},
    )

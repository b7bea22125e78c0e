"""Loads a portfolio: everything is checked first, then all of it is written, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from tomoni.catalogue.errors import InputError, StorageError, Where
from tomoni.records.models import User

from .audit import actor_id, record_event
from .common import check_actor, fiscal_start_month
from .loading.activities import ActivityWriter
from .loading.check import check_portfolio, dangling, read_header
from .loading.claims import ClaimWriter
from .loading.columns import Setting
from .loading.findings import FindingWriter
from .loading.in_ledger import already_there, known_from_ledger
from .loading.known import Known
from .loading.ledger import EntryWriter
from .loading.pledges import PledgeWriter
from .loading.problems import BadRow
from .loading.quarantine import quarantine_error, write_quarantine
from .loading.references import Keys, existing
from .loading.report import LoadReport
from .loading.source import Source
from .loading.splits import SplitWriter
from .loading.writer import Aside, Load, Writer
from .loading.writers import (
    DocumentWriter,
    EditionWriter,
    ExclusionWriter,
    FrameworkWriter,
    NamingWriter,
    PartyWriter,
    ProvisionWriter,
    SectionWriter,
    SeriesWriter,
)

Progress = Callable[[str, int, int], object]
_WRITERS: dict[str, type[Writer]] = {
    "parties": PartyWriter,
    "frameworks": FrameworkWriter,
    "provisions": ProvisionWriter,
    "documents": DocumentWriter,
    "document_sections": SectionWriter,
    "activities": ActivityWriter,
    "series": SeriesWriter,
    "editions": EditionWriter,
    "claims": ClaimWriter,
    "pledges": PledgeWriter,
    "entries": EntryWriter,
    "splits": SplitWriter,
    "findings": FindingWriter,
    "exclusions": ExclusionWriter,
    "namings": NamingWriter,
}
# Any fixed number does; it only has to differ from other advisory locks in the same database.
_ADVISORY_LOCK = 7_060_202_612


def load_portfolio(
    directory: Path | None = None,
    *,
    by: User | str,
    progress: Progress | None = None,
    skip_bad: bool = False,
) -> LoadReport:
    """Load a portfolio directory, or the packaged portfolio for None, and say what was done.

    New rows are written, changed rows corrected, unchanged rows not touched; rows that are no
    longer there stay and are reported. A ledger line is never edited: a changed one is reversed
    and entered anew. All of it is one transaction.

    ``progress`` is called with a phase, rows done and rows in all. With ``skip_bad`` the good rows
    are loaded, and bad ones, with those that depend on them, are put aside.

    Errors: NotPermittedError; InputError when the directory is none or ``portfolio.json`` is
    wrong; QuarantineError when rows are bad: all of them are in a file under
    TOMONI_HOME/quarantine, and nothing is written; StorageError.
    """
    check_actor(by, "import", "portfolio")
    source = Source.of(directory)
    digests = source.digests()
    header = read_header(source)
    notify = progress or _no_progress
    try:
        with transaction.atomic():
            one_load_at_a_time()
            known, aside, bad_rows = _checked(source, header["portfolio_id"], skip_bad, notify)
            report = LoadReport(header["portfolio_id"], header["title"], bad_rows=bad_rows)
            if bad_rows:
                report.quarantine = write_quarantine(
                    source, header["portfolio_id"], bad_rows, settings.TOMONI.home
                )
                if not skip_bad:
                    raise quarantine_error(source, bad_rows, report.quarantine)
            setting = Setting(
                actor=actor_id(by),
                at=datetime.now(UTC),
                fiscal_start_month=fiscal_start_month(),
                default_release=header["default_release"],
            )
            keys = Keys(header["portfolio_id"])
            _write(Load(source, setting, known, aside, keys, report, notify), digests)
            if source.digests() != digests:
                raise InputError(
                    "The files have changed while they were loaded; nothing was loaded.",
                    where=Where(file=str(source.directory)),
                    do="Load again when they are at rest.",
                )
    except IntegrityError as error:
        raise InputError(
            f"The ledger refuses the rows: {error}.",
            do="Rows that exchange a unique value, such as two numbers, load one after the other.",
        ) from error
    except DatabaseError as error:
        raise StorageError(
            f"The database cannot be written: {error}.",
            do="Nothing was loaded. Make room on the disk, then load again.",
        ) from error
    return report


def _no_progress(phase: str, done: int, total: int) -> None:
    """Nobody watches."""


def one_load_at_a_time() -> None:
    """Have other loads wait until the transaction ends.

    On SQLite the transaction has held the write lock since it began."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def _checked(
    source: Source, portfolio_id: str, skip_bad: bool, progress: Progress
) -> tuple[Known, Aside, list[BadRow]]:
    """Check until no further row is bad: one put aside may leave others without what they need."""
    aside: Aside = frozenset()
    bad_rows: list[BadRow] = []
    while True:
        known = known_from_ledger(source)
        found = list(check_portfolio(source, known, aside, progress))
        found += dangling(known, lambda table, ids: set(existing(table, ids)))
        found += already_there(known, portfolio_id)
        bad_rows += found
        if not found or not skip_bad:
            return known, aside, bad_rows
        aside |= {(bad.file, bad.line) for bad in found}


def _write(load: Load, digests: dict[str, str]) -> None:
    """Write every file in order, and the event of the whole load if anything has changed."""
    files = load.source.present()
    writers = {file.name: _WRITERS[file.name](load, file) for file in files}
    activities = writers.get("activities")
    for name, writer in writers.items():
        writer.write()
        if name in ("activities", "series") and isinstance(activities, ActivityWriter):
            activities.link_series()
    if load.report.has_changed:
        _record_load(load, digests)


def _record_load(load: Load, digests: dict[str, str]) -> None:
    counts: dict[str, Any] = {
        name: {"new": report.new, "changed": report.changed}
        for name, report in load.report.files.items()
    }
    record_event(
        by=load.setting.actor,
        verb="import",
        object_type="portfolio",
        object_id=load.report.portfolio_id,
        payload={
            "files": counts,
            "sha256": digests,
            "bad_rows": len(load.report.bad_rows),
        },
    )

"""`tomoni iati read`: files into a lake of typed tables, what is unchanged left as it is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .iati_lakes import MEMORY
from .output import PhaseBar, emit, json_option, say, table

if TYPE_CHECKING:
    from tomoni.exchange.iati.lake import Run
    from tomoni.exchange.iati.lake.reading import FileRead, LakeRead
    from tomoni.exchange.iati.lake.records import Check

    Severities = dict[str, int]

UNREADABLE, NOT_CLEAN = 2, 1


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILES…", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The lake: a new folder, or one that this command made.",
)
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes. Default: one for each core.")
@click.option("--schema-only", is_flag=True, help="Do not ask the standard's rules, nor advise.")
@json_option
def command(
    files: tuple[Path, ...], out: Path, jobs: int | None, schema_only: bool, as_json: bool
) -> int:
    """Read FILES (.xml, .gz, .zip, folders of them) into the lake DIR as typed Parquet tables.

    The lake then holds these files; what earlier runs read stays as its history. A file that did
    not change is not read again, nor is an activity that did not: what was found in it when it was
    first read stands. What activities have to do with each other is told by `tomoni iati check`.

    A file that cannot be read this time, or of which nothing can, keeps what the run before held
    under its name: no publisher vanishes by a bad download. The table of files says so.

    Exit codes: 0 all files are clean; 1 a finding is an error or worse; 2 a file cannot be read.
    """
    from tomoni.exchange.iati.lake import open_lake
    from tomoni.exchange.iati.lake.reading import read_into

    check = None if schema_only else _rules()
    with PhaseBar() as progress:
        result = read_into(
            files, out, jobs=jobs or os.cpu_count() or 1, check=check, progress=progress
        )
    for error in result.unreadable:
        say(f"Error: {error}")
    counted: list[Severities] = []
    if result.run is not None:
        with open_lake(out, memory_limit=MEMORY) as lake:
            broken = lake.broken_rules()
        counted = [_severities(broken.get(place, {})) for place in range(len(result.files))]
    emit(_as_dict(result, out, counted), as_json, lambda: _text(result, out, counted))
    if result.unreadable:
        return UNREADABLE
    return NOT_CLEAN if any(one["critical"] or one["error"] for one in counted) else 0


def _rules() -> Check:
    from tomoni.exchange.iati.lake.rules import RuleCheck

    return RuleCheck(datetime.now(UTC).date())


def _severities(broken: Mapping[str, int]) -> Severities:
    """Return how many findings each severity has, zero where none."""
    from tomoni.exchange.iati.check.wording import rule_named
    from tomoni.exchange.iati.findings import SEVERITIES

    counted: Counter[str] = Counter()
    for rule, count in broken.items():
        counted[rule_named(rule).severity] += count
    return {severity: counted[severity] for severity in SEVERITIES}


def _as_dict(result: LakeRead, out: Path, counted: Sequence[Severities]) -> dict[str, object]:
    run = result.run
    return {
        "lake": str(out),
        "run": None if run is None else run.run,
        "is_new": result.is_new,
        "digest": None if run is None else run.digest,
        "new_records": 0 if run is None or not result.is_new else run.new_records,
        "files": [
            {
                "file": file.name,
                "kind": file.kind,
                "records": file.records,
                "new_records": file.new_records,
                "unchanged": file.is_known and not file.is_kept,
                "kept": file.is_kept,
                "findings": found,
            }
            for file, found in zip(result.files, counted, strict=True)
        ],
        "unreadable": [error.as_dict() for error in result.unreadable],
    }


def _text(result: LakeRead, out: Path, counted: Sequence[Severities]) -> Iterator[str]:
    if result.run is None:
        yield f"No file could be read; {out} is as it was."
        return
    headings = ("File", "Holds", "Records", "New", "Critical", "Errors", "Warnings", "Note")
    rows = (_row(file, found) for file, found in zip(result.files, counted, strict=True))
    yield from table(headings, rows, right="llrrrrr")
    yield ""
    kept = sum(file.is_kept for file in result.files)
    if result.is_new:
        yield _new_run(result.run, out)
    elif kept:
        yield f"Nothing that can be read is new: {out} stays as of run {result.run.run}."
    else:
        yield f"{out} held all of this already, as run {result.run.run}."
    if kept:
        yield f"Cannot be read now, kept as last read: {kept:,} of {len(result.files):,} files."


def _new_run(run: Run, out: Path) -> str:
    return (
        f"Run {run.run} of {out}: {run.records:,} records in {run.files:,} "
        f"files, {run.new_records:,} of them new."
    )


def _row(file: FileRead, found: Severities) -> tuple[object, ...]:
    counts = (f"{found[severity]:,}" for severity in ("critical", "error", "warning"))
    note = "cannot be read now: kept as last read" if file.is_kept else ""
    note = note or ("unchanged" if file.is_known else "")
    return (file.name, file.kind, f"{file.records:,}", f"{file.new_records:,}", *counts, note)

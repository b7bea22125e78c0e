"""`tomoni iati check`: what is wrong in IATI files, by the standard's rules and our advice."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import InputError, StorageError, Where

from .output import PhaseBar, say

if TYPE_CHECKING:
    import pyarrow as pa

    from tomoni.exchange.iati.check.result import FileCheck
    from tomoni.exchange.iati.findings import Finding

# Starting a process costs as much as checking some megabytes. A compressed file holds ten times its
# size.
_BYTES_WORTH_A_PROCESS = 8 << 20
_TIMES_UNPACKED = 10
# Of each rule the first lines are named; the report and --json have all.
LINES_NAMED = 5
_HELP_JSON = "Print JSON Lines: one object a file, with all its findings."


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_HELP_JSON)
@click.option(
    "--html",
    "report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="REPORT",
    help="Write a report there: one page that stands alone.",
)
@click.option(
    "--lake",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="References may lead to the activities of this lake, too.",
)
@click.option(
    "--language", type=click.Choice(["en", "ja"]), default="en", help="Of findings and report."
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="Processes. Default: up to one for each core."
)
def command(
    files: tuple[Path, ...],
    as_json: bool,
    report: Path | None,
    lake: Path | None,
    language: str,
    jobs: int | None,
) -> int:
    """Check FILES (IATI 2.01 to 2.03, plain, gzip, zip, or folders) and say what to mend.

    Two verdicts: a file is accepted by the registry's rules when nothing critical is found, and
    clean when no error is found either. Files that are checked together are checked beside each
    other: references, identifiers, amounts that would count twice. Nothing is stored.

    Exit codes: 0 all files are clean; 1 a finding is an error or worse; 2 a file cannot be read.
    """
    from tomoni.exchange.iati.check.result import exit_code_of
    from tomoni.exchange.iati.check.run import check_files
    from tomoni.exchange.iati.source import files_at

    files = tuple(file for given in files for file in files_at(given) or [given])
    now = datetime.now(UTC)
    store = None if lake is None else _identifiers_of(lake)
    total = sum(path.stat().st_size for path in files if path.is_file())
    done = 0
    with PhaseBar() as bar:

        def progress(size: int) -> None:
            nonlocal done
            done += size
            # A compressed file holds more than its size says.
            bar("checking", done, max(total, done))

        checks = check_files(
            files,
            today=now.date(),
            jobs=jobs or _jobs(files),
            store=store,
            progress=progress,
        )
    for check in checks:
        for part in _json(check, language) if as_json else _text(check, language):
            click.echo(part, nl=False)
    if report is not None:
        _write_report(report, checks, now, language)
    return exit_code_of(checks)


def _jobs(files: Sequence[Path]) -> int:
    """Return how many processes the files are worth, one for each core at most."""
    sizes = (
        path.stat().st_size * (1 if path.suffix.lower() == ".xml" else _TIMES_UNPACKED)
        for path in files
        if path.is_file()
    )
    return max(1, min(os.cpu_count() or 1, sum(sizes) // _BYTES_WORTH_A_PROCESS))


def _identifiers_of(lake: Path) -> pa.Array:
    from tomoni.exchange.iati.lake import open_lake

    with open_lake(lake) as opened:
        query = "SELECT DISTINCT identifier FROM records WHERE identifier IS NOT NULL"
        return opened.connection.sql(query).to_arrow_table()["identifier"].combine_chunks()


def _json(check: FileCheck, language: str) -> Iterator[str]:
    yield from check.json_parts(language)
    yield "\n"


def _text(check: FileCheck, language: str) -> Iterator[str]:
    from tomoni.exchange.iati.check.words import SEVERITIES

    verdict = check.verdict()
    counts = check.severity_counts()
    said = ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)
    what = "organisations" if check.kind == "organisations" else "activities"
    version = f"IATI {check.version or 'of unknown version'}, {what}: {check.activities:,}"
    yield f"{check.file}\n"
    yield f"  {version if check.is_readable else 'It cannot be read as IATI.'}\n"
    yield f"  accepted by the registry's rules: {'yes' if verdict.accepted else 'no'}\n"
    yield f"  clean: {'yes' if verdict.clean else 'no'}{f' ({said})' if said else ''}\n"
    for rule, count in check.rule_counts().items():
        first, *more = check.findings_of(rule, LINES_NAMED, language)
        severity = SEVERITIES[first.severity].in_language(language)
        yield f"\n  {severity} {rule}, findings: {count:,}{_lines([first, *more], count)}\n"
        yield f"    {first.activity + ': ' if first.activity else ''}{first.message}\n"
    yield "\n"


def _lines(found: Sequence[Finding], count: int) -> str:
    lines = [str(one.line) for one in found if one.line is not None]
    if not lines:
        return ""
    more = ", …" if count > len(lines) else ""
    return f", line {', '.join(lines)}{more}"


def _write_report(path: Path, checks: Sequence[FileCheck], now: datetime, language: str) -> None:
    from tomoni.exchange.iati.check.report import report_html

    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(report_html(checks, now, language))
    except FileNotFoundError:
        raise InputError(
            "The folder of the report does not exist.", where=Where(str(path)), do="Make it first."
        ) from None
    except OSError as error:
        raise StorageError(
            f"The report cannot be written: {error.strerror}.", where=Where(str(path))
        ) from error
    say(f"The report is at {path}.")

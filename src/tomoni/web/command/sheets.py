"""`tomoni sheets`: activities, ledger lines, results and parties in spreadsheets, out and in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option, say, table

_TABLES = click.Choice(["parties", "activities", "entries", "results", "targets"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)
_only = click.option("--table", "only", type=_TABLES, help="The one table that FILE is of.")
_copy = click.option(
    "--copy", type=_OUT, help="Where a copy with the problems goes. Default: beside FILE."
)
_SHOWN = 20


@click.group("sheets")
def command() -> None:
    """Fill in, correct and read in whole tables as spreadsheets (XLSX or CSV)."""


@command.command("template")
@click.argument("tables", nargs=-1, type=_TABLES)
@click.option("--out", required=True, type=_OUT, help="File to write: .xlsx, or .csv for a table.")
@click.option("--filled", is_flag=True, help="With our own records as they stand.")
@click.option(
    "--language", type=click.Choice(["en", "ja"]), default="en", help="Language of the headings."
)
@json_option
def template(
    tables: tuple[str, ...], out: Path, filled: bool, language: str, as_json: bool
) -> None:
    """Write a form for TABLES (all when none is named), with help and lists to choose from."""
    open_ledger()
    from django.utils import timezone

    from tomoni.web.sheets.files import write_template

    rows = write_template(
        out,
        tables,
        dated=timezone.now().date(),
        language="ja" if language == "ja" else "en",
        filled=filled,
    )
    result = {"file": str(out), "tables": list(tables), "rows": rows}
    emit(result, as_json, lambda: [f"Wrote {out} with {rows:,} rows."])


@command.command("check")
@click.argument("file", type=_FILE)
@_only
@_copy
@json_option
@click.pass_context
def check(
    context: click.Context, file: Path, only: str | None, copy: Path | None, as_json: bool
) -> None:
    """Say what is wrong in FILE and what it would change; change nothing.

    Every problem is also written into a copy of FILE, beside its line and on its cell. Exits with
    5 where there are problems.
    """
    _looked_at(context, file, only, copy, as_json)


@command.command("import")
@click.argument("file", type=_FILE)
@click.option("--preview", is_flag=True, help="Say what would change. This is what it does anyway.")
@click.option("--apply", is_flag=True, help="Change it.")
@_only
@_copy
@json_option
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    preview: bool,
    apply: bool,
    only: str | None,
    copy: Path | None,
    as_json: bool,
) -> None:
    """Read FILE in, all of it or nothing; without --apply only say what that would change.

    New records are drafts. A changed line of the ledger is reversed and entered anew. Records that
    FILE leaves out stay; read in again, the same file changes nothing.
    """
    if preview and apply:
        raise click.UsageError("Choose --preview or --apply.")
    if not apply:
        _looked_at(context, file, only, copy, as_json)
        return
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.sheets.bring import import_sheets
    from tomoni.web.sheets.files import look_at

    looked = look_at(file, only=only)
    with PhaseBar() as progress:
        report = import_sheets(
            looked.tables, by=SYSTEM, file=file.name, sha256=looked.sha256, progress=progress
        )
    result = {"file": str(file), **report.as_dict()}
    emit(result, as_json, lambda: [*_counts(result), "", "Next: tomoni freeze"])


def _looked_at(
    context: click.Context, file: Path, only: str | None, copy: Path | None, as_json: bool
) -> None:
    open_ledger()
    from django.utils import timezone

    from tomoni.catalogue.errors import QuarantineError
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.sheets.bring import check_sheets
    from tomoni.web.sheets.files import look_at, told, write_copy

    looked = look_at(file, only=only)
    with PhaseBar() as progress:
        report = check_sheets(looked.tables, by=SYSTEM, progress=progress)
    result: dict[str, Any] = {"file": str(file), **report.as_dict(), "copy": None}
    if report.problems:
        copy = copy or file.with_name(f"{file.stem}-problems{file.suffix}")
        write_copy(looked, report, copy, dated=timezone.now().date())
        result["copy"] = str(copy)
    sheets = {one.table.name: one.sheet for one in looked.contents.tables}
    lines = [
        f"{sheets[one.table]}, line {one.line}: {told(looked.contents, one)}"
        for one in report.problems
    ]
    for title in looked.contents.passed_over:
        say(f"The sheet {title!r} holds no table that is known here; it was passed over.")
    emit(result, as_json, lambda: _text(result, lines))
    if report.problems:
        context.exit(QuarantineError.exit_code)


def _counts(result: dict[str, Any]) -> list[str]:
    names = ("rows", "new", "changed", "same", "bad")
    rows = ((name, *(one[key] for key in names)) for name, one in result["tables"].items())
    return table(("Table", "Rows", "New", "Changed", "As before", "Wrong"), rows, right="lrrrrr")


def _text(result: dict[str, Any], problems: list[str]) -> list[str]:
    lines = _counts(result)
    for name, one in result["tables"].items():
        for change in one["changes"][:_SHOWN]:
            where = f"{name}, line {change['line']}: {change['id']}, {change['field']}"
            lines.append(f"  {where}: {change['before']!r} becomes {change['after']!r}")
    if not problems:
        return [*lines, "", "No problem. Read it in with --apply."]
    lines += ["", *(f"  {one}" for one in problems[:_SHOWN])]
    if len(problems) > _SHOWN:
        lines.append(f"  … and {len(problems) - _SHOWN:,} more.")
    return [*lines, "", f"All problems stand in {result['copy']}."]

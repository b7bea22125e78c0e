"""`tomoni roster`: rosters of older courses, read in from spreadsheets."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option


@click.group("roster")
def command() -> None:
    """Read in who took part in older editions of a course."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--series", required=True, help="Id of the series that the file lists.")
@click.option("--edition", default=None, help="Id of the one edition that the file lists.")
@click.option("--check", is_flag=True, help="Say what would change, and change nothing.")
@json_option
def import_(file: Path, series: str, edition: str | None, check: bool, as_json: bool) -> None:
    """Read FILE (XLSX or CSV) in, all of it or nothing.

    Without --edition each line names its edition by number or year; editions that are missing are
    made, and numbers that the file leaves out stay out. The same file changes nothing, a corrected
    one only what differs. Persons who may be on record already are put into the queue of possible
    duplicates.
    """
    report = _checked(file, series, edition) if check else _imported(file, series, edition)
    emit(report, as_json, lambda: _text(report))


@command.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--language", type=click.Choice(["en", "ja"]), default="en", help="Language of the headings."
)
@json_option
def template(file: Path, language: str, as_json: bool) -> None:
    """Write an empty roster to FILE, which ends in .xlsx or .csv."""
    open_ledger()
    from django.utils import timezone

    from tomoni.web.people.roster_files import roster_template

    kind = "csv" if file.suffix.lower() == ".csv" else "xlsx"
    file.write_bytes(roster_template(kind, language, timezone.now().date()))
    emit({"file": str(file), "language": language}, as_json, lambda: [f"Wrote {file}."])


def _checked(file: Path, series_id: str, edition_id: str | None) -> dict[str, Any]:
    open_ledger()
    from tomoni.records.actions.common import find
    from tomoni.records.models import Edition, Series
    from tomoni.records.queries.people.rosters import preview_roster
    from tomoni.web.people.roster_files import read_roster

    sheet = read_roster(file.name, file.read_bytes())
    preview = preview_roster(
        sheet.rows,
        series=find(Series, series_id),
        edition=find(Edition, edition_id) if edition_id else None,
        file=file.name,
        errors=sheet.errors,
    )
    plans = [one.plan for one in preview.editions]
    return {
        "rows": len(sheet.rows),
        "editions": len(plans),
        "new_editions": preview.new_editions,
        "new": sum(len(one.new) for one in plans),
        "changed": sum(len(one.changed) + len(one.renamed) for one in plans),
        "gone": sum(len(one.gone) for one in plans),
        "same": sum(one.same for one in plans),
        "errors": [str(one) for one in preview.errors],
    }


def _imported(file: Path, series_id: str, edition_id: str | None) -> dict[str, Any]:
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.courses.duplicates import look_for_duplicates
    from tomoni.records.actions.courses.rosters import import_roster
    from tomoni.web.people.roster_files import read_roster

    sheet = read_roster(file.name, file.read_bytes())
    if sheet.errors:
        raise sheet.errors[0]
    with PhaseBar() as progress:
        report = import_roster(
            sheet.rows,
            sheet.file,
            by=SYSTEM,
            series_id=series_id,
            edition_id=edition_id,
            progress=lambda done, rows: progress("roster", done, rows),
        )
    found = look_for_duplicates(by=SYSTEM, among=report.person_ids)
    plain = asdict(report)
    plain.pop("person_ids")
    return {**plain, "possible_duplicates": found, "errors": []}


def _text(report: dict[str, Any]) -> list[str]:
    rows, editions, made = (report[name] for name in ("rows", "editions", "new_editions"))
    counts = ("new", "changed", "gone", "same")
    new, changed, gone, same = (report[name] for name in counts)
    lines = [
        f"{rows:,} lines, {editions:,} editions ({made:,} of them new).",
        f"{new:,} new, {changed:,} changed, {gone:,} taken out, {same:,} as before.",
    ]
    if report.get("possible_duplicates"):
        lines.append(f"{report['possible_duplicates']:,} possible duplicates wait for review.")
    if "itemised" in report:
        lines.append(
            f"Ledger: {report['itemised']['entered']:,} lines entered, "
            f"{report['itemised']['reversed']:,} reversed."
        )
    faults = report["errors"]
    return [*lines, *(f"  {one}" for one in faults[:30])]

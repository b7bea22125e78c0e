"""`tomoni course certify`: the certificates of one edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option

if TYPE_CHECKING:
    from tomoni.records.models import CourseEdition


@click.command("certify")
@click.argument("course_id", metavar="COURSE")
@click.option(
    "--to",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory to write every certificate in force into, as PDF.",
)
@json_option
def certify_command(course_id: str, directory: Path | None, as_json: bool) -> None:
    """Issue the certificates that are due in COURSE.

    Run again it issues what is left, and nothing twice; --to writes the same bytes each time. When
    a name has a character that no font of TOMONI_FONTS can show, nothing is issued.
    """
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.common import find
    from tomoni.records.models import CourseEdition
    from tomoni.web.certificates.issuing import issue_for

    course = find(CourseEdition, course_id)
    with PhaseBar() as bar:
        issued = issue_for(course, by=SYSTEM, progress=lambda *done: bar("issuing", *done))
        written = _write(course, directory, bar) if directory else None
    result = {"course": course_id, "issued": issued, "written": written}
    lines = [f"Issued: {len(issued)}."]
    if directory:
        lines.append(f"Written into {directory}: {written}.")
    emit(result, as_json, lambda: lines)


def _write(course: CourseEdition, directory: Path, bar: PhaseBar) -> int:
    """Write the PDF of every certificate in force; return how many."""
    from tomoni.web.certificates.issuing import pdfs_in_force

    directory.mkdir(parents=True, exist_ok=True)
    total, pdfs = pdfs_in_force(course)
    done = 0
    for done, (name, pdf) in enumerate(pdfs, start=1):
        (directory / name).write_bytes(pdf)
        bar("writing", done, total)
    return done

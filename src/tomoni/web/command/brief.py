"""`tomoni brief`: two pages on one country, every number proven, in English and Japanese."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.labels import LANGUAGES
from tomoni.catalogue.settings import Settings

from .output import PhaseBar, emit, json_option, say
from .report import report_options
from .store import chosen_snapshot

if TYPE_CHECKING:
    from tomoni.publish.report.build import BuildOptions, BuiltReport

SOURCE = "source"
_PROBE = {"en": "A", "ja": "共"}


@click.command("brief")
@click.argument("country")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="Repeatable. Default: both.",
)
@click.option("--pdf", is_flag=True, help="Also as tagged PDF.")
@click.option("--docx", is_flag=True, help="Also as DOCX.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Default: briefs/COUNTRY, in TOMONI_HOME."
)
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Snapshot: a directory, or an id of this instance. Default: the latest public.",
)
@json_option
def command(
    country: str,
    languages: tuple[str, ...],
    pdf: bool,
    docx: bool,
    out: Path | None,
    snapshot: str | None,
    as_json: bool,
) -> None:
    """Write a brief on COUNTRY (a two-letter code): what is on record, and what is not.

    The brief is an ordinary report, in the directory `source` beside what is built from it: edit it
    there, and build it with `tomoni report build`. Where the sources name the country nowhere, the
    brief says so.
    """
    settings = Settings()
    code = country.upper()
    faces = ("html", *(("pdf",) if pdf else ()), *(("docx",) if docx else ()))
    path = chosen_snapshot(settings, snapshot, tier="public")
    target = out or settings.home / "briefs" / code.lower()
    built = build_brief(settings, path, code, target, languages or LANGUAGES, faces)
    for warning in built.warnings:
        say(str(warning))
    result = {
        "country": code,
        "source": str(target / SOURCE),
        "files": {name: str(written) for name, written in built.files.items()},
        "snapshot": path.name,
        "numbers": {name: len(made.proofs) for name, made in built.reports.items()},
        "warnings": [each.as_dict() for each in built.warnings],
    }
    emit(result, as_json, lambda: map(str, built.files.values()))


def build_brief(
    settings: Settings,
    snapshot: Path,
    country: str,
    out: Path,
    languages: tuple[str, ...] = LANGUAGES,
    faces: tuple[str, ...] = ("html",),
) -> BuiltReport:
    """Write the brief of a country into ``out`` and build it there. Errors: NotFoundError."""
    from tomoni.exchange.snapshot import open_snapshot
    from tomoni.publish.report.brief import write_brief
    from tomoni.publish.report.build import build_report

    options = report_options(settings, snapshot, faces)
    with open_snapshot(snapshot, engine=settings.text("TOMONI_ENGINE")) as opened:
        write_brief(opened, country, out / SOURCE)
    printed = printable(languages, options)
    if "pdf" not in faces or printed == languages:
        with PhaseBar() as bar:
            return build_report(out / SOURCE, snapshot, out, languages, options, bar)
    say("No font shows Japanese, so that no Japanese PDF is made. Set TOMONI_FONTS.")
    pages = {}
    if printed:
        only_pdf = replace(options, faces=("pdf",))
        pages = dict(build_report(out / SOURCE, snapshot, out, printed, only_pdf).files)
    others = replace(options, faces=tuple(face for face in faces if face != "pdf"))
    built = build_report(out / SOURCE, snapshot, out, languages, others)
    return replace(built, files={**pages, **built.files})


def printable(languages: tuple[str, ...], options: BuildOptions) -> tuple[str, ...]:
    """Return those of the languages that the fonts at hand can show."""
    from tomoni.exchange.typesetting import missing_characters, open_fonts

    fonts = open_fonts(options.fonts)
    return tuple(each for each in languages if not missing_characters([_PROBE[each]], fonts))

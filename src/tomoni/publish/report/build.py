"""Builds a report: HTML, its proof file, and PDF and DOCX where they are asked for.

Nothing is written while anything is wrong. Each file is written whole or not at all, the proof file
last: a directory with a proof file holds a finished report.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tomoni.catalogue.errors import InputError, Where
from tomoni.exchange.snapshot import Snapshot

from .answers import ReportAnswers
from .compose import Composed, compose_report
from .drawings import Drawings
from .folder import ReportFolder, read_folder
from .html import HtmlOptions, page_html
from .model import Block, Box, BulletList, NumberedList, Photograph, Problem, Quote, Report
from .photographs import Photographs
from .problems import refuse_if_wrong
from .proofs import proof_file, proof_file_text

FACES: tuple[str, ...] = ("html", "pdf", "docx")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a report is built.

    ``faces`` are of ``FACES``. ``kept_in``: directory in which answers and drawings are kept from
    one build to the next (None: nowhere); it may be removed at any time. ``fonts``: the directory
    of TOMONI_FONTS. ``site_url``: address of the public site, "" while it has none. ``latest_id``:
    the latest snapshot of the tier, None where nobody asks.
    """

    faces: tuple[str, ...] = ("html",)
    kept_in: Path | None = None
    fonts: Path | None = None
    site_url: str = ""
    latest_id: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """A built report: its tree by language, the files by name, the proof file, the warnings."""

    reports: Mapping[str, Report]
    files: Mapping[str, Path]
    proof_file: Path
    warnings: tuple[Problem, ...]


def build_report(
    folder: Path | ReportFolder,
    snapshot: Snapshot | Path,
    out: Path,
    languages: Sequence[str] | None = None,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuiltReport:
    """Build the report of a folder on a snapshot into ``out``, and return what was written.

    Files are ``ID.LANGUAGE.html`` (``.pdf``, ``.docx``), pictures at their paths, and
    ``ID.proofs.json``. Errors: ReportError with every error of the report at once; SnapshotError,
    InputError for a face that there is none of, RefusedError for characters without a font.
    """
    chosen = options or BuildOptions()
    for face in chosen.faces:
        if face not in FACES:
            do = f"Use of these: {', '.join(FACES)}."
            raise InputError(f"A report has no face {face!r}.", where=Where(field="faces"), do=do)
    read = read_folder(folder) if isinstance(folder, Path) else folder
    kept = chosen.kept_in / "answers" if chosen.kept_in else None
    answers = ReportAnswers(snapshot, kept)
    try:
        composed = compose_report(
            read, answers, languages, latest_id=chosen.latest_id, now=chosen.now
        )
    finally:
        answers.close()
    refuse_if_wrong(str(read.path), composed.problems)
    return _write(read, composed, out, chosen, progress or _silent)


def _write(
    folder: ReportFolder,
    composed: Composed,
    out: Path,
    options: BuildOptions,
    progress: Progress,
) -> BuiltReport:
    assert folder.settings is not None
    made = _faces(folder, composed, options, progress)
    reports = list(composed.reports.values())
    proofs = proof_file_text(proof_file(reports, folder.settings.allowed))
    files = {name: _put(out / name, data) for name, data in made.items()}
    name = f"{folder.settings.id}.proofs.json"
    path = _put(out / name, proofs.encode())
    return BuiltReport(composed.reports, {**files, name: path}, path, composed.warnings)


def _faces(
    folder: ReportFolder, composed: Composed, options: BuildOptions, progress: Progress
) -> dict[str, bytes]:
    """Return the contents of every file but the proof file, by name."""
    drawings = options.kept_in / "drawings" if options.kept_in else None
    drawn = Drawings(drawings)
    made: dict[str, bytes] = {}
    total = len(composed.reports) * len(options.faces)
    for report in composed.reports.values():
        for face in options.faces:
            progress(f"{face} ({report.language})", len(made), total)
            name = f"{report.id}.{report.language}.{face}"
            if face == "html":
                made[name] = report_page(report, drawn, options.site_url).encode()
            else:
                made[name] = _printed(report, face, folder.path, drawings, options)
    if "html" in options.faces:
        for path in sorted(
            {path for report in composed.reports.values() for path in pictures_of(report)}
        ):
            made[path], _ = Photographs(folder.path).read(path)
    return made


def report_page(report: Report, drawings: Drawings, site_url: str = "") -> str:
    """Return the report as one HTML page, its charts inside it."""
    return page_html(
        report,
        HtmlOptions(
            language=report.language,
            draw=lambda chart, language: drawings.svg(chart, language).decode(),
            site_url=site_url or None,
        ),
    )


def _printed(
    report: Report, face: str, folder: Path, drawings: Path | None, options: BuildOptions
) -> bytes:
    from .faces import open_press, report_docx, report_pdf

    press = open_press(options.fonts, drawings, options.site_url)
    return (report_pdf if face == "pdf" else report_docx)(report, press, folder)


def pictures_of(report: Report) -> tuple[str, ...]:
    """Return the paths of the pictures that a report shows, each once."""
    found: dict[str, None] = {}

    def look(blocks: Sequence[Block]) -> None:
        for block in blocks:
            match block:
                case Photograph():
                    found[block.path] = None
                case Box() | Quote():
                    look(block.blocks)
                case BulletList() | NumberedList():
                    for item in block.items:
                        look(item)
                case _:
                    pass

    for chapter in report.chapters:
        look(chapter.blocks)
    return tuple(found)


def _put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)
    return path


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""

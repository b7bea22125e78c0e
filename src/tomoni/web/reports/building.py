"""Builds a report for the desk: every face, the fragments of the public page, what it states."""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings

from tomoni.catalogue.errors import ReportError, TomoniError
from tomoni.publish.options import SiteOptions
from tomoni.publish.paths import report_file_path
from tomoni.publish.report.build import FACES, BuildOptions, BuiltReport, build_report
from tomoni.publish.report.drawings import Drawings
from tomoni.publish.report.html import HtmlOptions, beside, chapter_html, in_page
from tomoni.publish.report.html_proofs import proofs_html
from tomoni.publish.report.model import (
    Chapter,
    ChartBlock,
    Emphasis,
    Inline,
    Link,
    Number,
    Problem,
    Report,
    Strong,
    Text,
)
from tomoni.publish.report.plain import plain_report
from tomoni.publish.report.proofs import proof_as_dict
from tomoni.publish.report.settings import report_settings
from tomoni.publish.report_files import pages_file
from tomoni.records.actions.common import find
from tomoni.records.actions.reports.editions import (
    Built,
    fail_build,
    keep_build,
    note_step,
    snapshot_path,
    tier_of,
)
from tomoni.records.actions.reports.statements import (
    STATEMENTS_FILE,
    TEXT_FILE,
    Part,
    SaidInText,
    statements_file,
)
from tomoni.records.actions.reports.store import MadeFile
from tomoni.records.actions.reports.writing import digest_of_files, folder_of
from tomoni.records.models import ReportEdition, User

from .folders import cache_directory, laid_out, press_directory, with_previous
from .pages import chart_picture
from .snapshots import offered

_SETTINGS = "report.toml"


def build_edition(edition_id: str, by: User | str) -> str:
    """Build what was asked for and keep it; return the state it then has.

    Every error of the report is kept with its place. A build that nobody waits for is left.
    """
    edition = find(ReportEdition, edition_id)
    if edition.state_code != "building":
        return edition.state_code
    note_step(edition_id, "reading")
    try:
        built = _built(edition)
    except ReportError as error:
        return fail_build(edition_id, error.problems, by=by).state_code
    except TomoniError as error:
        return fail_build(edition_id, [_note(error)], by=by).state_code
    note_step(edition_id, "keeping")
    return keep_build(edition_id, built, by=by).state_code


def _built(edition: ReportEdition) -> Built:
    files = folder_of(edition.report)
    source = digest_of_files(files)
    found, _ = report_settings(files[_SETTINGS].decode("utf-8"))
    files = with_previous(files, found.previous if found else None)
    tier = tier_of(edition.snapshot_id)
    latest = next((one.id for one in offered() if one.tier == tier), None)
    options = BuildOptions(
        faces=FACES,
        kept_in=cache_directory(),
        fonts=settings.TOMONI["TOMONI_FONTS"],
        site_url=SiteOptions.from_settings(settings.TOMONI).cited_url,
        latest_id=latest,
    )
    with laid_out(files) as folder, laid_out({}) as out:
        made = build_report(folder, snapshot_path(edition.snapshot_id), out, options=options)
        kept = {name: _file(name, path.read_bytes()) for name, path in made.files.items()}
    kept |= _pages(made, edition)
    kept |= _stated(made, edition)
    return Built(kept, [_as_note(each) for each in made.warnings], source)


def _pages(made: BuiltReport, edition: ReportEdition) -> dict[str, MadeFile]:
    """The chapters of each language as they stand within pages of the site, and their charts."""
    drawings = Drawings(press_directory())
    files: dict[str, MadeFile] = {}
    for language, report in made.reports.items():
        at = partial(report_file_path, report.id, edition.number)
        draw = _draw(at, drawings, files)
        chapters = [_chapter(report, chapter, at, draw) for chapter in report.chapters]
        content = {
            "subtitle": report.subtitle.in_language(language) if report.subtitle else None,
            "publisher": report.publisher,
            "chapters": chapters,
        }
        text = json.dumps(content, ensure_ascii=False, indent=1)
        files[pages_file(language)] = MadeFile("application/json", text.encode())
    return files


def _chapter(
    report: Report,
    chapter: Chapter,
    at: Callable[[str], str],
    draw: Callable[[ChartBlock, str], str],
) -> dict[str, str]:
    """One chapter with the proofs of its own numbers below it."""
    used: dict[str, None] = {}

    def proof_address(proof_id: str) -> str:
        used[proof_id] = None
        return in_page(proof_id)

    language = report.language
    anchors = {each.anchor for each in report.chapters}
    links = beside(chapter.anchor, anchors)
    options = HtmlOptions(language, proof_address, at, draw, "", links)
    html = chapter_html(chapter, options)
    proofs = [proof for proof in report.proofs if proof.id in used]
    below = proofs_html(proofs, language, "", used) if proofs else ""
    return {
        "anchor": chapter.anchor,
        "heading": heading_text(chapter.heading),
        "html": f"{html}\n{below}",
    }


def heading_text(inlines: Sequence[Inline]) -> str:
    """Return a heading as words, its numbers as they are said."""
    made = []
    for inline in inlines:
        if isinstance(inline, Text | Number):
            made.append(inline.text)
        elif isinstance(inline, Emphasis | Strong | Link):
            made.append(heading_text(inline.inlines))
    return "".join(made)


def _draw(
    at: Callable[[str], str], drawings: Drawings, files: dict[str, MadeFile]
) -> Callable[[ChartBlock, str], str]:
    """Give each chart a file beside the page: its styles have no place within one."""

    def draw(chart: ChartBlock, language: str) -> str:
        name = f"charts/{language}-{chart.anchor}.svg"
        files[name] = MadeFile("image/svg+xml", drawings.svg(chart, language))
        return chart_picture(at(name), chart)

    return draw


def _stated(made: BuiltReport, edition: ReportEdition) -> dict[str, MadeFile]:
    """The text of the report in its home language, and each number in it."""
    language, report = next(iter(made.reports.items()))
    plain = plain_report(report)
    # The last line tells apart two publications of the same words.
    snapshot = edition.snapshot_id
    text = f"{plain.text}{report.id} · {edition.number} · {snapshot}\n"
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in plain.statements:
        spans.setdefault(one.proof_id, []).append((one.start, one.end))
    said = [
        SaidInText(proof_as_dict(proof, language), spans.get(proof.id, ()))
        for proof in report.proofs
    ]
    family = "-".join(re.findall(r"\w+", report.title.en.lower()))
    parts = [
        Part(f"{family}--{one.anchor}", one.start, one.end)
        for one in plain.sections
        if one.end > one.start
    ]
    return {
        TEXT_FILE: MadeFile("text/plain; charset=utf-8", text.encode()),
        STATEMENTS_FILE: MadeFile("application/json", statements_file(language, said, parts)),
    }


def _file(name: str, content: bytes) -> MadeFile:
    guessed = mimetypes.guess_type(Path(name).name)[0] or "application/octet-stream"
    media_type = f"{guessed}; charset=utf-8" if guessed == "text/html" else guessed
    return MadeFile(_OFFICE.get(Path(name).suffix, media_type), content)


_OFFICE = {".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def _as_note(problem: Problem) -> dict[str, str | int | bool]:
    return problem.as_dict()


def _note(error: TomoniError) -> dict[str, str | int | bool]:
    where = error.where
    return {
        "file": (where.file if where else None) or _SETTINGS,
        "line": (where.line if where else None) or 1,
        "column": 1,
        "code": error.code,
        "what": error.what,
        "do": error.do or "",
        "is_error": True,
    }

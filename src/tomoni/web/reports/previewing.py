"""A chapter as it would read, beside its text: every problem at its line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tomoni.catalogue.errors import TomoniError
from tomoni.publish.report.answers import ReportAnswers
from tomoni.publish.report.compose import preview_chapter
from tomoni.publish.report.drawings import Drawings
from tomoni.publish.report.folder import ReportFolder
from tomoni.publish.report.html import HtmlOptions
from tomoni.publish.report.html_proofs import proofs_html
from tomoni.publish.report.model import ChartBlock, Problem
from tomoni.publish.report.settings import report_settings
from tomoni.records.models import Report

from .folders import cache_directory, pictures_of, press_directory
from .pages import chart_picture
from .snapshots import Offered, chosen

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """One problem with the piece of the line that it is about: before it, from it on."""

    problem: Problem
    before: str
    after: str

    @property
    def words(self) -> tuple[str, str]:
        """What is wrong and what to do, in the reader's language."""
        return self.problem.in_language(get_language() or "en")


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """What stands beside the text. ``missing``: why nothing can be filled, in words."""

    html: SafeString
    problems: Sequence[Shown]
    snapshot: Offered | None = None
    missing: TomoniError | None = None

    @property
    def errors(self) -> int:
        """How many of the problems stop a build."""
        return sum(one.problem.is_error for one in self.problems)


def preview_of(report: Report, file: str, text: str) -> ShownPreview:
    """Return the preview of one file of a report as it is typed; nothing is written.

    Of ``report.toml`` there are the problems alone; of lists nothing.
    """
    texts = report.chapters.filter(removed_at__isnull=True)
    settings_text = texts.values_list("content", flat=True).get(file="report.toml")
    if file == "report.toml":
        _, problems = report_settings(text)
        return ShownPreview(safe(""), shown(problems, text))
    if not file.endswith(".md"):
        return ShownPreview(safe(""), ())
    found, _ = report_settings(settings_text)
    language = file.partition("/")[0] if "/" in file else ""
    if language not in ("en", "ja"):
        language = found.languages[0] if found else "en"
    with pictures_of(report) as directory:
        folder = ReportFolder(directory, found, {file: text}, ())
        address: Callable[[str], str] = lambda path: reverse(  # noqa: E731  # one use
            "reports:picture", args=[report.public_id, path]
        )
        return preview_text(file, text, folder, language, address)


def preview_text(
    file: str,
    text: str,
    folder: ReportFolder,
    language: str,
    picture_address: Callable[[str], str] = str,
    snapshot_id: str = "",
) -> ShownPreview:
    """Return the preview of one text on a snapshot; "" means the latest that is public."""
    try:
        snapshot = chosen(snapshot_id)
        return _filled(file, text, folder, language, picture_address, snapshot)
    except TomoniError as error:
        return ShownPreview(safe(""), (), missing=error)


def _filled(
    file: str,
    text: str,
    folder: ReportFolder,
    language: str,
    picture_address: Callable[[str], str],
    snapshot: Offered,
) -> ShownPreview:
    answers = ReportAnswers(snapshot.path, cache_directory() / "answers", with_proofs=False)
    options = HtmlOptions(
        language=language,
        picture_address=picture_address,
        draw=drawn(Drawings(press_directory())),
    )
    try:
        made = preview_chapter(file, text, answers, folder, options)
    finally:
        answers.close()
    proofs = proofs_html(made.proofs, language, None) if made.proofs else ""
    return ShownPreview(safe(f"{made.html}\n{proofs}"), shown(made.problems, text), snapshot)


def shown(problems: Sequence[Problem], text: str) -> tuple[Shown, ...]:
    """Return problems with the pieces of the lines that they are about."""
    lines = text.replace("\r\n", "\n").split("\n")
    return tuple(_shown(one, lines) for one in problems)


def _shown(problem: Problem, lines: Sequence[str]) -> Shown:
    place = problem.place
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    at = max(place.column - 1, 0)
    return Shown(problem, line[max(at - _AROUND, 0) : at], line[at : at + _AROUND])


def drawn(drawings: Drawings) -> Callable[[ChartBlock, str], str]:
    """Return what shows a chart of a preview as a picture of its own address."""

    def draw(chart: ChartBlock, language: str) -> str:
        svg = drawings.svg(chart, language)
        name = f"{hashlib.sha256(svg).hexdigest()}.svg"
        drawings.keep(name, svg)
        return chart_picture(reverse("reports:drawing", args=[name]), chart)

    return draw


def drawing_path(name: str) -> Path:
    """Return where a drawing of a preview lies."""
    return press_directory() / name


def safe(html: str) -> SafeString:
    """Return what the engine wrote as markup."""
    # The engine escapes every word of a chapter; nothing else is in it.
    return mark_safe(html)

"""From a report's folder and a snapshot's answers to the report's tree, with all that is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import InputError

from .answers import ReportAnswers
from .chapters import parse_chapter
from .checks import DigitCheck, check_previous, check_snapshot
from .folder import PREVIOUS_FILE, ReportFolder, chapter_file
from .html import HtmlOptions, chapter_html
from .model import Chapter, Place, Problem, Proof, Report
from .plain import plain_report
from .problems import errors_of, problem, said, warnings_of
from .proofs import read_proof_file
from .resolve import Resolver
from .settings import ReportSettings


@dataclass(frozen=True, slots=True)
class Composed:
    """The report in each language, None in ``reports`` for none; and every problem, in order."""

    reports: Mapping[str, Report]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the build."""
        return errors_of(self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What does not."""
        return warnings_of(self.problems)


@dataclass(frozen=True, slots=True)
class Preview:
    """One chapter as it would read, and what is wrong with it."""

    html: str
    chapter: Chapter
    proofs: tuple[Proof, ...]
    problems: tuple[Problem, ...]


def compose_report(
    folder: ReportFolder,
    answers: ReportAnswers,
    languages: Sequence[str] | None = None,
    *,
    latest_id: str | None = None,
    now: str | None = None,
) -> Composed:
    """Return the report in the languages asked for (None: all), and every problem at once.

    With errors the trees lack what could not be filled: they are for looking, not for publishing.
    ``latest_id`` is the latest snapshot of the tier, ``now`` a moment in ISO 8601 (None: now).
    """
    if folder.settings is None:
        return Composed({}, folder.problems)
    settings = folder.settings
    digits = DigitCheck(settings.allowed)
    problems: list[Problem] = [*folder.problems]
    reports: dict[str, Report] = {}
    decided: set[str] = set()
    for language in languages or settings.languages:
        if language not in settings.languages:
            problems.append(_no_language(settings, language))
            continue
        resolver = Resolver(answers, language, folder.path)
        report, wrong = _in_language(folder, settings, resolver, digits)
        reports[language] = report
        decided |= resolver.decided
        problems += wrong
    if languages is None:
        problems += digits.unused()
    moment = now or datetime.datetime.now(datetime.UTC).isoformat()
    problems += check_snapshot(
        settings, answers.snapshot_id, answers.snapshot_made, moment, latest_id
    )
    problems += _against_previous(folder, settings, reports.values(), decided)
    once = tuple(dict.fromkeys(problems))
    made = {
        language: replace(report, warnings=warnings_of(once))
        for language, report in reports.items()
    }
    return Composed(made, (*errors_of(once), *warnings_of(once)))


def preview_chapter(
    file: str,
    text: str,
    answers: ReportAnswers,
    folder: ReportFolder,
    options: HtmlOptions,
) -> Preview:
    """Return one chapter as it would read, whatever is wrong with it; nothing is written.

    ``folder`` gives the settings and the pictures. ``answers`` may do without proofs.
    """
    parsed = parse_chapter(file, text, options.language)
    allowed = folder.settings.allowed if folder.settings else ()
    resolver = Resolver(answers, options.language, folder.path)
    chapter = resolver.chapter(parsed.chapter)
    problems = [
        *parsed.problems,
        *DigitCheck(allowed).chapter(parsed.chapter),
        *resolver.problems,
    ]
    once = tuple(dict.fromkeys(problems))
    shown = (*errors_of(once), *warnings_of(once))
    proofs = tuple(resolver.proofs.values())
    return Preview(chapter_html(chapter, options), chapter, proofs, shown)


def _in_language(
    folder: ReportFolder,
    settings: ReportSettings,
    resolver: Resolver,
    digits: DigitCheck,
) -> tuple[Report, list[Problem]]:
    answers, language = resolver.answers, resolver.language
    chapters: list[Chapter] = []
    problems = [*digits.title(settings, language)]
    for name in settings.chapters:
        file = chapter_file(settings, name, language)
        if file in folder.chapters:
            parsed = parse_chapter(file, folder.chapters[file], language)
            problems += parsed.problems
            problems += digits.chapter(parsed.chapter)
            chapters.append(resolver.chapter(parsed.chapter))
    report = Report(
        id=settings.id,
        title=settings.title,
        edition=settings.edition,
        unofficial=settings.unofficial,
        language=language,
        languages=settings.languages,
        snapshot_id=answers.snapshot_id,
        snapshot_made=answers.snapshot_made,
        chapters=tuple(chapters),
        proofs=tuple(resolver.proofs.values()),
        subtitle=settings.subtitle,
        publisher=settings.publisher,
    )
    return report, [*problems, *resolver.problems]


def _against_previous(
    folder: ReportFolder,
    settings: ReportSettings,
    reports: Iterable[Report],
    decided: Collection[str],
) -> list[Problem]:
    """Return warnings of what changed since the edition before, where its file is held."""
    path = folder.path / PREVIOUS_FILE
    if settings.previous is None or not path.is_file():
        return []
    previous = _previous(path, settings.previous)
    if isinstance(previous, Problem):
        return [previous]
    found: list[Problem] = []
    for report in reports:
        places: dict[str, Place] = {}
        for statement in plain_report(report).statements:
            places.setdefault(statement.proof_id, statement.place)
        printed = [
            (proof, places[proof.id])
            for proof in report.proofs
            if proof.id in places and proof.id not in decided
        ]
        found += check_previous(printed, previous)
    return found


def _previous(path: Path, wanted: str) -> Mapping[str, Any] | Problem:
    place = Place(PREVIOUS_FILE, 1, 1)
    try:
        found = read_proof_file(path)
    except InputError as error:
        return said("folder", place, (error.what, error.do or "Get the file again."), None)
    if found["id"] != wanted:
        return problem("folder", place, "previous_other", found=found["id"], wanted=wanted)
    return found


def _no_language(settings: ReportSettings, language: str) -> Problem:
    place, known = Place("report.toml", 1, 1), ", ".join(settings.languages)
    return problem("settings", place, "language_other", language=language, known=known)

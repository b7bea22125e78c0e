"""A report's folder as texts: report.toml, the chapters of every language, the pictures.

Nothing outside the folder is read: no path leads out, and no link is followed out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tomoni.catalogue.report_problem_words import REPORT_PROBLEM_WORDS

from .model import Place, Problem
from .problems import problem
from .settings import SETTINGS_FILE, ReportSettings, report_settings

LARGEST_TEXT = 2_000_000  # bytes; 60 pages are about 200,000
LARGEST_PICTURE = 20_000_000  # bytes
PREVIOUS_FILE = "previous.proofs.json"
_PICTURES = {".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """What stands in a folder. ``chapters``: texts by path in the folder ("ja/police.md").

    ``settings`` is None where report.toml cannot be used; ``problems`` say why.
    """

    path: Path
    settings: ReportSettings | None
    chapters: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_folder(path: Path) -> ReportFolder:
    """Read a report's folder. What is missing or unreadable is a problem, never an exception."""
    text, wrong = _text(path, SETTINGS_FILE)
    if text is None:
        return ReportFolder(path, None, {}, wrong)
    settings, problems = report_settings(text)
    chapters: dict[str, str] = {}
    gathered = [*problems]
    for file in chapter_files(settings) if settings else ():
        found, wrong = _text(path, file)
        gathered += wrong
        if found is not None:
            chapters[file] = found
    return ReportFolder(path, settings, chapters, tuple(gathered))


def chapter_files(settings: ReportSettings) -> tuple[str, ...]:
    """Return the path of every chapter in every language."""
    return tuple(
        chapter_file(settings, name, language)
        for language in settings.languages
        for name in settings.chapters
    )


def chapter_file(settings: ReportSettings, name: str, language: str) -> str:
    """Return the path of a chapter in a language; the home language stands in the folder itself."""
    return name if language == settings.languages[0] else f"{language}/{name}"


def picture_wrong(folder: Path, name: str) -> tuple[str, str] | None:
    """Return what is wrong with a picture and what to do, or None when it may be shown."""
    wrong = picture_problem(folder, name)
    if wrong is None:
        return None
    wording = REPORT_PROBLEM_WORDS[wrong[0]]
    return wording.what.en.format(**wrong[1]), wording.do.en.format(**wrong[1])


def picture_problem(folder: Path, name: str) -> tuple[str, dict[str, str]] | None:
    """Return the words of what is wrong with a picture, or None when it may be shown."""
    pure = PurePosixPath(name)
    suffix = pure.suffix.lower()
    if suffix not in _PICTURES:
        return "picture_kind", {"file": name, "kinds": ", ".join(_PICTURES)}
    path = _inside(folder, name)
    if path is None or not path.is_file():
        return "picture_missing", {"file": name}
    if path.stat().st_size > LARGEST_PICTURE:
        return "file_large", {"file": name, "most": f"{LARGEST_PICTURE:,}"}
    with path.open("rb") as file:
        if not file.read(16).startswith(_PICTURES[suffix]):
            return "picture_other", {"file": name}
    return None


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file of that name, None where it would lie outside the folder."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or "\0" in name:
        return None
    try:
        path = (folder / pure).resolve()
    except OSError:
        return None
    return path if path.is_relative_to(folder.resolve()) else None


def _text(folder: Path, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    place = Place(name, 1, 1)
    path = _inside(folder, name)
    if path is None or not path.is_file():
        key = "settings_missing" if name == SETTINGS_FILE else "file_missing"
        return None, (problem("folder", place, key, file=name, folder=folder),)
    if path.stat().st_size > LARGEST_TEXT:
        most = f"{LARGEST_TEXT:,}"
        return None, (problem("folder", place, "file_large", file=name, most=most),)
    try:
        return path.read_bytes().decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, (problem("folder", Place(name, line, 1), "file_not_utf8", file=name),)
    except OSError as error:
        reason = error.strerror
        return None, (problem("folder", place, "file_unreadable", file=name, reason=reason),)

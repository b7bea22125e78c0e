"""A report's folder as texts: report.toml, the chapters of every language, the pictures.

Nothing outside the folder is read: no path leads out, and no link is followed out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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
    pure = PurePosixPath(name)
    suffix = pure.suffix.lower()
    if suffix not in _PICTURES:
        return f"{name} is no picture that can be shown.", f"Use one of: {', '.join(_PICTURES)}."
    path = _inside(folder, name)
    if path is None or not path.is_file():
        return f"{name} is not in the report's folder.", "Put it there, and write its path from it."
    if path.stat().st_size > LARGEST_PICTURE:
        return f"{name} is larger than {LARGEST_PICTURE:,} bytes.", "Make it smaller."
    with path.open("rb") as file:
        if not file.read(16).startswith(_PICTURES[suffix]):
            return f"{name} is not what its ending says.", "Save it again in that format."
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
        do = "Write it, or take it off the list." if name != SETTINGS_FILE else "tomoni report new"
        return None, (problem("folder", place, f"{name} is not in {folder}.", do),)
    if path.stat().st_size > LARGEST_TEXT:
        what = f"{name} is larger than {LARGEST_TEXT:,} bytes."
        return None, (problem("folder", place, what, "Divide it into chapters."),)
    try:
        return path.read_bytes().decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        what = f"{name} is not written in UTF-8."
        return None, (problem("folder", Place(name, line, 1), what, "Save it as UTF-8."),)
    except OSError as error:
        what = f"{name} cannot be read: {error.strerror}."
        return None, (problem("folder", place, what, "Make it readable."),)

"""report.toml: what a report is, its chapters in order, and which digits it may print unproven.

``report_settings`` reads it into ``ReportSettings`` and tells everything that is wrong in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.labels import LANGUAGES, Label

from .digits import digit_runs
from .model import Place, Problem
from .problems import problem

SETTINGS_FILE = "report.toml"
# A file or an id may be written in an address and on any disk.
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_CHAPTER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md", re.ASCII)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")

# name: what it says. The reference is written from these two tables.
KEYS: dict[str, str] = {
    "id": "Public id of the report: small letters, digits and hyphens. Required.",
    "title_en": "Title in English. Required.",
    "title_ja": "Title in Japanese; the English one without it.",
    "subtitle_en": "Line below the title.",
    "subtitle_ja": "The same in Japanese.",
    "publisher": "Who publishes it.",
    "edition": 'Edition as it is called, between quotes: "2024".',
    "language": 'Home language, in which every chapter is written: "en" or "ja". Default: "en".',
    "languages": "All languages, the home language first. A translation of a chapter is the file "
    "of the same name in the directory of its language (ja/introduction.md).",
    "unofficial": "true marks every page as unofficial. Default: true.",
    "previous": "Id of the edition before. Beside it, previous.proofs.json holds its proof file.",
    "stale_after_days": "A snapshot older than this is a warning. Default: 400.",
    "chapters": "Files of the chapters, in order. Required.",
    "allowed": "Digits that may stand outside slots, each an entry of its own.",
}
ALLOWED_KEYS: dict[str, str] = {
    "text": "The words with their digits, as they stand in the chapter. Required.",
    "reason": "Why they need no proof: a date, an article's number, a name. Required.",
    "where": "File of the only chapter in which they may stand; all without it.",
}
_TEXTS = ("id", "title_en", "title_ja", "subtitle_en", "subtitle_ja", "publisher", "edition",
          "language", "previous")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """Digits that may stand outside slots: the words, the reason, the chapter ("" for all)."""

    text: str
    reason: str
    where: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """What report.toml says. ``languages`` begins with the home language."""

    id: str
    title: Label
    chapters: tuple[str, ...]
    subtitle: Label | None = None
    publisher: str = ""
    edition: str | None = None
    languages: tuple[str, ...] = ("en",)
    unofficial: bool = True
    previous: str | None = None
    stale_after_days: int = 400
    allowed: tuple[Allowed, ...] = ()


def report_settings(
    text: str, file: str = SETTINGS_FILE
) -> tuple[ReportSettings | None, tuple[Problem, ...]]:
    """Return the settings, None when they cannot be used, and what is wrong with them."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        place = Place(file, int(at[1]), int(at[2])) if at else Place(file, 1, 1)
        reason = _AT.sub("", str(error)).strip().rstrip(".")
        return None, (problem("settings", place, "no_toml", reason=reason),)
    except RecursionError:
        return None, (problem("settings", Place(file, 1, 1), "toml_deep"),)
    reader = _Reader(text, file, found)
    settings = reader.settings()
    return (settings if not reader.problems else None), tuple(reader.problems)


class _Reader:
    """Reads the keys, and gathers what is wrong with them."""

    def __init__(self, text: str, file: str, found: Mapping[str, Any]) -> None:
        self._lines = text.split("\n")
        self._file = file
        self._found = found
        self.problems: list[Problem] = []

    def settings(self) -> ReportSettings:
        for key in self._found:
            if key not in KEYS:
                self._wrong(key, "key_unknown", key=key, keys=", ".join(KEYS))
        texts = {key: self._text(key) for key in _TEXTS}
        self._require_id("id", texts["id"])
        if texts["previous"]:
            self._require_id("previous", texts["previous"])
        if not texts["title_en"]:
            self._wrong("title_en", "title_missing")
        days = self._found.get("stale_after_days", 400)
        if not isinstance(days, int) or isinstance(days, bool) or days < 1:
            self._wrong("stale_after_days", "days_bad")
            days = 400
        return ReportSettings(
            id=texts["id"],
            title=Label(texts["title_en"], texts["title_ja"] or texts["title_en"]),
            chapters=self._chapters(),
            subtitle=_label(texts["subtitle_en"], texts["subtitle_ja"]),
            publisher=texts["publisher"],
            edition=texts["edition"] or None,
            languages=self._languages(texts["language"] or "en"),
            unofficial=self._flag("unofficial", True),
            previous=texts["previous"] or None,
            stale_after_days=days,
            allowed=self._allowed(),
        )

    def _text(self, key: str) -> str:
        value = self._found.get(key, "")
        if not isinstance(value, str):
            self._wrong(key, "no_text", key=key)
            return ""
        return value.strip()

    def _flag(self, key: str, default: bool) -> bool:
        value = self._found.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "no_flag", key=key)
            return default
        return value

    def _require_id(self, key: str, value: str) -> None:
        if not _ID.fullmatch(value):
            self._wrong(key, "id_bad", key=key, value=value)

    def _chapters(self) -> tuple[str, ...]:
        listed = self._found.get("chapters")
        if not isinstance(listed, list) or not listed:
            self._wrong("chapters", "no_chapters")
            return ()
        for name in listed:
            if not isinstance(name, str) or not _CHAPTER.fullmatch(name):
                self._wrong("chapters", "chapter_name", name=name)
        names = [name for name in listed if isinstance(name, str)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._wrong("chapters", "chapter_twice", name=name)
        return tuple(dict.fromkeys(names))

    def _languages(self, home: str) -> tuple[str, ...]:
        listed = self._found.get("languages", [home])
        known = isinstance(listed, list) and all(each in LANGUAGES for each in listed)
        if home not in LANGUAGES or not known or (listed and listed[0] != home):
            self._wrong("languages", "languages_bad", known=", ".join(LANGUAGES))
            return ("en",)
        return tuple(dict.fromkeys(listed)) or (home,)

    def _allowed(self) -> tuple[Allowed, ...]:
        listed = self._found.get("allowed", [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            self._wrong("allowed", "allowed_bad")
            return ()
        return tuple(self._one_allowed(number, each) for number, each in enumerate(listed))

    def _one_allowed(self, number: int, entry: Mapping[str, Any]) -> Allowed:
        place = self._place_of_entry(number)
        values = {key: entry.get(key, "") for key in ALLOWED_KEYS}
        wrong = [key for key, value in values.items() if not isinstance(value, str)]
        wrong += [key for key in entry if key not in ALLOWED_KEYS]
        texts = {
            key: value.strip() if isinstance(value, str) else "" for key, value in values.items()
        }
        if wrong or not texts["text"] or not texts["reason"]:
            self.problems.append(problem("settings", place, "allowed_part"))
        elif not any(digit_runs(texts["text"])):
            wrong_text = problem("settings", place, "allowed_no_digit", text=texts["text"])
            self.problems.append(wrong_text)
        return Allowed(texts["text"], texts["reason"], texts["where"], place)

    def _place_of_entry(self, number: int) -> Place:
        begins = [at for at, line in enumerate(self._lines) if line.strip() == "[[allowed]]"]
        line = begins[number] if number < len(begins) else 0
        return Place(self._file, line + 1, 1)

    def _wrong(self, at: str, words: str, **values: object) -> None:
        """Note a problem at the line of the key ``at``."""
        pattern = re.compile(rf"\s*\"?{re.escape(at)}\"?\s*=")
        lines = (number for number, each in enumerate(self._lines) if pattern.match(each))
        place = Place(self._file, next(lines, 0) + 1, 1)
        self.problems.append(problem("settings", place, words, **values))


def _label(en: str, ja: str) -> Label | None:
    return Label(en or ja, ja or en) if en or ja else None

"""An answer to a question as a file: TOML between two lines of ``+++``, then the wording.

The wording is a chapter in the language of slots; a heading of its own it may have or not.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import InputError, Where

from .model import Problem
from .settings import ReportSettings, report_settings

CHAPTER = "answer.md"
STEPS: tuple[str, ...] = ("drafted", "checked", "signed_off")
LARGEST = 1_000_000  # bytes
_FENCE = "+++"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")

# name: what it says. The reference is written from these two tables.
KEYS: dict[str, str] = {
    "id": "Public id of the answer: small letters, digits and hyphens. Required.",
    "question": "The question, word by word. Its digits need no proof: they are the asker's. "
    "Required.",
    "asked_by": "Who asked.",
    "asked_on": "Date on which it was asked.",
    "language": 'Language of the answer: "en" or "ja". Default: "en".',
    "publisher": "Whose answer it is.",
    "unofficial": "true marks every page as unofficial. Default: false.",
    "allowed": "Digits that may stand outside slots, as in report.toml.",
    "sign_off": "A signature, each an entry of its own, in order.",
}
SIGN_OFF_KEYS: dict[str, str] = {
    "step": "drafted, checked or signed_off. Required.",
    "name": "Who signs. Required.",
    "role": "The office of who signs.",
    "on": "Date of the signature. Required.",
    "digest": "Digest of the answer as it was signed; `tomoni answer` prints it. With another one "
    "the signature is shown as void.",
    "note": "A remark.",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. ``digest`` names what was signed, "" when it names nothing."""

    step: str
    name: str
    on: str
    role: str = ""
    digest: str = ""
    note: str = ""
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A question and its answer before the slots are filled.

    ``wording`` is the chapter; ``before`` the lines that stand before it in ``file``.
    """

    id: str
    question: str
    wording: str
    language: str = "en"
    asked_by: str = ""
    asked_on: str = ""
    signatures: tuple[Signature, ...] = ()
    settings: ReportSettings | None = None
    file: str = CHAPTER
    before: int = 0


def read_answer(path: Path) -> AnswerText:
    """Return the answer of a file. Errors: InputError with what is wrong and where."""
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror}.",
            where=Where(file=str(path)),
            do="Check the path.",
        ) from error
    if len(raw) > LARGEST:
        raise InputError(f"{name} is larger than {LARGEST:,} bytes.", do="Shorten it.")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not written in UTF-8.", do="Save it as UTF-8.") from error
    return answer_of(text, name)


def answer_of(text: str, file: str = CHAPTER) -> AnswerText:
    """Return the answer of a text. Errors: InputError with what is wrong and where."""
    lines = text.split("\n")
    ends = [place for place, line in enumerate(lines) if line.strip() == _FENCE]
    if len(ends) < 2 or ends[0] != 0:
        raise InputError(
            "The file does not begin with the question.",
            where=Where(file=file, line=1),
            do='Write +++, id = "…", question = "…", +++, each on its line, and then the answer.',
        )
    try:
        found = tomllib.loads("\n".join(lines[1 : ends[1]]))
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(str(error), file, ends[1]) from error
    _check_keys(found, KEYS, file)
    settings = _settings(found, file)
    return AnswerText(
        id=settings.id,
        question=_text(found, "question", file, required=True),
        wording="\n".join(lines[ends[1] + 1 :]),
        language=settings.languages[0],
        asked_by=_text(found, "asked_by", file),
        asked_on=_date(found, "asked_on", file),
        signatures=tuple(_signature(one, file) for one in found.get("sign_off", [])),
        settings=settings,
        file=file,
        before=ends[1] + 1,
    )


def settings_of(answer: AnswerText) -> ReportSettings:
    """Return how an answer is composed: a report of one chapter."""
    if answer.settings is not None:
        return answer.settings
    found = {"id": answer.id, "language": answer.language, "unofficial": False}
    return _settings(found, answer.file)


def placed(problem: Problem, answer: AnswerText, shift: int) -> Problem:
    """Return a problem of the composed chapter where it stands in the answer's own file."""
    line = max(problem.place.line - shift, 1) + answer.before
    return replace(problem, place=replace(problem.place, file=answer.file, line=line))


def _settings(found: Mapping[str, Any], file: str) -> ReportSettings:
    kept = {"unofficial": False, **found}
    lines = [
        f"{key} = {json.dumps(kept[key], ensure_ascii=False)}"
        for key in ("id", "language", "publisher", "unofficial")
        if key in kept
    ]
    lines += ['title_en = "Answer"', f'chapters = ["{CHAPTER}"]']
    for entry in found.get("allowed", []):
        lines.append("[[allowed]]")
        lines += [f"{key} = {json.dumps(entry[key], ensure_ascii=False)}" for key in entry]
    settings, problems = report_settings("\n".join(lines), file)
    if settings is None:
        first = problems[0]
        raise InputError(first.what, where=Where(file=file, line=1), do=first.do)
    return settings


def _signature(entry: Any, file: str) -> Signature:
    if not isinstance(entry, dict):
        raise InputError("A sign_off is no table.", where=Where(file=file), do="Write [[sign_off]]")
    _check_keys(entry, SIGN_OFF_KEYS, file)
    step = _text(entry, "step", file, required=True)
    if step not in STEPS:
        raise InputError(
            f"There is no step {step!r}.",
            where=Where(file=file, field="step"),
            do=f"Use one of: {', '.join(STEPS)}.",
        )
    return Signature(
        step=step,
        name=_text(entry, "name", file, required=True),
        on=_date(entry, "on", file, required=True),
        role=_text(entry, "role", file),
        digest=_text(entry, "digest", file),
        note=_text(entry, "note", file),
    )


def _no_toml(said: str, file: str, end: int) -> InputError:
    """Say where in the file its head is no TOML; ``end`` is the line of the head's last one."""
    at = _AT.search(said)
    return InputError(
        f"The head of the file is no TOML: {_AT.sub('', said).strip()}"
        + (f", in column {at[2]}." if at else "."),
        where=Where(file=file, line=int(at[1]) + 1 if at else end),
        do='Write each line as name = "text"; dates stand without quotes.',
    )


def _check_keys(found: Mapping[str, Any], known: Mapping[str, str], file: str) -> None:
    for key in found:
        if key not in known:
            raise InputError(
                f"There is no key {key!r}.",
                where=Where(file=file, field=key),
                do=f"Keys are: {', '.join(known)}.",
            )


def _text(found: Mapping[str, Any], key: str, file: str, *, required: bool = False) -> str:
    value = found.get(key, "")
    if not isinstance(value, str) or (required and not value.strip()):
        raise InputError(
            f"{key} is no text, or empty.", where=Where(file=file, field=key), do=f'{key} = "…"'
        )
    return value.strip()


def _date(found: Mapping[str, Any], key: str, file: str, *, required: bool = False) -> str:
    value = found.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, datetime.date):
        raise InputError(
            f"{key} is no date.", where=Where(file=file, field=key), do=f"{key} = 2026-11-20"
        )
    return value.isoformat()

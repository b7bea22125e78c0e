"""What a questionnaire or test asks, and whether an answer fits its question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.labels import Label

from .eligibility_rules import label_of, refuse_unasked

QUESTION_KINDS: tuple[str, ...] = ("scale", "choice", "several", "number", "text", "item")
SCALE: tuple[int, ...] = (1, 2, 3, 4, 5)
MOST_QUESTIONS = 60
MOST_OPTIONS = 20
MOST_POINTS = 100
LONGEST_TEXT = 2_000
LARGEST_NUMBER = 1_000_000_000
Answer = int | str | list[str]

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WITH_OPTIONS = frozenset({"choice", "several", "item"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``options``: words by code of a list. A test item has a key and points.

    ``key``: the codes that must be chosen, all of them and no other. ``several``: whether several
    may be chosen. ``least``, ``most``: bounds of a number; None: none is set.
    """

    code: str
    kind: str
    label: Label
    is_required: bool = False
    options: Mapping[str, Label] | None = None
    key: frozenset[str] = frozenset()
    points: int = 0
    least: int | None = None
    most: int | None = None

    @property
    def several(self) -> bool:
        """Whether several of the list may be chosen."""
        return self.kind == "several" or len(self.key) > 1


@dataclass(frozen=True, slots=True)
class Questions:
    """All that one version asks, in order. ``introduction``: words above the questions."""

    questions: tuple[Question, ...]
    introduction: Label | None = None

    @property
    def full_points(self) -> int | None:
        """The most points that can be had; None where nothing is tested."""
        return sum(one.points for one in self.questions) or None

    def points_of(self, answers: Mapping[str, Any]) -> int:
        """Return the points of a test: all of an item's for its key, else none, blank or not."""
        return sum(one.points for one in self.questions if one.kind == "item" and is_right(
            one, answers.get(one.code)))  # fmt: skip


def is_right(item: Question, answer: Any) -> bool:
    """Whether an answer to a test item is its key."""
    return answer is not None and frozenset(answer) == item.key


def read_questions(content: Mapping[str, Any], kind_code: str) -> Questions:
    """Return what a version asks, out of its JSON.

    Shape: ``{"introduction": {"en", "ja"}, "questions": [{"code", "kind", "label", "is_required",
    "options": [{"code", "en", "ja"}], "key": [codes], "points", "least", "most"}]}``. A test has
    at least one item; a questionnaire has none. Errors: InputError naming the question.
    """
    given = content.get("questions")
    where = Where(field="questions")
    if not isinstance(given, list) or not given:
        raise InputError("Nothing is asked.", where=where, do="Add a question.")
    if len(given) > MOST_QUESTIONS:
        raise InputError(f"More than {MOST_QUESTIONS} questions are asked.", where=where)
    questions = tuple(_question(one) for one in given)
    codes = [one.code for one in questions]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise InputError(f"The question {twice[0]} is asked twice.", where=where)
    has_items = any(one.kind == "item" for one in questions)
    if has_items is not (kind_code == "test"):
        raise InputError("A test, and only a test, has items with a key.", where=where)
    words = content.get("introduction")
    introduction = label_of(words, Where(field="introduction")) if words else None
    return Questions(questions, introduction)


def _question(given: Any) -> Question:
    if not isinstance(given, dict):
        raise InputError("A question is no object.", where=Where(field="questions"))
    code, kind = str(given.get("code") or ""), str(given.get("kind") or "")
    where = Where(field=f"questions.{code or '?'}")
    if not _CODE.fullmatch(code):
        raise InputError("The code of a question is small letters and _.", where=where)
    if kind not in QUESTION_KINDS:
        raise InputError(f"There is no kind {kind!r}.", where=where, do=", ".join(QUESTION_KINDS))
    label = label_of(given.get("label"), where)
    refuse_unasked(code, label.en, label.ja, where=where)
    options = _options(given, where) if kind in _WITH_OPTIONS else None
    least, most = _bounds(given, where) if kind == "number" else (None, None)
    key, points = _key(given, options or {}, where) if kind == "item" else (frozenset(), 0)
    required = bool(given.get("is_required"))
    return Question(code, kind, label, required, options, key, points, least, most)


def _options(given: Mapping[str, Any], where: Where) -> dict[str, Label]:
    listed = given.get("options")
    rows = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    options = {str(one.get("code") or ""): label_of(one, where) for one in rows}
    is_whole = 2 <= len(options) == len(rows) <= MOST_OPTIONS
    if not is_whole or not all(_CODE.fullmatch(code) for code in options):
        raise InputError(
            f"A list has from 2 to {MOST_OPTIONS} options, each with a code of its own.",
            where=where,
        )
    for label in options.values():
        refuse_unasked(label.en, label.ja, where=where)
    return options


def _bounds(given: Mapping[str, Any], where: Where) -> tuple[int | None, int | None]:
    least, most = (_whole(given.get(name), where) for name in ("least", "most"))
    if least is not None and most is not None and least > most:
        raise InputError("The least number lies above the most.", where=where)
    return least, most


def _whole(value: Any, where: Where) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_NUMBER:
        raise InputError("A bound is a whole number.", where=where)
    return value


def _key(
    given: Mapping[str, Any], options: Mapping[str, Label], where: Where
) -> tuple[frozenset[str], int]:
    listed, points = given.get("key"), given.get("points", 1)
    key = frozenset(str(one) for one in listed) if isinstance(listed, list) else frozenset()
    if not key or not key <= set(options):
        raise InputError("The key of an item names options of its list.", where=where)
    if isinstance(points, bool) or not isinstance(points, int) or not 1 <= points <= MOST_POINTS:
        raise InputError(f"Points are whole, from 1 to {MOST_POINTS}.", where=where)
    return key, points


def fitting(
    asked: Questions, given: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Answer], dict[str, Label]]:
    """Return the answers that fit their questions, and why each other one does not.

    ``given``: what was typed or chosen, by code. A blank answer is left out: blank is not zero.
    Answers to questions that are not asked are left out.
    """
    fit: dict[str, Answer] = {}
    faults: dict[str, Label] = {}
    for one in asked.questions:
        values = [text.strip() for text in given.get(one.code, ()) if text.strip()]
        if not values:
            continue
        found = _fit(one, values)
        if isinstance(found, Label):
            faults[one.code] = found
        else:
            fit[one.code] = found
    return fit, faults


def _fit(one: Question, values: list[str]) -> Answer | Label:
    """The answer as it is kept, or why it does not fit."""
    if one.kind == "text":
        text = values[0].replace("\r\n", "\n")
        longest = f"{LONGEST_TEXT:,}"
        too_long = Label(f"At most {longest} characters.", f"{longest}字以内で記入してください。")
        return text if len(text) <= LONGEST_TEXT else too_long
    if one.kind == "number":
        return _number(one, values[0])
    if one.options is None:
        is_point = values[0] in {str(point) for point in SCALE}
        return int(values[0]) if is_point else _CHOOSE
    if not set(values) <= set(one.options) or (len(values) > 1 and not one.several):
        return _CHOOSE
    if one.kind == "choice":
        return values[0]
    return [code for code in one.options if code in values]


_CHOOSE = Label("Choose one of the list.", "一覧から選んでください。")


def _number(one: Question, text: str) -> int | Label:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 10:
        return Label("Write a whole number.", "整数で記入してください。")
    value = int(text)
    least = -LARGEST_NUMBER if one.least is None else one.least
    most = LARGEST_NUMBER if one.most is None else one.most
    if least <= value <= most:
        return value
    return Label(f"From {least:,} to {most:,}.", f"{least:,}から{most:,}までで記入してください。")


def blank_required(asked: Questions, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return the questions that must be answered and are blank, in order."""
    return tuple(one for one in asked.questions if one.is_required and one.code not in answers)

"""Reads slots (``slot_kinds`` holds their language), and tells what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .model import Place, Problem, Slot
from .problems import problem
from .slot_kinds import FORMATS, SLOTS, Argument, SlotKind

OPEN, CLOSE = "{{", "}}"
LONGEST = 2_000
_NAME = re.compile(r"[a-z][a-z_]*", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?![\w.])", re.ASCII)
# Its parts begin differently, so that a slot that does not end is found out in one pass.
_WHOLE = re.compile(r'\{\{(?:[^"}]|"(?:[^"\\]|\\.)*"|\}(?!\}))*\}\}', re.S)
_SPACE = re.compile(r"[ \t\n]*")
PlaceAt = Callable[[int], Place]


@dataclass(frozen=True, slots=True)
class ReadSlot:
    """A slot, or what is wrong with it, and where the text goes on."""

    slot: Slot | None
    problems: tuple[Problem, ...]
    end: int


def slot_end(text: str, start: int) -> int | None:
    """Return where the slot that opens at ``start`` ends, quotes respected; None: nowhere."""
    found = _WHOLE.match(text, start, min(len(text), start + LONGEST))
    return None if found is None else found.end()


def read_slot(text: str, start: int, place_at: PlaceAt) -> ReadSlot:
    """Read the slot that opens at ``start``; ``place_at`` gives the place of an offset.

    Problems: a slot that does not end, an unknown name, an argument that is unknown, missing, twice
    or not among its choices. What is wrong with the values the engine says later.
    """
    end = slot_end(text, start)
    if end is None:
        wrong = problem("slot", place_at(start), "slot_open")
        return ReadSlot(None, (wrong,), min(len(text), start + len(OPEN)))
    reader = _Reader(text, start + len(OPEN), end - len(CLOSE), place_at)
    slot = reader.slot(text[start:end], place_at(start))
    if slot is None or reader.problems:
        return ReadSlot(None, tuple(reader.problems), end)
    wrongs = tuple(_wrongs(slot))
    return ReadSlot(None if wrongs else slot, wrongs, end)


class _Reader:
    """Reads the words of one slot, from left to right."""

    def __init__(self, text: str, at: int, end: int, place_at: PlaceAt) -> None:
        self._text = text
        self._at = at
        self._end = end
        self._place_at = place_at
        self.problems: list[Problem] = []

    def slot(self, source: str, place: Place) -> Slot | None:
        self._skip_space()
        name = self._take(_NAME)
        if name is None:
            self._wrong(self._at, "slot_nameless", names=", ".join(SLOTS))
            return None
        subject: str | None = None
        arguments: dict[str, str] = {}
        places: dict[str, Place] = {}
        while self._skip_space() < self._end:
            at = self._at
            key = self._take(_NAME)
            if key is not None and not self._take_mark("="):
                self._wrong(at, "value_missing", key=key)
                return None
            value = self._value()
            if value is None:
                return None
            if key is None and (subject is not None or arguments):
                self._wrong(at, "value_nameless", value=value)
            elif key is None:
                subject = value
            elif key in arguments:
                self._wrong(at, "argument_twice", key=key)
            else:
                arguments[key], places[key] = value, self._place_at(at)
        return Slot(name, subject or "", arguments, place, source, places)

    def _value(self) -> str | None:
        if self._take_mark('"'):
            return self._quoted()
        number = self._take(_NUMBER)
        if number is None:
            written = self._text[self._at : self._at + 12].split(CLOSE)[0].strip()
            self._wrong(self._at, "value_bad", value=written)
        return number

    def _quoted(self) -> str | None:
        made, at = [], self._at
        while at < self._end and self._text[at] != '"':
            if self._text[at] == "\\" and self._text[at + 1] in ('"', "\\"):
                at += 1
            made.append(" " if self._text[at] == "\n" else self._text[at])
            at += 1
        self._at = at + 1
        return "".join(made)

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self._text, self._at, self._end)
        if found is None:
            return None
        self._at = found.end()
        return found[0]

    def _take_mark(self, mark: str) -> bool:
        is_there = self._text.startswith(mark, self._at) and self._at < self._end
        self._at += len(mark) if is_there else 0
        return is_there

    def _skip_space(self) -> int:
        found = _SPACE.match(self._text, self._at, self._end)
        assert found is not None
        self._at = found.end()
        return self._at

    def _wrong(self, at: int, words: str, **values: object) -> None:
        self.problems.append(problem("slot", self._place_at(at), words, **values))


def _wrongs(slot: Slot) -> Iterator[Problem]:
    """Yield what is wrong with the names and choices of a slot."""
    kind = SLOTS.get(slot.name)
    if kind is None:
        names = ", ".join(SLOTS)
        yield problem("slot", slot.place, "slot_unknown", name=slot.name, names=names)
        return
    if bool(slot.subject) != bool(kind.subject):
        key = "subject_missing" if kind.subject else "subject_needless"
        said = {"slot": slot.name, "subject": slot.subject, "example": kind.example}
        yield problem("slot", slot.place, key, **said)
    named = {argument.name: argument for argument in kind.arguments}
    for name, argument in named.items():
        if argument.is_required and not slot.arguments.get(name, "").strip():
            said = {"slot": slot.name, "key": name, "help": argument.help}
            yield problem("slot", slot.place, "argument_missing", **said)
    for name, value in slot.arguments.items():
        yield from _argument_wrongs(slot, kind, named.get(name), name, value)


def _argument_wrongs(
    slot: Slot, kind: SlotKind, argument: Argument | None, name: str, value: str
) -> Iterator[Problem]:
    place = slot.places.get(name, slot.place)
    if argument is None:
        if not kind.takes_keys:
            listed = ", ".join(each.name for each in kind.arguments)
            said = {"slot": kind.name, "key": name, "known": listed}
            yield problem("slot", place, "argument_unknown", **said)
        return
    if argument.choices and value not in argument.choices:
        said = {"key": name, "value": value, "choices": ", ".join(argument.choices)}
        yield problem("slot", place, "argument_choice", **said)
    if name == "round" and not _is_step(value):
        yield problem("slot", place, "round_bad", value=value)
    if name == "top" and not (value.isascii() and value.isdigit() and 0 < int(value) <= 10_000):
        yield problem("slot", place, "top_bad", value=value)
    if name == "format" and not {each.strip() for each in value.split(",")} <= set(FORMATS):
        yield problem("slot", place, "format_bad", value=value, choices=", ".join(FORMATS))


def _is_step(value: str) -> bool:
    """Say whether the text is a number above zero, of a length that somebody means."""
    is_number = bool(_NUMBER.fullmatch(value)) and len(value) <= 18
    return is_number and not value.startswith("-") and bool(value.strip("0."))

"""What is checked of a report before it is built: digits outside slots, and what warns.

Errors and warnings are gathered; nothing here raises.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .digits import digit_runs
from .model import (
    Block,
    Box,
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Place,
    Problem,
    Proof,
    Quote,
    Slot,
    Strong,
    TableBlock,
    Text,
)
from .problems import problem
from .proofs import proof_as_dict
from .settings import SETTINGS_FILE, Allowed, ReportSettings

# What a reader sees of a slot's arguments; a digit there needs permission as in the text.
_SHOWN = ("caption", "credit", "alt")
# Stands for a slot within its line, so that no permission reaches across one.
_GAP = "\ufffc"
_BEGINS = Place(SETTINGS_FILE, 1, 1)


@dataclass(slots=True)
class DigitCheck:
    """Finds digits outside slots, and remembers which permissions were used."""

    allowed: Sequence[Allowed]
    used: set[Allowed] = field(default_factory=set)

    def chapter(self, chapter: Chapter) -> Iterator[Problem]:
        """Yield a problem for every digit of a chapter, as parsed, that nothing allows."""
        allowed = [each for each in self.allowed if each.where in ("", chapter.file)]
        for pieces in _passages(chapter):
            yield from self._passage(pieces, allowed)

    def title(self, settings: ReportSettings, language: str) -> Iterator[Problem]:
        """Yield a problem for every digit of the title and the line below it."""
        allowed = [each for each in self.allowed if not each.where]
        subtitle = settings.subtitle.in_language(language) if settings.subtitle else ""
        for words in (settings.title.in_language(language), subtitle):
            yield from self._passage([(words, _BEGINS)], allowed)

    def unused(self) -> Iterator[Problem]:
        """Yield a warning for every permission that no chapter needed."""
        for each in self.allowed:
            if each not in self.used:
                yield problem("unused", each.place, "allowed_unused", text=each.text)

    def _passage(
        self, pieces: Sequence[tuple[str, Place]], allowed: Sequence[Allowed]
    ) -> Iterator[Problem]:
        text = "".join(words for words, _ in pieces)
        covered = []
        for each in allowed:
            for start, end in _occurrences(text, each.text):
                covered.append((start, end, each))
        for start, end in digit_runs(text):
            granted = [each for first, last, each in covered if first <= start and end <= last]
            self.used.update(granted)
            if not granted:
                place = _place(pieces, start)
                yield problem("digit", place, "digit_outside", digits=text[start:end])


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand by themselves: no letter or digit goes on at either end."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not _goes_on(text, start - 1, start) and not _goes_on(text, end - 1, end):
            yield start, end
        start = text.find(words, start + 1)


def _goes_on(text: str, before: int, after: int) -> bool:
    """Say whether two neighbours belong to one number or one Latin word."""
    if before < 0 or after >= len(text):
        return False
    one, other = text[before], text[after]
    if one.isdecimal() and other in ",.，．" and text[after + 1 : after + 2].isdecimal():
        return True
    if other.isdecimal() and one in ",.，．" and text[max(before - 1, 0)].isdecimal():
        return True
    return (one.isdecimal() and other.isdecimal()) or (
        one.isascii() and other.isascii() and one.isalnum() and other.isalnum()
    )


def _place(pieces: Sequence[tuple[str, Place]], offset: int) -> Place:
    for words, place in pieces:
        if offset < len(words):
            return Place(place.file, place.line, place.column + offset)
        offset -= len(words)
    return pieces[-1][1]


def _passages(chapter: Chapter) -> Iterator[list[tuple[str, Place]]]:
    """Yield every passage that a reader sees in one piece, as words with their places."""
    first = Place(chapter.file, 1, 1)
    yield from _of_inlines(chapter.heading, first)
    yield from _of_blocks(chapter.blocks, first)


def _of_blocks(blocks: Iterable[Block], near: Place) -> Iterator[list[tuple[str, Place]]]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from _of_inlines(block.inlines, near)
            case BulletList() | NumberedList():
                for item in block.items:
                    yield from _of_blocks(item, near)
            case Quote():
                yield from _of_blocks(block.blocks, near)
            case Box():
                yield [(block.title, block.place or near)]
                yield from _of_blocks(block.blocks, near)
            case TableBlock():
                for column in block.columns:
                    yield from _of_inlines(column.inlines, near)
                for row in block.rows:
                    for cell in row:
                        yield from _of_inlines(cell, near)
            case Slot():
                yield from _of_slot(block)
            case _:
                pass


def _of_slot(slot: Slot) -> Iterator[list[tuple[str, Place]]]:
    for name in _SHOWN:
        if name in slot.arguments:
            # The place of the argument; a digit further on is not told apart.
            place = slot.places.get(name, slot.place)
            shift = len(name) + 2
            yield [(slot.arguments[name], Place(place.file, place.line, place.column + shift))]


def _of_inlines(inlines: Sequence[Inline], near: Place) -> Iterator[list[tuple[str, Place]]]:
    pieces = list(_pieces(inlines, near))
    if pieces:
        yield pieces


def _pieces(inlines: Sequence[Inline], near: Place) -> Iterator[tuple[str, Place]]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text, inline.place or near
            case Emphasis() | Strong() | Link():
                yield from _pieces(inline.inlines, near)
            case LineBreak():
                yield " ", near
            case _:
                yield _GAP, near


# --- what warns ----------------------------------------------------------------------------------


def check_snapshot(
    settings: ReportSettings, snapshot_id: str, made: str, now: str, latest_id: str | None
) -> Iterator[Problem]:
    """Yield a warning where the snapshot is old, or not the latest of its tier.

    ``made`` and ``now`` are moments in ISO 8601; ``latest_id`` None: nobody knows a later one.
    """
    if latest_id is not None and latest_id != snapshot_id:
        said = {"snapshot": snapshot_id[:12], "latest": latest_id[:12]}
        yield problem("stale", _BEGINS, "not_latest", **said)
    if made:
        age = datetime.datetime.fromisoformat(now) - datetime.datetime.fromisoformat(made)
        if age.days > settings.stale_after_days:
            yield problem("stale", _BEGINS, "old", snapshot=snapshot_id[:12], days=age.days)


def check_previous(
    proofs: Iterable[tuple[Proof, Place]], previous: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield a warning for what the edition before says otherwise.

    ``previous`` is the proof file of that edition. A number of the same claim, or of the same
    figure, request and row as of the same date, should not change: that contradicts. As of another
    date it may rise; where it fell, the reader is owed a reason.
    """
    edition = previous.get("edition") or previous.get("id")
    before = {_identity(each): each for each in previous.get("proofs", [])}
    for proof, place in proofs:
        mine = proof_as_dict(proof, "")
        was = before.get(_identity(mine))
        if was is None or Decimal(mine["value"]) == Decimal(was["value"]):
            continue
        said = {"number": proof.text, "before": was["text"], "edition": edition}
        as_of = _as_of(mine)
        if proof.claim is not None or (as_of is not None and as_of == _as_of(was)):
            yield problem("contradicts", place, "changed", **said)
        elif Decimal(mine["value"]) < Decimal(was["value"]):
            yield problem("fell", place, "fell", **said)


def _identity(proof: Mapping[str, Any]) -> str:
    """Return what makes two numbers the same: the claim; or figure, request and row."""
    request, claim = proof.get("request") or {}, proof.get("claim") or {}
    kept = {name: request.get(name) for name in ("figure", "by", "where", "row")}
    return json.dumps([kept, claim.get("claim_id"), proof.get("currency")], sort_keys=True)


def _as_of(proof: Mapping[str, Any]) -> str | None:
    found: str | None = (proof.get("request") or {}).get("as_of")
    return found

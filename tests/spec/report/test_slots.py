"""Each drawn slot reads as its table says, or is refused at the column that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tomoni.publish.report.chapters import parse_chapter
from tomoni.publish.report.model import Block, Heading, Inline, Paragraph, Slot

PAGE = Path(__file__).with_name("slots.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `(?P<passage>.+)` \| (?P<reads>.+) \|$", re.M)
ROWS = [
    (m["passage"].replace(r"\|", "|"), m["reads"].replace(r"\|", "|")) for m in _ROW.finditer(PAGE)
]


def slots_in(parts: tuple[Inline, ...] | tuple[Block, ...]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Paragraph | Heading):
            yield from slots_in(part.inlines)


def as_drawn(passage: str) -> str:
    parsed = parse_chapter("chapter.md", f"# Heading\n\n{passage}\n")
    if parsed.problems:
        first = parsed.problems[0]
        assert first.place.line == 3
        assert first.do
        return f"column {first.place.column}: {first.what}"
    [slot] = slots_in(parsed.chapter.blocks)
    assert slot.source in passage
    arguments = [f"{name}={value}" for name, value in slot.arguments.items()]
    return " · ".join([f"{slot.name} {slot.subject}", *arguments])


def test_every_row_is_drawn() -> None:
    assert len(ROWS) == PAGE.count("\n| `") > 30


@pytest.mark.parametrize(("passage", "reads"), ROWS)
def test_a_slot_reads_as_drawn(passage: str, reads: str) -> None:
    assert as_drawn(passage) == reads

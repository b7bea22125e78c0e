"""Sample texts with their figures marked by hand: ⟦words|value|unit or currency⟧."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tomoni.reading.proposals import Proposal
from tomoni.reading.read import read_text

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())
_MARK = re.compile(r"⟦([^⟧|]*)\|([^⟧|]*)\|([^⟧|]*)⟧")


@dataclass(frozen=True)
class Marked:
    """One figure as marked. ``unit``: "" where none was marked."""

    start: int
    end: int
    value: Fraction
    unit: str


@dataclass(frozen=True)
class Score:
    """How many figures were found rightly, found wrongly, missed, and right in unit too."""

    right: int
    wrong: int
    missed: int
    right_units: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def marked(printed: str) -> tuple[str, list[Marked]]:
    """The plain text and its figures. A mark without words shares the span before it."""
    text, figures, position = "", [], 0
    start = end = 0
    for match in _MARK.finditer(printed):
        text += printed[position : match.start()]
        position = match.end()
        if match[1]:
            start, text = len(text), text + match[1]
            end = len(text)
        figures.append(Marked(start, end, Fraction(match[2]), match[3]))
    return text + printed[position:], figures


def score(path: Path) -> Score:
    """Read a sample: right is an overlapping span with the same value, each mark once."""
    text, waiting = marked(path.read_text(encoding="utf-8"))
    right = wrong = units = 0
    for proposal in read_text(text):
        found = next((mark for mark in waiting if _matches(mark, proposal)), None)
        if found is None:
            wrong += 1
            continue
        waiting.remove(found)
        right += 1
        units += found.unit in {"", proposal.currency or proposal.unit}
    return Score(right, wrong, len(waiting), units)


def _matches(mark: Marked, proposal: Proposal) -> bool:
    overlap = mark.start < proposal.end and proposal.start < mark.end
    return overlap and proposal.value is not None and proposal.value.to_fraction() == mark.value

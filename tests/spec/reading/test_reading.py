"""Each drawn passage reads as its table says: every figure, and nothing else."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from spec.drawn import drawn_rows
from tomoni.reading.proposals import Proposal
from tomoni.reading.read import quantity_of, read_text

PAGES = sorted(Path(__file__).parent.glob("*.md"))
_FIGURE = re.compile(r"`(?P<text>[^`]+)` = (?:(?P<hedge>[a-z_]+) )?(?P<value>[\d.]+) (?P<unit>\w+)")


def passages() -> list[tuple[str, str, str]]:
    """Every row of every page: page, passage, what it reads."""
    return [
        (page.stem, row["passage"], row["reads"])
        for page in PAGES
        if "| passage | reads |" in (text := page.read_text(encoding="utf-8"))
        for row in drawn_rows(text[text.index("| passage | reads |") :])
    ]


def drawn_figures(reads: str) -> list[tuple[str, str, str, str]]:
    return [
        (m["text"], m["hedge"] or "exact", str(quantity_of(Fraction(m["value"]))), m["unit"])
        for m in _FIGURE.finditer(reads)
    ]


def as_drawn(proposal: Proposal) -> tuple[str, str, str, str]:
    return (
        proposal.text,
        proposal.qualifier,
        str(proposal.value),
        proposal.currency or proposal.unit or "",
    )


def test_there_are_enough_passages() -> None:
    assert len(passages()) >= 150


@pytest.mark.parametrize(("page", "passage", "reads"), passages())
def test_a_passage_reads_as_drawn(page: str, passage: str, reads: str) -> None:
    assert reads.count(" = ") == len(drawn_figures(reads))
    assert [as_drawn(proposal) for proposal in read_text(passage)] == drawn_figures(reads)


@pytest.mark.parametrize("line_end", ["\n", " \n", "\r\n"])
def test_lines_that_are_wrapped_read_the_same(line_end: str) -> None:
    passage = (
        "By 31 March 2023, more than 2,000 police officers from 12 countries had been trained."
    )
    wrapped = passage.replace("March ", f"March{line_end}").replace("than ", f"than{line_end}")
    wrapped = wrapped.replace("police ", f"police{line_end}")
    expected = [(p.value, p.qualifier, p.unit) for p in read_text(passage)]
    assert [(p.value, p.qualifier, p.unit) for p in read_text(wrapped)] == expected

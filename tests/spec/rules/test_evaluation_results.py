"""Walks the drawings of what may be shown of answers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from spec.drawn import drawn_rows
from tomoni.catalogue.labels import Label
from tomoni.rules.courses.evaluation_results import results_of
from tomoni.rules.courses.items import shown_items
from tomoni.rules.courses.learning import learning_of, shown_learning
from tomoni.rules.courses.questions import Question, Questions

TEXT = (Path(__file__).parent / "evaluation_results.md").read_text(encoding="utf-8")
QUESTIONS, ITEMS, TESTS = (
    drawn_rows("\n".join(line for line in part.splitlines() if line.startswith("|")))
    for part in TEXT.split("# ")[1:]
)
POINTS = ("1", "2", "3", "4", "5")
ASKED = Questions((Question("useful", "scale", Label("Useful", "有用"), False),))


def count(text: str) -> int | None:
    return None if text == "-" else int(text)


def fraction(text: str) -> Fraction | None:
    return Fraction(text) if text else None


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["case"])
def test_a_question_shows_what_is_drawn(row: dict[str, str]) -> None:
    responses = [{"useful": int(point)} for point in POINTS for _ in range(int(row[point]))]
    responses += [{}] * int(row["blank"])
    results = results_of(ASKED, responses, 5)
    assert results is not None
    shown = results[0]
    assert [part.count for part in shown.parts] == [count(row[f"shown {p}"]) for p in POINTS]
    assert shown.blank == count(row["shown blank"])
    assert (shown.low, shown.high) == (fraction(row["mean from"]), fraction(row["mean to"]))


@pytest.mark.parametrize("row", ITEMS, ids=lambda row: row["case"])
def test_items_show_what_is_drawn(row: dict[str, str]) -> None:
    cells = [cell.split("×") for cell in row["items"].split()]
    right, points = [int(one) for one, _ in cells], [int(worth) for _, worth in cells]
    assert list(shown_items(right, points, int(row["people"]), 5)) == [
        count(cell) for cell in row["shown"].split()
    ]


@pytest.mark.parametrize("row", TESTS, ids=lambda row: row["case"])
def test_two_tests_tell_what_is_drawn(row: dict[str, str]) -> None:
    pre, post = (
        {cell[0]: int(cell[1:]) for cell in row[name].split()} for name in ("before", "after")
    )
    found = shown_learning(learning_of(pre, 10, post, 20), 5)
    if not row["pairs"]:
        assert found is None
        return
    assert found is not None
    assert found.pairs == int(row["pairs"])
    assert (found.pre, found.post) == (fraction(row["mean before"]), fraction(row["mean after"]))
    assert (found.gain, found.normalised) == (fraction(row["gain"]), fraction(row["normalised"]))

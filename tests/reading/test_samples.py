"""Whole documents in the style of several publishers, marked by hand before they were read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.marked import SAMPLES, marked, score


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_as_marked(path: Path) -> None:
    found = score(path)
    assert found.f1 >= 0.95
    assert found.right_units >= 0.9 * found.right


def test_there_are_samples_in_both_languages() -> None:
    stems = {path.stem for path in SAMPLES}
    assert {"bluebook", "agency", "review", "hakusho", "nenpo", "flat", "flat-ja"} <= stems


def test_marks_give_the_text_and_the_spans() -> None:
    text, figures = marked("In ⟦2020|2020|year⟧⟦|2021|⟧ x")
    assert text == "In 2020 x"
    assert [(figure.start, figure.end, figure.value) for figure in figures] == [
        (3, 7, 2020),
        (3, 7, 2021),
    ]

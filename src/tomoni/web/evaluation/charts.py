"""Results as charts: one bar for each row, its length an attribute, colours by class alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tomoni.catalogue.labels import Label
from tomoni.records.queries.courses.evaluation_results import ShownResults
from tomoni.rules.courses.evaluation_results import QuestionResult
from tomoni.rules.courses.questions import Question

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``count``, ``share``: None where hidden. ``length``: of ``WIDTH``."""

    label: Label
    count: int | None
    share: Fraction | None
    length: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One question: its bars, what was left blank, its mean, and whether something is hidden.

    ``comments``: free texts, None where too few people wrote one or the reader may not.
    """

    question: Question
    people: int
    bars: tuple[Bar, ...]
    blank: int | None
    tells_blank: bool
    low: Fraction | None
    high: Fraction | None
    hides: bool
    is_hidden: bool
    comments: tuple[str, ...] | None


def question_charts(shown: ShownResults) -> list[Chart]:
    """Return a chart for each question; none where no results are shown."""
    return [_chart(one, shown) for one in shown.results or ()]


def _chart(one: QuestionResult, shown: ShownResults) -> Chart:
    bars = tuple(
        Bar(
            part.label,
            part.count,
            None if part.count is None else Fraction(part.count, one.people),
            WIDTH * (part.count or 0) // one.people,
        )
        for part in one.parts
    )
    return Chart(
        one.question, one.people, bars, one.blank,
        one.question.kind in ("scale", "choice", "number") and not one.is_hidden,
        one.low, one.high, one.hides, one.is_hidden, shown.comments.get(one.question.code),
    )  # fmt: skip

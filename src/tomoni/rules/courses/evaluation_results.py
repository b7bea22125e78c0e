"""What may be shown of the answers to a questionnaire or test: counts over the threshold.

A question's counts and its blanks add up to the number of responses, which is known; so parts are
hidden until none of the hidden ones can be derived. A mean is the exact one where every count is
shown, else the bounds that follow from the counts that are: it tells nothing more than they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import Label

from ..suppression import is_small, suppress_parts
from .items import shown_items
from .questions import SCALE, Question, Questions, is_right


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a question's table. ``count``: None where it is hidden."""

    code: str
    label: Label
    count: int | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What is shown of one question. ``people``: how many responses it is out of.

    ``parts``: rows; those of ``several`` overlap. ``blank``: left blank, None where hidden or not
    told. ``low``, ``high``: bounds of the mean, the same where it is exact; None: there is none.
    ``is_hidden``: there are answers, and nothing of them is shown.
    """

    question: Question
    people: int
    parts: tuple[Part, ...] = ()
    blank: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    is_hidden: bool = False

    @property
    def hides(self) -> bool:
        """Whether something of it is hidden."""
        return self.is_hidden or any(part.count is None for part in self.parts)


def results_of(
    asked: Questions, responses: Sequence[Mapping[str, Any]], threshold: int
) -> tuple[QuestionResult, ...] | None:
    """Return the results by question; None where too few people answered to show any.

    ``responses``: the answers of each submitted response. ``threshold`` 0 hides nothing.
    """
    if not responses or is_small(len(responses), threshold):
        return None
    items = _items(asked, responses, threshold)
    return tuple(
        items[one.code] if one.kind == "item" else _result(one, responses, threshold)
        for one in asked.questions
    )


def comments_of(
    question: Question, responses: Sequence[Mapping[str, Any]], threshold: int
) -> tuple[str, ...] | None:
    """Return the free texts in alphabetical order; None where too few people wrote one.

    The order is no order of people, and another one for each question.
    """
    texts = sorted(str(one[question.code]) for one in responses if question.code in one)
    return None if is_small(len(texts), threshold) else tuple(texts)


def _result(
    one: Question, responses: Sequence[Mapping[str, Any]], threshold: int
) -> QuestionResult:
    given = [answers[one.code] for answers in responses if one.code in answers]
    if one.kind == "text":
        return QuestionResult(one, len(responses), is_hidden=is_small(len(given), threshold))
    if one.kind == "number":
        return _number(one, given, len(responses), threshold)
    if one.kind == "several":
        return _several(one, given, len(responses), threshold)
    return _single(one, given, len(responses), threshold)


def _words(one: Question) -> dict[str, Label]:
    if one.options is not None:
        return dict(one.options)
    known = codelist("scale_point").codes
    return {str(p): Label(known[str(p)].name, known[str(p)].name_ja or str(p)) for p in SCALE}


def _single(one: Question, given: Sequence[Any], people: int, threshold: int) -> QuestionResult:
    words = _words(one)
    counts = Counter(str(value) for value in given)
    *shown, blank = suppress_parts(
        [*(counts[code] for code in words), people - len(given)], threshold
    )
    parts = tuple(Part(code, words[code], n) for code, n in zip(words, shown, strict=True))
    low, high = _mean_bounds(shown, blank, people) if one.kind == "scale" else (None, None)
    return QuestionResult(one, people, parts, blank, low, high)


def _mean_bounds(
    shown: Sequence[int | None], blank: int | None, people: int
) -> tuple[Fraction | None, Fraction | None]:
    """Return between what the mean on the scale lies, by what is shown and nothing else.

    Any hidden count may be all or none of those who are not shown.
    """
    known = [(point, n) for point, n in zip(SCALE, shown, strict=True) if n is not None]
    hidden = [point for point, n in zip(SCALE, shown, strict=True) if n is None]
    number = sum(n for _, n in known)
    total = sum(point * n for point, n in known)
    rest = people - number - (blank or 0)
    if not hidden:
        mean = Fraction(total, number) if number else None
        return mean, mean
    ends = [(total + rest * point, number + rest) for point in (hidden[0], hidden[-1])]
    if blank is None and number:
        ends.append((total, number))
    means = [Fraction(points, many) for points, many in ends if many]
    return min(means), max(means)


def _several(one: Question, given: Sequence[Any], people: int, threshold: int) -> QuestionResult:
    """Rows overlap and have no total: each is shown if neither it nor its rest is small."""
    words = _words(one)
    counts = Counter(code for chosen in given for code in chosen)
    parts = tuple(
        Part(code, label, _shown_of(counts[code], people, threshold))
        for code, label in words.items()
    )
    return QuestionResult(one, people, parts)


def _shown_of(count: int, people: int, threshold: int) -> int | None:
    return suppress_parts([count, people - count], threshold)[0]


def _number(one: Question, given: Sequence[int], people: int, threshold: int) -> QuestionResult:
    """Only the mean: a median, a least or a most is one person's number."""
    is_hidden = any(is_small(n, threshold) for n in (len(given), people - len(given)))
    if is_hidden or not given:
        return QuestionResult(one, people, is_hidden=is_hidden)
    mean = Fraction(sum(given), len(given))
    return QuestionResult(one, people, blank=people - len(given), low=mean, high=mean)


def _items(
    asked: Questions, responses: Sequence[Mapping[str, Any]], threshold: int
) -> dict[str, QuestionResult]:
    """Right answers by item; their points add up to what the gain tells of all."""
    items = [one for one in asked.questions if one.kind == "item"]
    right = [sum(is_right(one, answers.get(one.code)) for answers in responses) for one in items]
    shown = shown_items(right, [one.points for one in items], len(responses), threshold)
    words = Label("right", "正答")
    return {
        one.code: QuestionResult(
            one, len(responses), (Part("right", words, count),), is_hidden=count is None
        )
        for one, count in zip(items, shown, strict=True)
    }

"""What may be shown of closed questionnaires and tests: sums and counts, never a row.

Everything here is already suppressed under the institute's threshold. Free texts come only when
they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tomoni.records.models import EvaluationResponse, Instrument, InstrumentVersion
from tomoni.records.queries.courses.evaluation import tests_out
from tomoni.rules.courses.evaluation_results import QuestionResult, comments_of, results_of
from tomoni.rules.courses.instruments import can_show_results
from tomoni.rules.courses.learning import Learning, learning_of, people_shown, shown_learning
from tomoni.rules.courses.questions import Questions, read_questions

_Answers = dict[str, Mapping[str, Any]]
_Points = dict[str, int]


@dataclass(frozen=True, slots=True)
class ShownResults:
    """What is shown of one instrument.

    ``is_out``: whether results are shown at all yet. ``results``: None where too few answered.
    ``people``: out of how many responses. ``comments``: by the code of the question, None where too
    few wrote one; empty when they were not asked for.
    """

    instrument: Instrument
    is_out: bool
    asked: Questions | None = None
    people: int = 0
    results: tuple[QuestionResult, ...] | None = None
    comments: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Loaded:
    """Answers and points of each instrument by pseudonym, and what each one asked."""

    answers: Mapping[int, _Answers]
    points: Mapping[int, _Points]
    versions: Mapping[int, InstrumentVersion]


def shown_results(
    instruments: Sequence[Instrument], threshold: int, *, with_comments: bool = False
) -> list[ShownResults]:
    """Return what is shown of instruments, in their order.

    All tests of an edition must be among the instruments for one of them to be shown.
    """
    over = _tests_out(instruments)
    out = [one for one in instruments if _is_out(one, over)]
    loaded = _load(out)
    others = _other_tests(out)
    return [
        _shown(one, loaded, others.get(one.pk), threshold, with_comments)
        if one in out
        else ShownResults(one, is_out=False)
        for one in instruments
    ]


def shown_gains(instruments: Sequence[Instrument], threshold: int) -> dict[int, Learning]:
    """Return what the tests of each edition tell together, by the edition's integer key.

    Editions whose tests are not all closed, or with too few pairs, are not there.
    """
    over = _tests_out(instruments)
    tests = [one for one in instruments if one.kind_code == "test" and _is_out(one, over)]
    loaded = _load(tests)
    by_course: dict[int, dict[str, Instrument]] = defaultdict(dict)
    for one in tests:
        by_course[one.course_id][one.timing_code] = one
    found = {}
    for course, pair in by_course.items():
        if {"pre", "post"} <= pair.keys():
            gain = shown_learning(_learning(pair["pre"], pair["post"], loaded), threshold)
            if gain is not None:
                found[course] = gain
    return found


def _learning(pre: Instrument, post: Instrument, loaded: _Loaded) -> Learning | None:
    full = [loaded.versions[one.pk].full_points for one in (pre, post)]
    assert full[0] is not None and full[1] is not None
    points = [loaded.points.get(one.pk, {}) for one in (pre, post)]
    return learning_of(points[0], full[0], points[1], full[1])


def _tests_out(instruments: Sequence[Instrument]) -> dict[int, bool]:
    """Whether the tests of each edition are out, by the edition's integer key."""
    courses = {one.course_id: one.course for one in instruments if one.kind_code == "test"}
    return {key: tests_out(course, instruments) for key, course in courses.items()}


def _is_out(one: Instrument, over: Mapping[int, bool]) -> bool:
    return can_show_results(
        one.state_code, one.kind_code, are_tests_out=over.get(one.course_id, False)
    )


def _other_tests(instruments: Iterable[Instrument]) -> dict[int, int]:
    """Return the other test of the same edition, by integer keys."""
    tests: dict[int, list[int]] = defaultdict(list)
    for one in instruments:
        if one.kind_code == "test":
            tests[one.course_id].append(one.pk)
    return {
        own: other for pair in tests.values() if len(pair) == 2 for own, other in (pair, pair[::-1])
    }


def _load(instruments: Sequence[Instrument]) -> _Loaded:
    keys = [one.pk for one in instruments]
    answers: dict[int, _Answers] = defaultdict(dict)
    points: dict[int, _Points] = defaultdict(dict)
    rows = EvaluationResponse.objects.filter(instrument__in=keys, is_submitted=True)
    for row in rows.order_by("pk"):
        answers[row.instrument_id][row.pseudonym] = row.answers
        if row.points is not None:
            points[row.instrument_id][row.pseudonym] = row.points
    versions = InstrumentVersion.objects.filter(
        instrument__in=keys, published_at__isnull=False
    ).order_by("version")
    return _Loaded(answers, points, {one.instrument_id: one for one in versions})


def _shown(
    one: Instrument, loaded: _Loaded, other: int | None, threshold: int, with_comments: bool
) -> ShownResults:
    asked = read_questions(loaded.versions[one.pk].content, one.kind_code)
    own = loaded.answers.get(one.pk, {})
    kept = frozenset(own)
    if other is not None:
        kept = people_shown(own, loaded.answers.get(other, {}), threshold)
    responses = [answers for pseudonym, answers in own.items() if pseudonym in kept]
    results = results_of(asked, responses, threshold)
    comments = {}
    if with_comments and results is not None:
        texts = [question for question in asked.questions if question.kind == "text"]
        comments = {each.code: comments_of(each, responses, threshold) for each in texts}
    return ShownResults(one, True, asked, len(responses), results, comments)

"""Evaluation of the demonstration's online edition: a test before and after, two questionnaires.

The tests and the questionnaire at the end are closed; what is asked after six months is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tomoni.catalogue.evaluation_templates import INSTRUMENT_TEMPLATES
from tomoni.records.actions.courses.answering import submit_answers
from tomoni.records.actions.courses.instruments import (
    InstrumentValues,
    create_instrument,
    step_instrument,
)
from tomoni.records.models import CourseEdition, Instrument, Participation
from tomoni.rules.courses.instruments import usual_days

_Given = Mapping[str, Sequence[str]]
_BY = "system"
_BEST = (
    "The workshops: we compared real procedures.",
    "Meeting officers with the same problem.",
    "The session on volunteer probation officers.",
    "How others assess risk.",
    "The individual presentations.",
    "The examples from practice.",
    "Time for questions.",
)
_KEEP = (("workshop",), ("workshop", "visit"), ("presentation",), ("lecture", "workshop"))


def evaluate(course: CourseEdition, people: Sequence[Participation]) -> None:
    """Ask, answer and close as it would have been in those days."""
    pre = _drafted(course, "test", "pre", "Test before the course", "研修前テスト")
    post = _drafted(course, "test", "post", "Test at the end", "研修後テスト")
    reaction = _drafted(course, "reaction", "post", "Reaction to the course", "研修への反応")
    _open(pre)
    for at, one in enumerate(people):
        _send(pre, one, _test(at, 2 + at % 3))
    _close(pre)
    _open(post)
    _open(reaction)
    for at, one in enumerate(people):
        _send(post, one, _test(at, 4 + at % 3))
        if at % 9:
            _send(reaction, one, _reaction(at))
    _close(post)
    _close(reaction)


def ask_later(course: CourseEdition, today: date) -> Instrument | None:
    """Ask after six months what came of it, where that time has come; None: it has not."""
    assert course.first_day is not None and course.last_day is not None
    begin, _end = usual_days("after_6_months", course.first_day, course.last_day)
    if begin > today:
        return None
    ready = INSTRUMENT_TEMPLATES["behaviour"].title
    until = today + timedelta(days=21)
    one = _drafted(course, "behaviour", "after_6_months", ready.en, ready.ja, until=until)
    return _open(one)


def _drafted(
    course: CourseEdition, template: str, timing: str, en: str, ja: str, until: date | None = None
) -> Instrument:
    assert course.first_day is not None and course.last_day is not None
    begin, end = usual_days(timing, course.first_day, course.last_day)
    return create_instrument(
        by=_BY, course_id=course.public_id, template=template, timing_code=timing,
        values=InstrumentValues(
            title=en, title_ja=ja, opens_at=_morning(begin), closes_at=_morning(until or end)
        ),
    )  # fmt: skip


def _open(one: Instrument) -> Instrument:
    for verb in ("publish", "open"):
        one = step_instrument(by=_BY, instrument_id=one.public_id, verb=verb, now=one.opens_at)
    return one


def _close(one: Instrument) -> None:
    step_instrument(by=_BY, instrument_id=one.public_id, verb="close", now=one.closes_at)


def _send(one: Instrument, participation: Participation, given: _Given) -> None:
    submit_answers(
        by=_BY, instrument=one, participation=participation, given=given, now=one.opens_at
    )


def _test(at: int, right: int) -> _Given:
    """So many items right, beginning with another one for each; of the others a wrong option."""
    items = INSTRUMENT_TEMPLATES["test"].content["questions"]
    chosen = {(at + step) % len(items) for step in range(right)}
    return {
        item["code"]: item["key"] if number in chosen else [_wrong(item)]
        for number, item in enumerate(items)
    }


def _wrong(item: Mapping[str, Any]) -> str:
    return next(one["code"] for one in item["options"] if one["code"] not in item["key"])


def _reaction(at: int) -> _Given:
    points = {
        "needs": 5 - (at % 5 == 0), "content": 4 + (at % 2), "lecturers": 5 - (at % 3 == 0),
        "workshops": 5 - (at % 4 == 0) - (at % 8 == 0), "materials": 4 + (at % 3 == 0),
        "organisation": 5 - (at % 6 == 0),
    }  # fmt: skip
    given: dict[str, Sequence[str]] = {code: [str(point)] for code, point in points.items()}
    given["pace"] = ["fast" if at % 4 == 1 else "right"]
    given["keep"] = _KEEP[at % len(_KEEP)]
    if at % 3 == 1:
        given["best"] = [_BEST[at % len(_BEST)]]
    return given


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)

"""An edition with its participants, and instruments that they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from records.course_samples import make_course, make_participation, make_person
from records.samples import make_mandate, make_user
from tomoni.records.actions.courses.answering import submit_answers
from tomoni.records.actions.courses.instruments import (
    InstrumentValues,
    create_instrument,
    step_instrument,
)
from tomoni.records.models import CourseEdition, Instrument, Participation, User

OPENS = datetime(2024, 6, 10, 3, tzinfo=UTC)
DURING = OPENS + timedelta(days=1)
CLOSES = OPENS + timedelta(days=14)
AFTER = CLOSES + timedelta(seconds=1)

REACTION = {
    "needs": ["5"], "content": ["4"], "lecturers": ["4"], "workshops": ["4"],
    "materials": ["4"], "organisation": ["4"],
}  # fmt: skip
RIGHT = {
    "uncac_year": ["y2003"], "assets": ["five"], "mandela": ["prisoners"],
    "tokyo": ["non_custodial"], "bangkok": ["women"],
    "protocols": ["trafficking", "smuggling", "firearms"],
}  # fmt: skip


def course_with(number: int, **columns: Any) -> tuple[CourseEdition, list[Participation]]:
    """An edition with as many participants who take part, the first with an account."""
    course = columns.pop("course", None) or make_course(**columns)
    people = [
        make_participation(edition=course.edition, person=make_person(), state_code="active")
        for _ in range(number)
    ]
    return course, people


def account_of(participation: Participation) -> User:
    """The account of a participant, with its mandate."""
    person = participation.person
    if person.user is None:
        user = make_user(
            f"participant-{participation.pk}", email=f"p{participation.pk}@example.org"
        )
        make_mandate(
            user=user, role_code="participant", scope_id=participation.edition.course.public_id
        )
        person.user = user
        person.save(update_fields=["user"])
    found: User = person.user
    return found


def opened(course: CourseEdition, template: str = "reaction", **more: Any) -> Instrument:
    """An instrument that is open from ``OPENS`` to ``CLOSES``."""
    values = InstrumentValues(
        title=f"Title of {template}", title_ja="題", opens_at=OPENS, closes_at=CLOSES
    )
    one = create_instrument(
        by="system", course_id=course.public_id, template=template, values=values, **more
    )
    for verb in ("publish", "open"):
        one = step_instrument(by="system", instrument_id=one.public_id, verb=verb, now=DURING)
    return one


def answer(
    instrument: Instrument,
    participation: Participation,
    given: Mapping[str, Sequence[str]],
    by: User | str = "system",
) -> None:
    """Send answers."""
    kept = submit_answers(
        by=by, instrument=instrument, participation=participation, given=given, now=DURING
    )
    assert not kept.faults


def closed(instrument: Instrument) -> Instrument:
    """Close it when its time is over."""
    return step_instrument(by="system", instrument_id=instrument.public_id, verb="close", now=AFTER)


def some_right(number: int) -> dict[str, list[str]]:
    """Answers to the test of which the first so many items are right and the others blank."""
    return dict(list(RIGHT.items())[:number])

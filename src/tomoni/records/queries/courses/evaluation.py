"""Who is asked, how many answered, and the answers of closed instruments without anybody's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Count, Q, QuerySet

from tomoni.records.models import AnswerReceipt, CourseEdition, Instrument, Participation
from tomoni.rules.courses.instruments import are_tests_out, is_asked


def asked_of(instrument: Instrument) -> list[Participation]:
    """Return the participants whom an instrument asks today."""
    rows = Participation.objects.filter(edition=instrument.course.edition, origin_code="course")
    return [
        one
        for one in rows.select_related("person__user").order_by("pk")
        if is_asked(instrument.timing_code, one.role_code, one.state_code)
    ]


def unanswered_of(instrument: Instrument) -> list[Participation]:
    """Return the participants who are asked and have not answered."""
    answered = set(instrument.receipts.values_list("participation_id", flat=True))
    return [one for one in asked_of(instrument) if one.pk not in answered]


def tests_out(course: CourseEdition, instruments: Iterable[Instrument]) -> bool:
    """Whether results of the tests of an edition may be shown today.

    ``instruments``: all of the edition; those of others are left aside.
    """
    states = {
        one.timing_code: one.state_code
        for one in instruments
        if one.course_id == course.pk and one.kind_code == "test" and one.state_code != "withdrawn"
    }
    return are_tests_out(states, course.last_day, datetime.now(UTC).date())


def has_answered(instrument: Instrument, participation: Participation) -> bool:
    """Whether a participant has answered."""
    return AnswerReceipt.objects.filter(instrument=instrument, participation=participation).exists()


def instruments_of(course: CourseEdition) -> QuerySet[Instrument]:
    """Return the instruments of an edition in the order in which they are asked.

    ``answers``: how many have answered so far.
    """
    return (
        course.instruments.exclude(state_code="withdrawn")
        .annotate(answers=Count("receipts"))
        .order_by("opens_at", "pk")
    )


def open_to(participation: Participation) -> list[tuple[Instrument, bool]]:
    """Return what a participant is asked, open or closed, each with whether it was answered."""
    rows = (
        Instrument.objects.filter(course__edition_id=participation.edition_id)
        .filter(state_code__in=("published", "open", "closed"))
        .annotate(mine=Count("receipts", filter=Q(receipts__participation=participation)))
        .select_related("course")
        .order_by("opens_at", "pk")
    )
    return [
        (one, one.mine > 0)
        for one in rows
        if one.mine or is_asked(one.timing_code, participation.role_code, participation.state_code)
    ]

"""Who is told that there is something to answer: once when it opens, once before it ends.

A message says that something is open and until when. None says what anybody answered. After the
course only those are told who agreed to be contacted; others find it on their own page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db import transaction

from tomoni.records.evaluation_keys import destroy_key, has_key
from tomoni.records.models import Consent, CourseEdition, Instrument, Participation
from tomoni.records.queries.courses.evaluation import asked_of, unanswered_of
from tomoni.rules.courses.instruments import REMINDED_BEFORE, key_expires
from tomoni.rules.courses.moments import on_clock

from ..audit import record_event
from ..notices import queue_notice
from .steps import lock

OPENED, REMINDER = "evaluation_opened", "evaluation_reminder"


def announce_opening(instrument: Instrument) -> None:
    """Tell everybody who is asked, inside the caller's transaction."""
    _tell(instrument, asked_of(instrument), OPENED)


def remind(now: datetime | None = None) -> int:
    """Remind those who have not answered what ends soon, each once; return how many were told."""
    instant = now or datetime.now(UTC)
    due = Instrument.objects.filter(
        state_code="open", reminded=False, closes_at__gt=instant,
        closes_at__lte=instant + REMINDED_BEFORE,
    )  # fmt: skip
    return sum(_remind(one) for one in due.order_by("pk"))


@transaction.atomic
def _remind(instrument: Instrument) -> int:
    held = lock(instrument)
    if held.reminded or held.state_code != "open":
        return 0
    told = _tell(held, unanswered_of(held), REMINDER)
    held.reminded = True
    held.save(update_fields=["reminded"])
    record_event(
        by="system", verb="notify", object_type="instrument", object_id=held.public_id,
        payload={"count": told},
    )  # fmt: skip
    return told


def _tell(instrument: Instrument, people: Iterable[Participation], template: str) -> int:
    closes = instrument.closes_at
    parameters = {
        "course": instrument.course.title,
        "closes": on_clock(closes, instrument.course.zone) if closes else "–",
    }
    # A new end, when it is extended, is a new event.
    until = closes.isoformat() if closes and template == REMINDER else ""
    told = 0
    agreed = _agreed(instrument)
    for one in people:
        user = one.person.user
        if user is not None and user.email and (agreed is None or one.person_id in agreed):
            told += 1
            queue_notice(
                template_code=template,
                event_key=f"instrument:{instrument.public_id}:{template}:{until}:{user.public_id}",
                user=user,
                language=one.person.preferred_language_code,
                parameters=parameters,
            )
    return told


def _agreed(instrument: Instrument) -> frozenset[int] | None:
    """Return who agreed to be contacted after the course; None while it is the course itself."""
    if instrument.timing_code in ("pre", "post"):
        return None
    in_force = Consent.objects.filter(scope_code="contact", withdrawn_at__isnull=True)
    return frozenset(in_force.values_list("person_id", flat=True))


def destroy_old_keys(today: date | None = None) -> list[CourseEdition]:
    """Destroy the keys of editions that ended long ago; return these. Answers stay, unpaired with
    anybody for ever."""
    day = today or datetime.now(UTC).date()
    ended = CourseEdition.objects.filter(instruments__isnull=False, last_day__isnull=False)
    waiting = Instrument.objects.filter(state_code__in=("published", "open"))
    gone = []
    for course in ended.exclude(instruments__in=waiting).distinct().order_by("pk"):
        assert course.last_day is not None
        if key_expires(course.last_day) < day and has_key(course.public_id):
            with transaction.atomic():
                record_event(
                    by="system", verb="purge", object_type="course_edition",
                    object_id=course.public_id, payload={"what": "evaluation_key"},
                )  # fmt: skip
            destroy_key(course.public_id)
            gone.append(course)
    return gone

"""Offers of seats: sent to all who are selected, given another expiry, lapsed by the clock.

Who is selected and has no offer yet gets one; sending again sends nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import CourseEdition, Nomination, Participation, User
from tomoni.records.queries.courses.participants import (
    call_of,
    seats_of,
    selected_without_offer,
    unsent_offers,
)
from tomoni.rules.courses.offering import check_expiry, check_offer, check_send, end_of_day
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.permissions import HeldMandate

from ..audit import SYSTEM, Event, as_payload, record_event, record_events
from ..common import find, new_id
from ..invitations import Offer, invite
from .announcing import announce_participation
from .completing import of_participation
from .participants import find_participation, seat_conditions
from .scopes import check_may, of_course
from .steps import check_seen, event_key, lock, save_revised, take_step

_NOT_HELD = ("postponed", "cancelled", "carried_over")


def default_expiry(course: CourseEdition) -> datetime | None:
    """Return the end of the day by which the call asks for confirmation; None: it names none."""
    call = call_of(course)
    if call is None or call.confirm_by is None:
        return None
    return end_of_day(call.confirm_by, course.zone)


@transaction.atomic
def send_offers(
    *,
    by: User | str,
    course_id: str,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> list[Participation]:
    """Offer a seat to everybody who is selected and has no offer yet; return the new offers.

    ``expires_at``: until when they run; None: the end of the day that the call names. The rows of
    the edition are held meanwhile: of two officers, the second finds nothing left to send. Errors:
    NotPermittedError; NotFoundError; InputError without an expiry to come; TransitionError before
    the call is decided; RefusedError when more are selected than seats are free.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "create", of_course(course, "participation"))
    call = call_of(course)
    check_send(call.state_code if call else None)
    chosen, waiting = list(selected_without_offer(course)), list(unsent_offers(course))
    if not chosen and not waiting:
        return []
    until = check_expiry(expires_at or default_expiry(course), now or datetime.now(UTC),
                         course.zone)  # fmt: skip
    return offer_seats(course, chosen, waiting, until, by)


def offer_seats(
    course: CourseEdition,
    chosen: Sequence[Nomination],
    waiting: Sequence[Participation],
    until: datetime,
    by: User | str,
) -> list[Participation]:
    """Offer seats to nominations and to those whose offer never went out, in one transaction.

    Errors: RefusedError when a seat is not free.
    """
    taken = {role: held.taken for role, held in seats_of(course).items()}
    events, offers = [], []
    for nomination in chosen:
        role = nomination.participation_role_code
        check_offer(course.state_code, role, seats_of_role(course, role), taken[role])
        taken[role] += 1
        one = _created(course, nomination, until)
        values = {"course_id": course.public_id, "nomination_id": nomination.public_id,
                  "expires_at": until}  # fmt: skip
        events.append(Event("create", "participation", one.public_id, as_payload(values)))
        offers.append(one)
    for one in waiting:
        one.offer_expires_at = until
        save_revised(one, ["offer_expires_at"])
        payload = as_payload({"fields": ["offer_expires_at"], "expires_at": until})
        events.append(Event("change", "participation", one.public_id, payload))
        offers.append(one)
    for one in offers:
        announce_participation(one, "offer_made", event_key("participation", one, "offer_made"))
        invite_if_unknown(one)
    record_events(events, by=by)
    return offers


def seats_of_role(course: CourseEdition, role: str) -> int | None:
    """Return how many seats an edition has for a role; None: not decided."""
    seats: int | None = seats_of(course)[role].seats
    return seats


def _created(course: CourseEdition, nomination: Nomination, until: datetime) -> Participation:
    return Participation.objects.create(
        public_id=new_id(), edition=course.edition, person=nomination.person,
        nomination=nomination, role_code=nomination.participation_role_code,
        country_code=nomination.country_code, profession_code=nomination.profession_code,
        organisation=nomination.organisation, offer_expires_at=until,
        is_synthetic=course.is_synthetic,
    )  # fmt: skip


def invite_if_unknown(one: Participation) -> None:
    """Invite to an account whoever is to answer and has none; nobody who is made up."""
    person, course = one.person, one.edition.course
    if person.user_id is None and person.email and not one.is_synthetic:
        mandate = HeldMandate("nominee", one.country_code, course.public_id)
        invite(Offer(person.email, mandate, person, person.preferred_language_code), by=SYSTEM)


@transaction.atomic
def change_expiry(
    *,
    by: User | str,
    participation_id: str,
    expires_at: datetime | None,
    seen_revision: int | None = None,
    now: datetime | None = None,
) -> Participation:
    """Let an offer that is not answered run to another moment; tell it, and return it.

    An offer whose time is over can be renewed as long as it has not lapsed. Errors:
    NotPermittedError; NotFoundError; InputError; TransitionError when it is answered or lapsed, or
    was changed since ``seen_revision``.
    """
    one = find_participation(participation_id)
    course = one.edition.course
    check_may(by, "change", of_participation(one))
    check_may(by, "create", of_participation(one))
    held = lock(one)
    check_seen(held, "participation", seen_revision)
    until = check_expiry(expires_at, now or datetime.now(UTC), course.zone)
    if held.state_code != "offered":
        raise TransitionError("This offer is answered, or has lapsed.", do="Load the page again.")
    held.offer_expires_at = until
    save_revised(held, ["offer_expires_at"])
    announce_participation(held, "offer_made", event_key("participation", held, "offer_made"))
    payload = as_payload({"fields": ["offer_expires_at"], "expires_at": until})
    record_event(by=by, verb="change", object_type="participation", object_id=held.public_id,
                 payload=payload)  # fmt: skip
    return held


def open_offers() -> QuerySet[Participation]:
    """Return all offers of the desk that were sent and not answered."""
    return Participation.objects.filter(
        state_code="offered", offer_expires_at__isnull=False, edition__course__isnull=False
    )


def lapse_offers(now: datetime | None = None, course_id: str | None = None) -> list[Participation]:
    """Let every offer lapse whose time is over; return those that did.

    Run by a clock as often as one likes, each offer in a transaction of its own: a clock that is
    killed leaves the rest to the next. In an edition that is put off or called off none lapses.
    ``course_id``: of one edition alone.
    """
    instant = now or datetime.now(UTC)
    due = open_offers().filter(offer_expires_at__lte=instant).order_by("pk")
    due = due.exclude(edition__course__state_code__in=_NOT_HELD)
    if course_id is not None:
        due = due.filter(edition__course__public_id=course_id)
    lapsed = []
    for one in due.select_related("edition__course", "person__user"):
        # Two clocks may run at once: the second finds the offer where the first has put it.
        with suppress(TransitionError):
            lapsed.append(lapse_offer(by=SYSTEM, participation=one, now=instant))
    return lapsed


def lapse_offer(
    *, by: User | str, participation: Participation, now: datetime | None = None, **seen: Any
) -> Participation:
    """Let one offer lapse whose time is over, and return it.

    Errors: NotPermittedError; TransitionError when it is answered, or still runs.
    """
    return take_step(
        PARTICIPATION, participation, "lapse", by=by, subject=of_participation(participation),
        conditions=seat_conditions(now or datetime.now(UTC)), announce=announce_participation,
        **seen,
    )  # fmt: skip

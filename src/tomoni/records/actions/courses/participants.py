"""Participants of an edition: taken through their states, one by one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where
from tomoni.catalogue.labels import Label, joined
from tomoni.records.models import (
    CourseEdition,
    Mandate,
    MedicalClearance,
    Participation,
    TravelCase,
    User,
)
from tomoni.rules.courses.moments import on_clock
from tomoni.rules.courses.offering import check_answer, has_expired
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.courses.travel import clearance_gaps
from tomoni.rules.permissions import HeldMandate

from ..audit import SYSTEM
from ..common import find
from ..invitations import Offer, invite
from ..users import end_mandate, grant_mandate
from .announcing import announce_participation
from .completing import of_participation
from .scopes import check_may, of_course
from .steps import Condition, take_step

ROLE = "participant"
STEPS = ("accept", "decline", "clear", "record_arrival", "begin", "withdraw", "dismiss")
"""Steps that are taken here; completing, certifying and lapsing have actions of their own."""
IN_BULK = ("clear", "record_arrival", "begin", "withdraw", "dismiss")
_LEAVES = frozenset({"withdraw", "dismiss"})


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of a step that many were to take. ``refused``: participation id and error."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, TomoniError], ...]


@transaction.atomic
def step_participation(
    *,
    by: User | str,
    participation_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
    now: datetime | None = None,
) -> Participation:
    """Take a step of a participation and return it.

    Whoever accepts gets the mandate of a participant of that course, or an invitation to an
    account; whoever leaves loses it. ``now``: the instant that conditions ask (None: the present).
    Errors: NotPermittedError; NotFoundError; InputError for a step that is not taken here;
    TransitionError.
    """
    if verb not in STEPS:
        raise InputError(f"{verb!r} is no step that is taken here.", where=Where(field="verb"))
    return take_seat_step(
        find_participation(participation_id), verb, by=by, reason=reason,
        seen_revision=seen_revision, now=now,
    )  # fmt: skip


def take_seat_step(
    participation: Participation,
    verb: str,
    *,
    by: User | str,
    reason: str = "",
    seen_revision: int | None = None,
    now: datetime | None = None,
) -> Participation:
    """Take a step inside the caller's transaction, with what follows from it."""
    instant = now or datetime.now(UTC)
    changes: dict[str, Any] | None = None
    if verb in {"accept", "decline"}:
        changes = {"answered_at": instant}
    if verb == "accept":
        check_answer(participation.edition.course.state_code)
    held = take_step(
        PARTICIPATION, participation, verb, by=by, subject=of_participation(participation),
        conditions=seat_conditions(instant), reason=reason, seen_revision=seen_revision,
        changes=changes, announce=announce_participation,
    )  # fmt: skip
    if verb == "accept":
        give_mandate(held)
    elif verb in _LEAVES:
        _end_mandates(held, instant)
    return held


def step_participations(
    *,
    by: User | str,
    course_id: str,
    verb: str,
    participation_ids: Sequence[str],
    reason: str = "",
    seen: Mapping[str, int] | None = None,
) -> BulkResult:
    """Take one step with many participants of an edition; each alone: who cannot stays.

    ``seen``: the revision that was seen of each, where it is known. Errors: NotPermittedError;
    NotFoundError for the edition; InputError for a step that is not taken in bulk.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "change", of_course(course, "participation"))
    if verb not in IN_BULK:
        raise InputError(f"{verb!r} is no step of many at once.", where=Where(field="verb"))
    done, refused = [], []
    for one in _of_edition(course, participation_ids):
        try:
            with transaction.atomic():
                take_seat_step(
                    one, verb, by=by, reason=reason,
                    seen_revision=(seen or {}).get(one.public_id),
                )  # fmt: skip
        except TomoniError as error:
            refused.append((one.public_id, error))
        else:
            done.append(one.public_id)
    return BulkResult(tuple(done), tuple(refused))


def _of_edition(course: CourseEdition, ids: Sequence[str]) -> Iterable[Participation]:
    rows = Participation.objects.select_related("edition__course", "person__user")
    found = rows.filter(edition=course.edition, public_id__in=set(ids), origin_code="course")
    return list(found.order_by("pk"))


def find_participation(participation_id: str) -> Participation:
    """Return a participation of an edition of the desk, with course and person.

    Errors: NotFoundError.
    """
    rows = Participation.objects.select_related("edition__course", "person__user", "nomination")
    found = rows.filter(public_id=participation_id, edition__course__isnull=False).first()
    if found is None:
        raise NotFoundError(f"There is no participation {participation_id!r}.", do="Check the id.")
    return found


def seat_conditions(now: datetime) -> Mapping[str, Condition]:
    """Return the conditions of a participation's steps at an instant, by the guard's code."""

    def expires(held: Participation) -> dict[str, str]:
        zone = held.edition.course.zone
        return {"expires": on_clock(held.offer_expires_at, zone) if held.offer_expires_at else "–"}

    def offer_is_open(held: Participation) -> dict[str, str] | None:
        return expires(held) if has_expired(held.offer_expires_at, now) else None

    def offer_has_expired(held: Participation) -> dict[str, str] | None:
        return None if has_expired(held.offer_expires_at, now) else expires(held)

    return {
        "offer_is_open": offer_is_open,
        "offer_has_expired": offer_has_expired,
        "clearances_are_given": _clearances_are_given,
    }


def gaps_of(participation: Participation) -> tuple[str, ...]:
    """Return what stands against somebody's coming, by codes of ``clearance_gap``."""
    travel: TravelCase | None = getattr(participation, "travel_case", None)
    medical: MedicalClearance | None = getattr(participation, "medical_clearance", None)
    return clearance_gaps(
        participation.edition.course.modality_code,
        participation.role_code,
        joins_online=travel is not None and travel.joins_online,
        is_cleared=None if medical is None else medical.is_cleared,
        visa="not_known" if travel is None else travel.visa_code,
        arrives=None if travel is None else travel.arrival_day,
    )


def _clearances_are_given(held: Participation) -> dict[str, Label] | None:
    words = COURSE_TERMS["clearance_gap"]
    gaps = gaps_of(held)
    return {"missing": joined(words[gap] for gap in gaps)} if gaps else None


def give_mandate(held: Participation) -> None:
    """Make the person's account one of a participant of the course; without one, invite to it."""
    course, person = held.edition.course, held.person
    mandate = HeldMandate(ROLE, None, course.public_id)
    if person.user is not None:
        if not _mandates(held).filter(end__isnull=True).exists():
            grant_mandate(by=SYSTEM, user=person.user, role_code=ROLE, scope_id=course.public_id)
    elif person.email and not held.is_synthetic:
        invite(Offer(person.email, mandate, person, person.preferred_language_code), by=SYSTEM)


def _end_mandates(held: Participation, now: datetime) -> None:
    today = now.date()
    open_ones = _mandates(held).filter(Q(end__isnull=True) | Q(end__gt=today), start__lte=today)
    for mandate in open_ones:
        end_mandate(mandate, by=SYSTEM, end=today)


def _mandates(held: Participation) -> Any:
    return Mandate.objects.filter(
        user_id=held.person.user_id or 0, role_code=ROLE,
        scope_id=held.edition.course.public_id,
    )  # fmt: skip

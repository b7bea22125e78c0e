"""Papers of a journey: the passport, which is sealed, and the letter in support of a visa."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import Participation, TravelCase, User
from tomoni.rules.courses.travel import check_letter, check_record_travel

from .. import vault
from ..audit import as_payload
from .completing import of_participation
from .participants import find_participation
from .scopes import check_may, roles_for
from .steps import lock, save_revised
from .travel import TRAVEL_STAFF, held_travel, record_travel_event, travel_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportValues:
    """What a letter for a visa needs of a passport. None: not stated."""

    number: str
    born_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def store_passport(*, by: User | str, participation_id: str, values: PassportValues) -> None:
    """Seal what a passport says in the vault, in place of what was held.

    It is kept as long after the departure, or the last day of the edition, as the settings say.
    Errors: NotPermittedError; NotFoundError; InputError without a number; TransitionError when the
    seat is not accepted.
    """
    one = find_participation(participation_id)
    check_record_travel(one.state_code)
    travel = travel_of(one)
    number = values.number.strip()
    if not number or len(number) > 40:
        raise InputError("This is no passport number.", where=Where(field="number"))
    content = {
        "number": number,
        "born_on": values.born_on.isoformat() if values.born_on else None,
        "expires_on": values.expires_on.isoformat() if values.expires_on else None,
    }
    course = one.edition.course
    returns_on = (travel.departure_day if travel else None) or course.last_day
    vault.store(
        by=by, person=one.person, class_code="passport", content=json.dumps(content).encode(),
        course_id=course.public_id, returns_on=returns_on,
    )  # fmt: skip


def read_passport(*, by: User | str, participation_id: str) -> PassportValues | None:
    """Return what the vault holds of a passport; the reading is on record. None: it holds none.

    Errors: NotPermittedError; NotFoundError; StorageError.
    """
    one = find_participation(participation_id)
    if not vault.is_held(one.person, "passport"):
        return None
    course_id = one.edition.course.public_id
    sealed = vault.read(by=by, person=one.person, class_code="passport", course_id=course_id)
    content: Mapping[str, str | None] = json.loads(sealed)
    return PassportValues(
        number=content.get("number") or "",
        born_on=_day(content.get("born_on")),
        expires_on=_day(content.get("expires_on")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def stay_of(participation: Participation, travel: TravelCase | None) -> tuple[date, date]:
    """Return the days of a stay: those of the travel, else of the edition.

    Errors: InputError when a day is not known.
    """
    course = participation.edition.course
    arrives = (travel.arrival_day if travel else None) or course.first_day
    departs = (travel.departure_day if travel else None) or course.last_day
    check_letter(arrives, departs)
    assert arrives is not None and departs is not None
    return arrives, departs


@transaction.atomic
def issue_visa_letter(
    *, by: User | str, participation_id: str, now: datetime | None = None
) -> TravelCase:
    """Note that a letter in support of the visa is made, with its number, and return the travel.

    The number stays the same for a participant; the last time is kept. Errors: NotPermittedError;
    NotFoundError; InputError when the days of the stay are not known; TransitionError when the seat
    is not accepted.
    """
    found = find_participation(participation_id)
    lock(found.edition.course)  # numbers of an edition are given one after the other
    one = lock(found)
    subject = of_participation(one, "travel_case")
    check_may(by, "change", subject)
    if roles_for(by, subject).isdisjoint(TRAVEL_STAFF):
        check_may(by, "create", of_participation(one))
    check_record_travel(one.state_code)
    held, is_new = held_travel(one)
    stay_of(one, held)
    if held.visa_letter_number is None:
        held.visa_letter_number = _letter_number(one)
    held.visa_letter_issued_at = (now or datetime.now(UTC)).replace(microsecond=0)
    save_revised(held)
    payload = as_payload({"number": held.visa_letter_number})
    record_travel_event(held, "create" if is_new else "issue", by, payload)
    return held


def _letter_number(one: Participation) -> str:
    course = one.edition.course
    count = TravelCase.objects.filter(
        participation__edition=one.edition, visa_letter_number__isnull=False
    ).count()  # fmt: skip
    return f"{course.public_id}-V{count + 1:03}".upper()

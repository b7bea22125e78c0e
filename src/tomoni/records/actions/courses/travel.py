"""Travel, rooms, visas and medical clearance of participants.

What a passport says lies in the vault; here is only whether the vault holds one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import MedicalClearance, Participation, TravelCase, User
from tomoni.rules.courses.travel import check_letter, check_record_travel, check_stay

from .. import vault
from ..audit import SYSTEM, actor_id, as_payload, record_event
from ..common import link_id
from .completing import of_participation
from .participants import find_participation
from .scopes import check_may, roles_for
from .steps import check_seen, lock, save_revised

PASSPORT_FIELDS = ("number", "born_on", "expires_on")
_LONGEST = 200
# What the house decides: a participant does not state it of the own travel.
_OF_THE_HOUSE = frozenset({"met_by", "lodging", "room", "joins_online"})
_STAFF = frozenset({"programme_officer", "administrator", "logistics"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelValues:
    """How somebody comes and leaves, by the columns of ``TravelCase``. None: not known."""

    joins_online: bool = False
    visa_code: str = "not_known"
    arrival_day: date | None = None
    arrival_time: time | None = None
    arrival_carrier: str | None = None
    arrival_place: str | None = None
    met_by: str | None = None
    departure_day: date | None = None
    departure_time: time | None = None
    departure_carrier: str | None = None
    departure_place: str | None = None
    lodging: str | None = None
    room: str | None = None
    remarks: str | None = None


TRAVEL_COLUMNS = tuple(field.name for field in fields(TravelValues))
OWN_TRAVEL_COLUMNS = tuple(name for name in TRAVEL_COLUMNS if name not in _OF_THE_HOUSE)
"""What participants state of themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportValues:
    """What a letter for a visa needs of a passport. None: not stated."""

    number: str
    born_on: date | None = None
    expires_on: date | None = None


def travel_of(participation: Participation) -> TravelCase | None:
    """Return the travel of a participation; None: nothing is known of it."""
    found: TravelCase | None = TravelCase.objects.filter(participation=participation).first()
    return found


@transaction.atomic
def record_travel(
    *,
    by: User | str,
    participation_id: str,
    values: TravelValues,
    seen_revision: int | None = None,
) -> TravelCase:
    """Keep how somebody comes, sleeps and leaves, and return it.

    Of what the house decides, a participant's own words change nothing. Errors: NotPermittedError;
    NotFoundError; InputError for a code, a text that is too long, or a departure before the
    arrival; TransitionError when the seat is not accepted, or it was changed since
    ``seen_revision``.
    """
    one = lock(find_participation(participation_id))
    subject = of_participation(one, "travel_case")
    check_may(by, "change", subject)
    check_record_travel(one.state_code)
    given = _checked(values)
    if roles_for(by, subject).isdisjoint(_STAFF):
        given = {name: value for name, value in given.items() if name not in _OF_THE_HOUSE}
    held, is_new = _held(one)
    check_seen(held, "travel_case", None if is_new else seen_revision)
    changed = sorted(name for name, value in given.items() if getattr(held, name) != value)
    if not changed and not is_new:
        return held
    for name in changed:
        setattr(held, name, given[name])
    check_stay(held.arrival_day, held.departure_day)
    save_revised(held)
    if "departure_day" in changed and held.departure_day is not None:
        _keep_passport(one, held.departure_day)
    _record(held, "create" if is_new else "change", by, {"fields": changed})
    return held


def _keep_passport(one: Participation, returns_on: date) -> None:
    """Let the time that a passport is kept run from the day on which its bearer leaves."""
    if vault.is_held(one.person, "passport"):
        vault.keep_until(by=SYSTEM, person=one.person, class_code="passport", returns_on=returns_on)


def _held(one: Participation) -> tuple[TravelCase, bool]:
    key = link_id(one.public_id, "travel")
    return TravelCase.objects.select_for_update().get_or_create(
        participation=one, defaults={"public_id": key, "revision": 0}
    )


def _checked(values: TravelValues) -> dict[str, Any]:
    """The columns, blank texts as missing."""
    given: dict[str, Any] = {}
    for name, value in asdict(values).items():
        if isinstance(value, str):
            value = value.strip() or None
            if value and len(value) > _LONGEST:
                raise InputError(
                    f"At most {_LONGEST} characters.", where=Where(field=name), do="Shorten it."
                )
        given[name] = value
    if given["visa_code"] is None or not codelist("visa_state").is_active(given["visa_code"]):
        raise InputError("This is no state of a visa.", where=Where(field="visa_code"))
    return given


@transaction.atomic
def decide_clearance(
    *,
    by: User | str,
    participation_id: str,
    is_cleared: bool,
    seen_revision: int | None = None,
) -> MedicalClearance:
    """Say whether somebody may come, as the medical officer, and return it; no reason is kept.

    Errors: NotPermittedError; NotFoundError; TransitionError when the seat is not accepted, or it
    was changed since ``seen_revision``.
    """
    one = lock(find_participation(participation_id))
    check_may(by, "decide", of_participation(one, "medical_clearance"))
    check_record_travel(one.state_code)
    now = datetime.now(UTC)
    held, is_new = MedicalClearance.objects.select_for_update().get_or_create(
        participation=one,
        defaults={
            "public_id": link_id(one.public_id, "clearance"), "is_cleared": is_cleared,
            "decided_by": actor_id(by), "decided_at": now, "revision": 0,
        },
    )  # fmt: skip
    check_seen(held, "medical_clearance", None if is_new else seen_revision)
    if not is_new and held.is_cleared == is_cleared:
        return held
    held.is_cleared, held.decided_by, held.decided_at = is_cleared, actor_id(by), now
    save_revised(held)
    # Yes or no is a matter of health: the trail says that it was decided, not what.
    record_event(by=by, verb="decide", object_type="medical_clearance", object_id=held.public_id,
                 payload={"fields": ["is_cleared"]})  # fmt: skip
    return held


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
    if roles_for(by, subject).isdisjoint(_STAFF):
        check_may(by, "create", of_participation(one))
    check_record_travel(one.state_code)
    held, is_new = _held(one)
    stay_of(one, held)
    if held.visa_letter_number is None:
        held.visa_letter_number = _letter_number(one)
    held.visa_letter_issued_at = (now or datetime.now(UTC)).replace(microsecond=0)
    save_revised(held)
    payload = as_payload({"number": held.visa_letter_number})
    _record(held, "create" if is_new else "issue", by, payload)
    return held


def _letter_number(one: Participation) -> str:
    course = one.edition.course
    count = TravelCase.objects.filter(
        participation__edition=one.edition, visa_letter_number__isnull=False
    ).count()  # fmt: skip
    return f"{course.public_id}-V{count + 1:03}".upper()


def _record(held: TravelCase, verb: str, by: User | str, payload: Mapping[str, Any]) -> None:
    record_event(by=by, verb=verb, object_type="travel_case", object_id=held.public_id,
                 payload=dict(payload))  # fmt: skip

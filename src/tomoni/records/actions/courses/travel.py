"""Travel, rooms, visas and medical clearance of participants.

What a passport says lies in the vault; here is only whether the vault holds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import MedicalClearance, Participation, TravelCase, User
from tomoni.rules.courses.travel import check_record_travel, check_stay

from .. import vault
from ..audit import SYSTEM, actor_id, record_event
from ..common import link_id
from .completing import of_participation
from .participants import find_participation
from .scopes import check_may, roles_for
from .steps import check_seen, lock, save_revised

_LONGEST = 200
# What the house decides: a participant does not state it of the own travel.
_OF_THE_HOUSE = frozenset({"met_by", "lodging", "room", "joins_online"})
TRAVEL_STAFF = frozenset({"programme_officer", "administrator", "logistics"})


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
    if roles_for(by, subject).isdisjoint(TRAVEL_STAFF):
        given = {name: value for name, value in given.items() if name not in _OF_THE_HOUSE}
    held, is_new = held_travel(one)
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
    record_travel_event(held, "create" if is_new else "change", by, {"fields": changed})
    return held


def _keep_passport(one: Participation, returns_on: date) -> None:
    """Let the time that a passport is kept run from the day on which its bearer leaves."""
    if vault.is_held(one.person, "passport"):
        vault.keep_until(by=SYSTEM, person=one.person, class_code="passport", returns_on=returns_on)


def held_travel(one: Participation) -> tuple[TravelCase, bool]:
    """Return the row of a participant's journey under a lock, and whether it was made just now."""
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


def record_travel_event(
    held: TravelCase, verb: str, by: User | str, payload: Mapping[str, Any]
) -> None:
    """Write the audit event of a journey."""
    record_event(by=by, verb=verb, object_type="travel_case", object_id=held.public_id,
                 payload=dict(payload))  # fmt: skip

"""Offers of a seat: who may still get one, until when it runs, and what the institute tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.catalogue.errors import InputError, RefusedError, TransitionError, Where
from tomoni.catalogue.labels import Label

from ..refusals import Refusal, raise_first
from .moments import on_clock

# An offer that was answered with yes, and whoever it led to.
SEATED = frozenset(
    {"accepted", "cleared", "arrived", "active", "completed", "partially_completed", "certified",
     "alumnus"}
)  # fmt: skip
HOLDS_SEAT = SEATED | {"offered"}
GAVE_UP_SEAT = frozenset({"declined", "lapsed", "withdrawn", "dismissed"})
# Roles with seats of their own, and the column of the edition that counts them.
SEATS_OF_ROLE: Mapping[str, str] = {
    "participant": "seats",
    "host_national": "host_seats",
    "observer": "observer_seats",
    "self_funded": "self_funded_seats",
}
# Editions to which nobody is asked any more.
_OVER = frozenset({"completed", "followed_up", "closed", "cancelled", "carried_over", "postponed"})


def _word(list_name: str, code: str) -> Label | str:
    """A code in words of both languages; one that is not in the list stays as it is."""
    return COURSE_TERMS[list_name].get(code, code)


def is_told(state: str, expires_at: datetime | None) -> bool:
    """Whether a participation is known outside the institute: its offer was sent, or answered."""
    return state != "offered" or expires_at is not None


def end_of_day(day: date, zone: str) -> datetime:
    """Return the instant at which a day ends on the clocks of a zone, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC)


def has_expired(expires_at: datetime | None, now: datetime) -> bool:
    """Whether the time of an offer is over; one that names no time, or was not sent, runs on."""
    return expires_at is not None and expires_at <= now


def check_expiry(expires_at: datetime | None, now: datetime, zone: str) -> datetime:
    """Return until when offers run. Errors: InputError for none, or one that is over."""
    where = Where(field="expires_at")
    if expires_at is None:
        raise InputError(
            "It is not said until when the offers run.", where=where,
            do="State a moment, or let the call name the day by which seats are confirmed.",
        )  # fmt: skip
    if expires_at <= now:
        raise InputError(
            f"The offers would be over before they are sent: {on_clock(expires_at, zone)}.",
            where=where, do="State a later moment.",
        )  # fmt: skip
    return expires_at


def why_not_offer(course_state: str, role: str, seats: int | None, taken: int) -> list[Refusal]:
    """Return why one more seat is not offered.

    ``seats``: those of the role, None where they are not decided; ``taken``: how many are held or
    on offer.
    """
    if course_state in _OVER:
        return [Refusal("no_more_offers", {"state": _word("course_edition_state", course_state)})]
    if seats is not None and taken >= seats:
        words = {"role": _word("participation_role", role), "seats": str(seats)}
        return [Refusal("no_free_seat", words, "role_code")]
    return []


def can_offer(course_state: str, role: str, seats: int | None, taken: int) -> bool:
    """Whether one more seat may be offered."""
    return not why_not_offer(course_state, role, seats, taken)


def can_answer(course_state: str) -> bool:
    """Whether a seat may still be accepted: also in an edition that is put off."""
    return course_state == "postponed" or course_state not in _OVER


def check_answer(course_state: str) -> None:
    """Errors: TransitionError when the edition takes nobody any more."""
    if not can_answer(course_state):
        words = {"state": _word("course_edition_state", course_state)}
        raise_first([Refusal("edition_takes_nobody", words)], TransitionError)


def check_offer(course_state: str, role: str, seats: int | None, taken: int) -> None:
    """Errors: RefusedError when no more seat is offered."""
    raise_first(why_not_offer(course_state, role, seats, taken), RefusedError)


def why_not_send(call_state: str | None) -> list[Refusal]:
    """Return why offers to the selected are not sent. ``call_state`` None: there is no call."""
    if call_state is not None and call_state not in {"decided", "notified", "archived"}:
        return [Refusal("selection_not_decided", {"state": _word("call_state", call_state)})]
    return []


def can_send(call_state: str | None) -> bool:
    """Whether offers to the selected may be sent."""
    return not why_not_send(call_state)


def check_send(call_state: str | None) -> None:
    """Errors: TransitionError before the call is decided."""
    raise_first(why_not_send(call_state), TransitionError)


def check_by_hand(role: str, admission: str, state_there: str | None) -> None:
    """Errors: RefusedError when somebody is not entered by hand.

    ``admission``: how the edition admits; ``state_there``: state of the person's participation in
    this edition, None where there is none.
    """
    refusals = []
    if role == "participant" and admission == "competitive":
        refusals.append(Refusal("selects_by_call", {}, "role_code"))
    if state_there is not None:
        words = {"state": _word("participation_state", state_there)}
        refusals.append(Refusal("takes_part_already", words))
    raise_first(refusals, RefusedError)

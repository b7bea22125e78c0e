"""The life of a session, and what stands against a time, a room, a lecturer or a group for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tomoni.catalogue.errors import RefusedError, TransitionError

from ..refusals import Refusal, raise_first
from .machine import StateMachine, steps

_OFFICER = ("programme_officer", "administrator")

SESSION = StateMachine(
    name="session_state",
    object_type="session",
    states=("planned", "held", "cancelled"),
    start="planned",
    steps=(
        *steps("hold", "planned", "held", _OFFICER, guard="session_has_begun"),
        *steps("cancel", "planned", "cancelled", _OFFICER, needs_reason=True,
               notice="timetable_changed"),
        *steps("replan", "held", "planned", _OFFICER, needs_reason=True),
        *steps("replan", "cancelled", "planned", _OFFICER, guard="session_fits",
               notice="timetable_changed"),
    ),
)  # fmt: skip

# States of an edition whose timetable is fixed: it is over, or it was given up.
FIXED = frozenset({"followed_up", "closed", "cancelled", "carried_over"})


@dataclass(frozen=True, slots=True)
class Slot:
    """What a session takes up. ``label``: as people call it.

    ``room``: of any edition, by its name; None: none. ``group``: id of a workshop group, None: the
    whole edition. ``lecturers``: names by id. ``away``: names of those who cannot come then.
    """

    id: str
    course_id: str
    label: str
    starts: datetime
    minutes: int
    room: str | None = None
    group: str | None = None
    lecturers: tuple[tuple[str, str], ...] = ()
    away: tuple[str, ...] = ()

    @property
    def ends(self) -> datetime:
        """The instant at which it ends."""
        return self.starts + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Frame:
    """The days of an edition on the clocks of its zone; None: they are not stated."""

    zone: str
    first_day: date | None
    last_day: date | None


def overlap(one: Slot, other: Slot) -> bool:
    """Whether two sessions are held at the same time; one may begin when the other ends."""
    return one.starts < other.ends and other.starts < one.ends


def why_not_hold(slot: Slot, frame: Frame, others: Iterable[Slot]) -> list[Refusal]:
    """Return every reason against holding a session then and there.

    ``others``: sessions that are not cancelled, of any edition; itself among them is left out.
    """
    refusals = _outside(slot, frame)
    for name in slot.away:
        refusals.append(Refusal("lecturer_is_away", {"name": name}, "lecturers"))
    near = sorted(
        (one for one in others if one.id != slot.id and overlap(slot, one)),
        key=lambda one: (one.starts, one.id),
    )
    for one in near:
        refusals += _clashes(slot, one)
    return refusals


def can_hold(slot: Slot, frame: Frame, others: Iterable[Slot]) -> bool:
    """Whether a session may be held then and there."""
    return not why_not_hold(slot, frame, others)


def check_hold(slot: Slot, frame: Frame, others: Iterable[Slot]) -> None:
    """Errors: RefusedError when a session may not be held then and there."""
    raise_first(why_not_hold(slot, frame, others))


def _outside(slot: Slot, frame: Frame) -> list[Refusal]:
    if frame.first_day is None or frame.last_day is None:
        return [Refusal("edition_has_no_days")]
    zone = ZoneInfo(frame.zone)
    # What ends at midnight ends on the day before.
    last = (slot.ends - timedelta(microseconds=1)).astimezone(zone).date()
    if slot.starts.astimezone(zone).date() >= frame.first_day and last <= frame.last_day:
        return []
    days = {"first": frame.first_day.isoformat(), "last": frame.last_day.isoformat()}
    return [Refusal("session_outside_days", days, "day")]


def _clashes(slot: Slot, other: Slot) -> list[Refusal]:
    """Return what two sessions at the same time both need."""
    found = []
    named = dict(other.lecturers)
    for key, name in slot.lecturers:
        if key in named:
            words = {"name": name, "session": other.label}
            found.append(Refusal("lecturer_is_busy", words, "lecturers"))
    if slot.room and other.room and room_key(slot.room) == room_key(other.room):
        words = {"room": slot.room, "session": other.label}
        found.append(Refusal("room_is_taken", words, "room"))
    if slot.course_id == other.course_id and _share_people(slot, other):
        found.append(Refusal("people_are_busy", {"session": other.label}, "start"))
    return found


def room_key(room: str) -> str:
    """Return a room's name as it is compared: without regard to case and blanks."""
    return " ".join(room.casefold().split())


def _share_people(one: Slot, other: Slot) -> bool:
    """What is for everybody leaves nobody free for a group."""
    return one.group is None or other.group is None or one.group == other.group


def why_not_edit(course_state: str, session_state: str) -> list[Refusal]:
    """Return why a session may not be changed: the edition is over, or it is no longer planned."""
    if course_state in FIXED:
        return [Refusal("course_is_over", {"state": course_state.replace("_", " ")})]
    if session_state != "planned":
        return [Refusal("session_is_fixed", {"state": session_state})]
    return []


def can_edit(course_state: str, session_state: str) -> bool:
    """Whether a session may be changed."""
    return not why_not_edit(course_state, session_state)


def check_edit(course_state: str, session_state: str) -> None:
    """Errors: TransitionError when a session may not be changed."""
    raise_first(why_not_edit(course_state, session_state), TransitionError)


def away(starts: datetime, ends: datetime, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    """Whether somebody who can come in these spans (none: always) cannot come all of the time."""
    return bool(spans) and not any(first <= starts and ends <= last for first, last in spans)


def why_not_plan(seated: int, without_zone: int) -> list[Refusal]:
    """Return why times are not proposed: nobody takes part, or from where somebody attends is open.

    ``without_zone``: how many participants have no time zone.
    """
    if without_zone:
        return [Refusal("zones_are_missing", {"count": str(without_zone)})]
    return [] if seated else [Refusal("nobody_is_seated")]


def can_plan(seated: int, without_zone: int) -> bool:
    """Whether times are proposed."""
    return not why_not_plan(seated, without_zone)


def check_plan(seated: int, without_zone: int) -> None:
    """Errors: RefusedError when no times are proposed."""
    raise_first(why_not_plan(seated, without_zone))


def why_not_accept(has_conflict: bool, is_accepted: bool, is_stale: bool) -> list[Refusal]:
    """Return why a proposal does not become the timetable."""
    if is_accepted:
        return [Refusal("proposal_was_accepted")]
    if has_conflict:
        return [Refusal("proposal_has_conflict")]
    return [Refusal("proposal_is_stale")] if is_stale else []


def can_accept(has_conflict: bool, is_accepted: bool, is_stale: bool) -> bool:
    """Whether a proposal becomes the timetable."""
    return not why_not_accept(has_conflict, is_accepted, is_stale)


def check_accept(has_conflict: bool, is_accepted: bool, is_stale: bool) -> None:
    """Errors: RefusedError when a proposal does not become the timetable."""
    raise_first(why_not_accept(has_conflict, is_accepted, is_stale), RefusedError)

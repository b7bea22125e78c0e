"""What a roll may say, and what rolls and logs come to for one participant.

A session whose roll was taken was held. Nobody is present for no minute at all: who was there for
none was absent. What nobody recorded is not zero: as long as one session that was held for somebody
is without a record, their attendance is not known, unless they left the course.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from tomoni.catalogue.errors import InputError, RefusedError, TransitionError

from ..refusals import Refusal, raise_first
from .completion import RECORDED
from .desk import OVER

MARKS: tuple[str, ...] = ("present", "absent", "excused")
LEFT_THE_COURSE = frozenset({"withdrawn", "dismissed"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a roll says of one participant. ``minutes``: attended. ``reason``: of an excuse."""

    state: str
    minutes: int = 0
    reason: str | None = None

    @property
    def key(self) -> str:
        """What two marks are compared by; of the reason a checksum alone."""
        return f"{self.state}-{self.minutes}-{crc32((self.reason or '').strip().encode()):08x}"


@dataclass(frozen=True, slots=True)
class SessionMinutes:
    """One session that was held for somebody. ``attended``: None where nobody recorded it."""

    held: int
    attended: int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Minutes of all sessions that were held for somebody. None: not known, or none was held."""

    attended: int | None = None
    planned: int | None = None


def attendance_sums(sessions: Iterable[SessionMinutes], *, has_left: bool) -> Sums:
    """Return what somebody attended of what was held.

    ``has_left``: who withdrew or was dismissed is not asked about sessions without a record.
    """
    rows = list(sessions)
    if not rows:
        return Sums()
    planned = sum(one.held for one in rows)
    known = [min(one.attended, one.held) for one in rows if one.attended is not None]
    if not known or (len(known) < len(rows) and not has_left):
        return Sums(None, planned)
    return Sums(sum(known), planned)


def why_not_roll(course_state: str, session_state: str, has_begun: bool) -> list[Refusal]:
    """Return why no roll of a session is taken: the edition is over, or it was not held."""
    if course_state in OVER:
        return [Refusal("course_is_over", {"state": course_state.replace("_", " ")})]
    if session_state == "cancelled":
        return [Refusal("session_was_cancelled")]
    return [] if has_begun else [Refusal("session_lies_ahead")]


def can_roll(course_state: str, session_state: str, has_begun: bool) -> bool:
    """Whether a roll of a session is taken."""
    return not why_not_roll(course_state, session_state, has_begun)


def check_roll(course_state: str, session_state: str, has_begun: bool) -> None:
    """Errors: TransitionError when no roll of a session is taken."""
    raise_first(why_not_roll(course_state, session_state, has_begun), TransitionError)


def why_not_expect(session_group: int | None, own_group: int | None) -> list[Refusal]:
    """Return why a session is not for somebody: it is of another workshop group. None: no group."""
    if session_group is None or session_group == own_group:
        return []
    return [Refusal("not_expected_in_session")]


def is_expected(session_group: int | None, own_group: int | None) -> bool:
    """Whether a session is for somebody."""
    return not why_not_expect(session_group, own_group)


def check_expected(session_group: int | None, own_group: int | None) -> None:
    """Errors: RefusedError when a session is not for somebody."""
    raise_first(why_not_expect(session_group, own_group), RefusedError)


def why_not_mark(participation_state: str, mark: Mark, session_minutes: int) -> list[Refusal]:
    """Return why a roll cannot say this of somebody."""
    if participation_state not in RECORDED:
        state = participation_state.replace("_", " ")
        return [Refusal("attendance_is_settled", {"state": state})]
    if mark.state not in MARKS:
        return [Refusal("mark_unknown", {}, "state")]
    if mark.state == "present" and not 1 <= mark.minutes <= session_minutes:
        return [Refusal("mark_minutes_out_of_range", {"most": str(session_minutes)}, "minutes")]
    if mark.state != "present" and mark.minutes:
        return [Refusal("minutes_of_absent", {}, "minutes")]
    if mark.state == "excused" and not (mark.reason or "").strip():
        return [Refusal("excuse_without_reason", {}, "reason")]
    return []


def can_mark(participation_state: str, mark: Mark, session_minutes: int) -> bool:
    """Whether a roll can say this of somebody."""
    return not why_not_mark(participation_state, mark, session_minutes)


def check_mark(participation_state: str, mark: Mark, session_minutes: int) -> None:
    """Errors: InputError when a roll cannot say this of somebody."""
    raise_first(why_not_mark(participation_state, mark, session_minutes), InputError)


def why_not_type_minutes(sessions_held: int) -> list[Refusal]:
    """Return why minutes of a participant are not typed: they are summed from sessions."""
    if not sessions_held:
        return []
    words = {"count": str(sessions_held)}
    return [Refusal("minutes_come_from_sessions", words, "attended_minutes")]


def check_type_minutes(sessions_held: int) -> None:
    """Errors: RefusedError when minutes of a participant are not typed."""
    raise_first(why_not_type_minutes(sessions_held), RefusedError)


def why_not_apply(state: str, open_attendees: int, sessions: int) -> list[Refusal]:
    """Return why the minutes of a log are not entered: ``open_attendees`` wait for a decision."""
    if state != "read":
        return [Refusal("log_is_settled", {"state": state})]
    if not sessions:
        return [Refusal("log_covers_no_session", {}, "sessions")]
    if open_attendees:
        return [Refusal("log_waits_for_decisions", {"count": str(open_attendees)})]
    return []


def can_apply(state: str, open_attendees: int, sessions: int) -> bool:
    """Whether the minutes of a log are entered."""
    return not why_not_apply(state, open_attendees, sessions)


def check_apply(state: str, open_attendees: int, sessions: int) -> None:
    """Errors: TransitionError when the minutes of a log are not entered."""
    raise_first(why_not_apply(state, open_attendees, sessions), TransitionError)


def why_not_decide(state: str) -> list[Refusal]:
    """Return why it is no longer said who is who in a log."""
    return [] if state == "read" else [Refusal("log_is_settled", {"state": state})]


def check_decide(state: str) -> None:
    """Errors: TransitionError when it is no longer said who is who in a log."""
    raise_first(why_not_decide(state), TransitionError)


def why_not_withdraw(state: str) -> list[Refusal]:
    """Return why a log is not withdrawn: it is already."""
    return [Refusal("log_is_settled", {"state": state})] if state == "withdrawn" else []


def check_withdraw(state: str) -> None:
    """Errors: TransitionError when a log is not withdrawn."""
    raise_first(why_not_withdraw(state), TransitionError)


def check_not_over(course_state: str) -> None:
    """Errors: TransitionError when the attendance of an edition no longer changes."""
    raise_first(why_not_roll(course_state, "planned", has_begun=True), TransitionError)


def check_not_meanwhile(others: int) -> None:
    """Errors: TransitionError when others changed lines of a roll that were changed here too."""
    if others:
        refusal = Refusal("roll_changed_meanwhile", {"count": str(others)})
        raise_first([refusal], TransitionError)

"""When somebody completed an edition, and which certificate is due.

Completion is what the edition published: a share of the minutes held, and a passed assessment where
it asks for one. A certificate of completion says that an objective assessment was passed, so that
who completed without one receives a certificate of participation.
"""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.errors import InputError, TransitionError

from ..refusals import Refusal, raise_first

COMPLETED = "completed"
PARTLY = "partially_completed"
# A year without a break: more minutes than any course is held.
MOST_MINUTES = 366 * 24 * 60
RECORDED = frozenset({"accepted", "cleared", "arrived", "active", "withdrawn", "dismissed"})
"""States of a participation in which attendance is still recorded."""
HELD = frozenset({"running", "completed", "followed_up", "closed"})
"""States of an edition whose certificates can be issued: at its closing, or after."""


@dataclass(frozen=True, slots=True)
class CompletionRules:
    """What an edition asks for. ``minimum_attendance_percent``: 0 to 100."""

    minimum_attendance_percent: int
    requires_assessment: bool


@dataclass(frozen=True, slots=True)
class Attended:
    """What is on record of one participant. None: not recorded, which is never zero."""

    attended_minutes: int | None = None
    planned_minutes: int | None = None
    assessment_passed: bool | None = None


def attendance_percent(done: Attended) -> int | None:
    """Return the attended share in whole percent, downward and at most 100; None: not known."""
    if done.attended_minutes is None or not done.planned_minutes:
        return None
    return min(100, done.attended_minutes * 100 // done.planned_minutes)


def is_enough(done: Attended, percent: int) -> bool:
    """Whether the attended share reaches a percentage; unknown attendance does not."""
    if done.attended_minutes is None or not done.planned_minutes:
        return False
    return done.attended_minutes * 100 >= percent * done.planned_minutes


def completion_gaps(rules: CompletionRules, done: Attended) -> tuple[str, ...]:
    """Return what stands against completion, as codes of the list ``completion_gap``."""
    gaps = []
    if attendance_percent(done) is None:
        gaps.append("attendance_unknown")
    elif not is_enough(done, rules.minimum_attendance_percent):
        gaps.append("attendance_too_low")
    if rules.requires_assessment and done.assessment_passed is None:
        gaps.append("assessment_unknown")
    elif rules.requires_assessment and not done.assessment_passed:
        gaps.append("assessment_not_passed")
    return tuple(gaps)


def completion_outcome(rules: CompletionRules, done: Attended) -> str:
    """Return the state that the rules lead to: ``completed`` or ``partially_completed``."""
    return PARTLY if completion_gaps(rules, done) else COMPLETED


def can_complete(rules: CompletionRules, done: Attended) -> bool:
    """Whether the rules of completion are met."""
    return not completion_gaps(rules, done)


def kind_due(state: str, done: Attended) -> str:
    """Return the kind of certificate that is due: ``completion`` only after a passed assessment."""
    is_complete = state != PARTLY and done.assessment_passed is True
    return "completion" if is_complete else "participation"


def why_not_attended(state: str, done: Attended) -> list[Refusal]:
    """Return why attendance cannot be recorded so of a participation in this state."""
    if state not in RECORDED:
        return [Refusal("attendance_is_settled", {"state": state.replace("_", " ")})]
    refusals = []
    minutes = (done.attended_minutes, done.planned_minutes)
    if any(one is not None and not 0 <= one <= MOST_MINUTES for one in minutes):
        most = {"most": str(MOST_MINUTES)}
        refusals.append(Refusal("minutes_out_of_range", most, "attended_minutes"))
    if done.attended_minutes is not None and not done.planned_minutes:
        refusals.append(Refusal("planned_minutes_missing", {}, "planned_minutes"))
    elif (
        done.attended_minutes is not None
        and done.planned_minutes is not None
        and done.attended_minutes > done.planned_minutes
    ):
        words = {"attended": str(done.attended_minutes), "planned": str(done.planned_minutes)}
        refusals.append(Refusal("attended_more_than_held", words, "attended_minutes"))
    return refusals


def can_be_attended(state: str, done: Attended) -> bool:
    """Whether attendance can be recorded so of a participation in this state."""
    return not why_not_attended(state, done)


def check_attended(state: str, done: Attended) -> None:
    """Errors: InputError when attendance cannot be recorded so."""
    raise_first(why_not_attended(state, done), InputError)


def why_not_issue(state: str) -> list[Refusal]:
    """Return why the certificates of an edition in this state cannot be issued."""
    if state in HELD:
        return []
    return [Refusal("edition_not_held", {"state": state.replace("_", " ")})]


def can_issue(state: str) -> bool:
    """Whether the certificates of an edition in this state can be issued."""
    return not why_not_issue(state)


def check_issue(state: str) -> None:
    """Errors: TransitionError when the certificates of an edition cannot be issued."""
    raise_first(why_not_issue(state), TransitionError)


def why_not_revoke(is_revoked: bool, why: str) -> list[Refusal]:
    """Return why a certificate cannot be revoked: it is already, or no reason is given."""
    refusals = []
    if is_revoked:
        refusals.append(Refusal("certificate_is_revoked"))
    if not why.strip():
        refusals.append(Refusal("why_missing", {}, "why"))
    return refusals


def can_revoke(is_revoked: bool, why: str) -> bool:
    """Whether a certificate can be revoked for this reason."""
    return not why_not_revoke(is_revoked, why)


def check_revoke(is_revoked: bool, why: str) -> None:
    """Errors: TransitionError when a certificate cannot be revoked."""
    raise_first(why_not_revoke(is_revoked, why), TransitionError)

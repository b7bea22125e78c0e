"""What must be settled before somebody may come: medical clearance, visa, day of arrival."""

from __future__ import annotations

from datetime import date

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.catalogue.errors import InputError, TransitionError

from ..refusals import Refusal, raise_first

VISA_SETTLED = frozenset({"not_needed", "granted"})
# From acceptance until the participant leaves.
ON_THE_WAY = frozenset({"accepted", "cleared", "arrived", "active"})


def clearance_gaps(
    modality: str,
    role: str,
    *,
    joins_online: bool,
    is_cleared: bool | None,
    visa: str,
    arrives: date | None,
) -> tuple[str, ...]:
    """Return codes of ``clearance_gap`` that stand against coming; empty: all is settled.

    Who joins online needs none of it, and who lives in the host country neither. ``is_cleared``:
    the medical officer's yes or no; None: not decided yet.
    """
    if modality == "online" or joins_online or role == "host_national":
        return ()
    gaps = []
    if is_cleared is not True:
        gaps.append("medical_open" if is_cleared is None else "medical_refused")
    if visa not in VISA_SETTLED:
        gaps.append("visa_open")
    if arrives is None:
        gaps.append("arrival_unknown")
    return tuple(gaps)


def why_not_record_travel(state: str) -> list[Refusal]:
    """Return why travel of a participation is not recorded."""
    if state in ON_THE_WAY:
        return []
    return [Refusal("not_on_the_way", {"state": COURSE_TERMS["participation_state"][state]})]


def can_record_travel(state: str) -> bool:
    """Whether travel of a participation in this state is recorded."""
    return not why_not_record_travel(state)


def check_record_travel(state: str) -> None:
    """Errors: TransitionError when travel of this participation is not recorded."""
    raise_first(why_not_record_travel(state), TransitionError)


def check_stay(arrives: date | None, departs: date | None) -> None:
    """Errors: InputError when somebody leaves before coming."""
    is_backwards = arrives is not None and departs is not None and departs < arrives
    refusal = Refusal("leaves_before_arrival", {}, "departure_day")
    raise_first([refusal] if is_backwards else [], InputError)


def check_letter(arrives: date | None, departs: date | None) -> None:
    """Errors: InputError when the days of the stay are not known."""
    is_known = arrives is not None and departs is not None
    raise_first([] if is_known else [Refusal("travel_days_missing")], InputError)

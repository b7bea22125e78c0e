"""The life of an edition, from its plan to the close of its accounts.

A competitive edition is announced with a call and selects; one by invitation, or by direct
agreement with one country, is confirmed without ranking. What cannot be held is postponed,
cancelled, or carried over with the people already selected into another edition.
"""

from __future__ import annotations

from .machine import StateMachine, steps

_OFFICER = ("programme_officer", "administrator")

EDITION = StateMachine(
    name="course_edition_state",
    object_type="course_edition",
    states=(
        "planned", "announced", "selecting", "confirmed", "running", "completed", "followed_up",
        "closed", "postponed", "cancelled", "carried_over",
    ),
    start="planned",
    steps=(
        *steps("announce", "planned", "announced", _OFFICER, guard="is_dated"),
        *steps("begin_selection", "announced", "selecting", _OFFICER, guard="is_competitive"),
        *steps("confirm", "selecting", "confirmed", _OFFICER, guard="has_decisions"),
        *steps("confirm", ("planned", "announced"), "confirmed", _OFFICER,
               guard="is_not_competitive"),
        *steps("begin", "confirmed", "running", _OFFICER, guard="has_participants"),
        *steps("complete", "running", "completed", _OFFICER, guard="attendance_is_known"),
        *steps("record_follow_up", "completed", "followed_up", _OFFICER,
               guard="follow_up_is_over"),
        *steps("close", ("completed", "followed_up"), "closed", _OFFICER, guard="budget_is_closed"),
        *steps("postpone", ("planned", "announced", "selecting", "confirmed"), "postponed",
               _OFFICER, needs_reason=True, notice="edition_postponed"),
        *steps("resume", "postponed", "planned", _OFFICER, guard="is_dated"),
        *steps("carry_over", ("selecting", "confirmed", "postponed"), "carried_over", _OFFICER,
               guard="names_successor", needs_reason=True, notice="edition_carried_over"),
        *steps("cancel",
               ("planned", "announced", "selecting", "confirmed", "running", "postponed"),
               "cancelled", _OFFICER, needs_reason=True, notice="edition_cancelled"),
    ),
)  # fmt: skip

"""What becomes of somebody who was offered a seat, up to the certificate and the alumni."""

from __future__ import annotations

from .machine import SYSTEM, StateMachine, steps

_OFFICER = ("programme_officer", "administrator")
_SELF = ("nominee", "participant", "focal_point")

PARTICIPATION = StateMachine(
    name="participation_state",
    object_type="participation",
    states=(
        "offered", "accepted", "declined", "lapsed", "cleared", "arrived", "active", "completed",
        "partially_completed", "withdrawn", "dismissed", "certified", "alumnus",
    ),
    start="offered",
    steps=(
        *steps("accept", "offered", "accepted", (*_SELF, *_OFFICER), guard="offer_is_open",
               notice="offer_accepted"),
        *steps("decline", "offered", "declined", (*_SELF, *_OFFICER), notice="offer_declined"),
        *steps("lapse", "offered", "lapsed", (*_OFFICER, SYSTEM), guard="offer_has_expired",
               notice="offer_lapsed"),
        *steps("clear", "accepted", "cleared", ("logistics", *_OFFICER),
               guard="clearances_are_given"),
        *steps("record_arrival", "cleared", "arrived", ("logistics", *_OFFICER)),
        *steps("begin", "arrived", "active", (*_OFFICER, SYSTEM)),
        *steps("complete", "active", "completed", _OFFICER, guard="completion_rules_are_met"),
        *steps("complete_in_part", "active", "partially_completed", _OFFICER, needs_reason=True),
        *steps("withdraw", ("accepted", "cleared", "arrived", "active"), "withdrawn",
               (*_SELF, *_OFFICER), needs_reason=True, notice="participation_withdrawn"),
        *steps("dismiss", ("arrived", "active"), "dismissed", _OFFICER, needs_reason=True),
        *steps("certify", "completed", "certified", (*_OFFICER, SYSTEM)),
        *steps("join_alumni", "certified", "alumnus", (*_OFFICER, SYSTEM)),
    ),
)  # fmt: skip

"""The way of an action plan: written by the participant, endorsed by the employer, reported on."""

from __future__ import annotations

from .machine import StateMachine, steps

_OFFICER = ("programme_officer", "administrator")
_SELF = "participant"
_OPEN = ("draft", "submitted", "endorsed", "in_progress", "reported_6_months")

ACTION_PLAN = StateMachine(
    name="action_plan_state",
    object_type="action_plan",
    states=(
        "draft", "submitted", "endorsed", "in_progress", "reported_6_months",
        "reported_12_months", "verified", "dropped",
    ),
    start="draft",
    steps=(
        *steps("submit", "draft", "submitted", _SELF, guard="has_milestones"),
        *steps("endorse", "submitted", "endorsed", ("focal_point", *_OFFICER)),
        *steps("begin", "endorsed", "in_progress", (_SELF, *_OFFICER)),
        *steps("report_6_months", "in_progress", "reported_6_months", (_SELF, *_OFFICER)),
        *steps("report_12_months", ("in_progress", "reported_6_months"), "reported_12_months",
               (_SELF, *_OFFICER)),
        *steps("verify", "reported_12_months", "verified", _OFFICER),
        *steps("drop", _OPEN, "dropped", (_SELF, *_OFFICER), needs_reason=True),
    ),
)  # fmt: skip

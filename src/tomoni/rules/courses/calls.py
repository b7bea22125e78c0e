"""The life of a call for nominations, from its draft to the archive."""

from __future__ import annotations

from .machine import SYSTEM, StateMachine, steps

_OFFICER = ("programme_officer", "administrator")

CALL = StateMachine(
    name="call_state",
    object_type="call",
    states=(
        "draft", "approved", "published", "open", "extended", "closed", "screening",
        "deliberation", "decided", "notified", "archived",
    ),
    start="draft",
    steps=(
        *steps("approve", "draft", "approved", _OFFICER, guard="is_complete"),
        *steps("revise", "approved", "draft", _OFFICER, needs_reason=True),
        *steps("publish", "approved", "published", _OFFICER, guard="policy_is_fixed",
               notice="call_published"),
        *steps("open", "published", "open", (*_OFFICER, SYSTEM), guard="opening_has_come"),
        *steps("extend", ("open", "extended"), "extended", _OFFICER, guard="deadline_is_later",
               needs_reason=True, notice="deadline_extended"),
        *steps("close", ("open", "extended"), "closed", (*_OFFICER, SYSTEM),
               guard="deadline_has_passed"),
        *steps("begin_screening", "closed", "screening", _OFFICER),
        *steps("begin_deliberation", "screening", "deliberation", _OFFICER,
               guard="all_are_screened"),
        *steps("decide", "deliberation", "decided", _OFFICER, guard="every_nomination_is_decided"),
        *steps("notify", "decided", "notified", _OFFICER, notice="call_decided"),
        *steps("archive", "notified", "archived", _OFFICER),
    ),
)  # fmt: skip

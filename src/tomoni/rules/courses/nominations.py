"""The way of one nomination: nominee, sponsor, focal point, institute."""

from __future__ import annotations

from .machine import SYSTEM, StateMachine, steps

_OFFICER = ("programme_officer", "administrator")
_COUNTRY = "focal_point"
_BEFORE_DECISION = ("forwarded", "received", "incomplete", "eligible", "assessed", "proposed")

NOMINATION = StateMachine(
    name="nomination_state",
    object_type="nomination",
    states=(
        "draft", "submitted", "endorsed", "forwarded", "received", "incomplete", "eligible",
        "ineligible", "assessed", "proposed", "selected", "reserve", "not_selected", "appealed",
        "withdrawn", "duplicate",
    ),
    start="draft",
    steps=(
        *steps("submit", "draft", "submitted", ("nominee", _COUNTRY), guard="dossier_is_complete"),
        *steps("reopen", ("submitted", "endorsed"), "draft", _COUNTRY, needs_reason=True,
               notice="dossier_reopened"),
        *steps("endorse", "submitted", "endorsed", _COUNTRY),
        *steps("forward", "endorsed", "forwarded", _COUNTRY, guard="call_takes_nominations",
               notice="nomination_forwarded"),
        *steps("receive", "forwarded", "received", _OFFICER),
        *steps("return_incomplete", "received", "incomplete", _OFFICER, needs_reason=True,
               notice="dossier_incomplete"),
        *steps("complete", "incomplete", "received", ("nominee", _COUNTRY, *_OFFICER),
               guard="dossier_is_complete"),
        *steps("find_eligible", ("received", "ineligible"), "eligible", _OFFICER,
               guard="rules_are_checked"),
        *steps("find_ineligible", ("received", "eligible"), "ineligible", _OFFICER,
               guard="rules_are_checked", needs_reason=True),
        *steps("assess", "eligible", "assessed", (*_OFFICER, SYSTEM), guard="scores_are_locked"),
        *steps("propose", ("eligible", "assessed"), "proposed", (*_OFFICER, SYSTEM),
               guard="selection_has_run"),
        *steps("select", ("proposed", "assessed", "reserve", "appealed"), "selected", _OFFICER,
               notice="nomination_decided"),
        *steps("hold_in_reserve", ("proposed", "assessed", "appealed"), "reserve", _OFFICER,
               notice="nomination_decided"),
        *steps("decline", ("proposed", "assessed", "ineligible", "reserve", "appealed"),
               "not_selected", _OFFICER, notice="nomination_decided"),
        *steps("move_up", ("reserve", "not_selected"), "selected", _OFFICER,
               guard="replacement_proposes"),
        *steps("appeal", "not_selected", "appealed", _COUNTRY, needs_reason=True),
        *steps("withdraw", ("draft", "submitted", "endorsed", *_BEFORE_DECISION, "selected",
                            "reserve"),
               "withdrawn", _COUNTRY, needs_reason=True, notice="nomination_withdrawn"),
        *steps("mark_duplicate", ("draft", "submitted", "endorsed", *_BEFORE_DECISION),
               "duplicate", _OFFICER, needs_reason=True),
    ),
)  # fmt: skip

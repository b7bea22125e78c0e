"""The way of an action plan: written by the participant, endorsed by the employer, reported on."""

from __future__ import annotations

from collections.abc import Collection

from tomoni.catalogue.errors import RefusedError, TransitionError

from ..refusals import Refusal, raise_first
from .machine import SYSTEM, StateMachine, steps

_OFFICER = ("programme_officer", "administrator")
# Who took part keeps the plan after the course is over.
_SELF = ("participant", "alumnus")
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
        # The employer holds no account: the link that they open acts as the system.
        *steps("endorse", "submitted", "endorsed", ("focal_point", SYSTEM, *_OFFICER),
               notice="plan_endorsed"),
        *steps("revise", "submitted", "draft", (*_SELF, "focal_point", SYSTEM, *_OFFICER),
               needs_reason=True, notice="plan_returned"),
        *steps("begin", "endorsed", "in_progress", (*_SELF, *_OFFICER)),
        *steps("report_6_months", "in_progress", "reported_6_months", (*_SELF, *_OFFICER)),
        *steps("report_12_months", ("in_progress", "reported_6_months"), "reported_12_months",
               (*_SELF, *_OFFICER)),
        *steps("verify", "reported_12_months", "verified", _OFFICER),
        *steps("drop", _OPEN, "dropped", (*_SELF, *_OFFICER), needs_reason=True),
    ),
)  # fmt: skip

MOST_MILESTONES = 12
MOST_FILES = 10
LARGEST_FILES = 25 * 2**20
LINK_DAYS = 30
"""How long the link to the employer opens."""

_MAY_WRITE = frozenset({"arrived", "active", "completed", "partially_completed", "certified",
                        "alumnus"})  # fmt: skip


def may_have_plan(participation_state: str) -> bool:
    """Whether a participant is or was there, and so may write an action plan."""
    return participation_state in _MAY_WRITE


def can_write(state: str) -> bool:
    """Whether the text of a plan is still being written."""
    return state == "draft"


def check_write(state: str) -> None:
    """Errors: TransitionError when the plan was submitted."""
    if not can_write(state):
        words = {"state": state.replace("_", " ")}
        raise_first([Refusal("plan_is_submitted", words)], TransitionError)


def check_add_milestone(there: int) -> None:
    """Errors: RefusedError when a plan holds as many milestones as it may."""
    if there >= MOST_MILESTONES:
        words = {"most": str(MOST_MILESTONES)}
        raise_first([Refusal("too_many_milestones", words)], RefusedError)


def check_submit(title: str | None) -> None:
    """Errors: TransitionError when a plan says in no line what is to change."""
    if not title:
        raise_first([Refusal("plan_has_no_title", {}, "title")], TransitionError)


def can_ask_employer(state: str) -> bool:
    """Whether the employer is asked: from the submission until an endorsement."""
    return state == "submitted"


def why_not_ask_employer(state: str, address: str, own: Collection[str]) -> list[Refusal]:
    """Return why a link is not sent to an address. ``own``: addresses of the participant."""
    refusals = []
    if not can_ask_employer(state):
        refusals.append(Refusal("plan_not_submitted", {"state": state.replace("_", " ")}))
    if address.casefold() in {one.casefold() for one in own}:
        refusals.append(Refusal("employer_is_oneself", {}, "address"))
    return refusals


def check_ask_employer(state: str, address: str, own: Collection[str]) -> None:
    """Errors: TransitionError when a link is not sent to an address."""
    raise_first(why_not_ask_employer(state, address, own), TransitionError)


def check_add_evidence(files: int, size: int) -> None:
    """Errors: RefusedError when a report holds as many files, or as much, as it may."""
    if files >= MOST_FILES or size > LARGEST_FILES:
        words = {"files": str(MOST_FILES), "megabytes": str(LARGEST_FILES // 2**20)}
        raise_first([Refusal("report_is_full", words, "file")], RefusedError)


def check_start(asks_plans: bool, participation_state: str) -> None:
    """Errors: TransitionError where an edition asks for no plans, or somebody was not there."""
    refusals = []
    if not asks_plans:
        refusals.append(Refusal("follow_up_not_open"))
    if not may_have_plan(participation_state):
        words = {"state": participation_state.replace("_", " ")}
        refusals.append(Refusal("did_not_take_part", words))
    raise_first(refusals, TransitionError)


def check_link(is_open: bool) -> None:
    """Errors: TransitionError for a link that was used, taken back, or has expired."""
    if not is_open:
        raise_first([Refusal("link_is_spent")], TransitionError)


def check_answer(name: str) -> None:
    """Errors: TransitionError when nobody is named who answers for the employer."""
    if not name:
        raise_first([Refusal("endorser_missing", {}, "name")], TransitionError)

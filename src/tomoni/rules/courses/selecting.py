"""What the desk refuses about selection runs and the decisions that rest on them."""

from __future__ import annotations

from tomoni.catalogue.errors import RefusedError, TransitionError

from ..refusals import Refusal, raise_first

DELIBERATES = "deliberation"
AFTER_DECISION = frozenset({"decided", "notified", "archived"})
# Nominations among whom a run selects, before and after they are decided.
IN_THE_POOL = ("assessed", "proposed", "selected", "reserve", "not_selected", "appealed")
UNDECIDED_STATES = ("assessed", "proposed", "appealed")
STEP_OF_OUTCOME = {
    "selected": "select",
    "reserve": "hold_in_reserve",
    "not_selected": "decline",
}


def why_not_run(
    call_state: str, in_pool: int, unassessed: int, is_running: bool, is_what_if: bool
) -> list[Refusal]:
    """Return why no selection is computed.

    ``in_pool``: assessed nominations; ``unassessed``: eligible ones without merit; ``is_running``:
    another run that is no question is not finished. Questions may be asked after the decision too.
    """
    states = AFTER_DECISION | {DELIBERATES} if is_what_if else {DELIBERATES}
    if call_state not in states:
        return [Refusal("selection_not_open", {"state": call_state.replace("_", " ")})]
    if unassessed:
        return [Refusal("nominations_not_assessed", {"count": str(unassessed)})]
    if not in_pool:
        return [Refusal("nothing_to_select")]
    return [Refusal("selection_is_running")] if is_running and not is_what_if else []


def can_run(
    call_state: str, in_pool: int, unassessed: int, is_running: bool, is_what_if: bool
) -> bool:
    """Whether a selection may be computed."""
    return not why_not_run(call_state, in_pool, unassessed, is_running, is_what_if)


def check_run(
    call_state: str, in_pool: int, unassessed: int, is_running: bool, is_what_if: bool
) -> None:
    """Errors: TransitionError when no selection is computed."""
    raise_first(
        why_not_run(call_state, in_pool, unassessed, is_running, is_what_if), TransitionError
    )


def why_not_put(nomination_state: str, justification: str) -> list[Refusal]:
    """Return why an officer may not put a nomination in, or out, against the run."""
    if nomination_state not in UNDECIDED_STATES:
        return [Refusal("is_decided", {"state": nomination_state.replace("_", " ")})]
    return _unjustified(justification)


def check_put(nomination_state: str, justification: str) -> None:
    """Errors: TransitionError when a nomination may not be put in or out."""
    raise_first(why_not_put(nomination_state, justification), TransitionError)


def why_not_decide(
    call_state: str, has_run: bool, has_conflict: bool, is_override: bool, justification: str
) -> list[Refusal]:
    """Return why a decision is not taken.

    ``has_run``: a finished run is the latest one; ``has_conflict``: it found the policy in
    conflict; ``is_override``: the decision differs from what the run proposes.
    """
    if call_state != DELIBERATES:
        return [Refusal("selection_not_open", {"state": call_state.replace("_", " ")})]
    if not has_run:
        return [Refusal("selection_has_run")]
    if has_conflict and not is_override:
        return [Refusal("policy_in_conflict")]
    return _unjustified(justification) if is_override else []


def check_decide(
    call_state: str, has_run: bool, has_conflict: bool, is_override: bool, justification: str
) -> None:
    """Errors: TransitionError when a decision is not taken."""
    raise_first(
        why_not_decide(call_state, has_run, has_conflict, is_override, justification),
        TransitionError,
    )


def _unjustified(justification: str) -> list[Refusal]:
    return [] if justification.strip() else [Refusal("justification_missing", {}, "justification")]


def why_not_give_record(call_state: str) -> list[Refusal]:
    """Return why the record of a run is not given out: it holds the seed."""
    return [] if call_state in AFTER_DECISION else [Refusal("seed_is_secret")]


def can_give_record(call_state: str) -> bool:
    """Whether the seed may be known, and with it the record."""
    return not why_not_give_record(call_state)


def check_give_record(call_state: str) -> None:
    """Errors: RefusedError before the call is decided."""
    raise_first(why_not_give_record(call_state), RefusedError)

"""Decisions on nominations: each a step of its own, on a run, with the reason that is told."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import Call, Nomination, SelectionDecision, SelectionRun, User
from tomoni.records.queries.courses.runs import (
    has_conflict,
    latest_run,
    open_run,
    proposed_outcome,
)
from tomoni.rules.courses.selecting import STEP_OF_OUTCOME, UNDECIDED_STATES, check_decide
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import actor_id, record_event
from ..common import find, new_id
from .nominations import step_nomination
from .scopes import check_may, of_call
from .selection import check_latest
from .steps import lock

DECIDED_OTHERWISE = "institute_decision"
"""What countries and nominees read of a decision that goes against the run."""


@transaction.atomic
def decide_nomination(
    *,
    by: User | str,
    nomination_id: str,
    outcome_code: str,
    justification: str = "",
    seen_revision: int | None = None,
) -> SelectionDecision:
    """Select a nomination, hold it in reserve or decline it, and return the decision.

    The decision rests on the latest run; one that differs from it, or from whom an officer put in
    or out, needs a justification. Errors: NotPermittedError; NotFoundError; InputError for an
    unknown outcome; TransitionError when there is no run, a justification is missing, the state
    does not allow it, or it was changed since ``seen_revision``.
    """
    nomination = lock(find(Nomination, nomination_id))
    check_may(by, "create", of_call(nomination.call, "selection_decision"))
    if outcome_code not in STEP_OF_OUTCOME:
        raise InputError(f"{outcome_code!r} is no outcome.", where=Where(field="outcome_code"))
    run = latest_run(nomination.call)
    _check_none_open(nomination.call)
    return _decide(by, nomination, run, outcome_code, justification, seen_revision)


@transaction.atomic
def decide_by_run(*, by: User | str, run_id: str) -> int:
    """Decide every open nomination as the latest run proposes, and return how many.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is not the latest run, or
    found a conflict.
    """
    run = find(SelectionRun, run_id)
    call = lock(run.call)
    check_may(by, "create", of_call(call, "selection_decision"))
    latest = latest_run(call)
    check_decide(call.state_code, latest is not None, bool(latest and has_conflict(latest)),
                 False, "")  # fmt: skip
    assert latest is not None
    check_latest(latest, run.number)
    open_ones = call.nominations.filter(state_code__in=UNDECIDED_STATES).order_by("number")
    rows = list(open_ones.select_related("person__user", "call__course"))
    _check_none_open(call)
    for nomination in rows:
        outcome = proposed_outcome(latest, nomination.public_id)
        _decide(by, nomination, latest, outcome, "", None)
    return len(rows)


def _check_none_open(call: Call) -> None:
    if open_run(call) is not None:
        raise_first([Refusal("selection_is_running")], TransitionError)


def _decide(
    by: User | str,
    nomination: Nomination,
    run: SelectionRun | None,
    outcome_code: str,
    justification: str,
    seen_revision: int | None,
) -> SelectionDecision:
    put = _put(run, nomination.public_id)
    is_against = run is None or has_conflict(run)
    is_against = is_against or proposed_outcome(run, nomination.public_id) != outcome_code
    why = justification.strip() or ("" if put is None else put)
    is_override = is_against or put is not None
    conflict = run is not None and has_conflict(run)
    check_decide(nomination.call.state_code, run is not None, conflict, is_override, why)
    assert run is not None
    reason = _reason(run, nomination.public_id, outcome_code, is_against)
    Nomination.objects.filter(pk=nomination.pk).update(reason_code=reason)
    decision = SelectionDecision.objects.create(
        public_id=new_id(), nomination=nomination, run=run, outcome_code=outcome_code,
        reason_code=reason, is_override=is_override, justification=why if is_override else None,
        decided_by=actor_id(by), decided_at=datetime.now(UTC),
    )  # fmt: skip
    step_nomination(
        by=by, nomination_id=nomination.public_id, verb=STEP_OF_OUTCOME[outcome_code],
        seen_revision=seen_revision,
    )  # fmt: skip
    record_event(
        by=by, verb="decide", object_type="nomination", object_id=nomination.public_id,
        payload={"run": run.number, "reason_code": reason, "is_override": is_override},
    )  # fmt: skip
    return decision


def _put(run: SelectionRun | None, nomination_id: str) -> str | None:
    """The justification with which somebody was put in or out; None: nobody did."""
    for one in run.overrides if run else ():
        if one["nomination_id"] == nomination_id:
            return str(one["justification"])
    return None


def _reason(run: SelectionRun, nomination_id: str, outcome_code: str, is_against: bool) -> str:
    if outcome_code == "selected":
        return "selected"
    if is_against:
        return DECIDED_OTHERWISE
    found: str = (run.outcome or {}).get("reasons", {}).get(nomination_id, "places_taken")
    return found if found != "not_considered" else DECIDED_OTHERWISE

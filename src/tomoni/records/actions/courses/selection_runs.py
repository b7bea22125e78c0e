"""Computing a run: claimed by one process, finished once, and taken up again if that process died.

Whoever computes holds the run by a claim of its own and says at every stage that it is at work. A
claim whose process is gone from this machine, or that was silent for too long, is anybody's. The
result is written only by who still holds the claim: there are never two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tomoni.catalogue.errors import TomoniError
from tomoni.planning.selection import PolicyConflict, SelectionResult, select
from tomoni.planning.selection_envelope import sign
from tomoni.planning.selection_explain import explain
from tomoni.planning.selection_outcome import outcome_from, public_reasons
from tomoni.planning.selection_record import outcome_as_dict, record_bytes, record_of
from tomoni.planning.selection_values import SelectionInputs
from tomoni.records.models import Nomination, SelectionRun
from tomoni.records.queries.courses.pool import inputs_of
from tomoni.records.queries.courses.runs import OPEN
from tomoni.records.signing import selection_key

from ..audit import SYSTEM, Event, as_payload, record_events
from ..common import find
from .claims import is_alive, new_claim
from .policy import read_policy
from .steps import lock

STALE = timedelta(minutes=15)
_REASONS_FROM = 60  # percent at which the stages end and the reasons begin

Progress = Callable[[str, int, int], None]
"""Called with the stage at work, what is done and what there is in all."""


def compute_run(run_id: str, progress: Progress | None = None) -> SelectionRun:
    """Compute a run that waits, or whose process died, and return it as it then is.

    A run that is finished, failed, or in another's hands stays as it is. What cannot be computed
    makes it failed, with the reason. Errors: NotFoundError.
    """
    run = find(SelectionRun, run_id)
    claim = _claim(run)
    if claim is None:
        return find(SelectionRun, run_id)
    try:
        inputs, outcome, reasons = _compute(run, claim, progress)
    except TomoniError as error:
        _fail(run, claim, str(error))
    except Exception as error:
        _fail(run, claim, f"Not computed: {type(error).__name__}.")
        raise
    else:
        _finish(run, claim, inputs, outcome, reasons)
    return find(SelectionRun, run_id)


def _claim(run: SelectionRun) -> str | None:
    """Take the run; None when it is finished or somebody else has it."""
    now = datetime.now(UTC)
    claim = new_claim()
    free = Q(state_code="waiting")
    if run.state_code == "running" and not is_alive(run.claim or ""):
        free |= Q(state_code="running", claim=run.claim)
    free |= Q(state_code="running", claimed_at__lt=now - STALE)
    taken = SelectionRun.objects.filter(free, pk=run.pk).update(
        state_code="running", claim=claim, claimed_at=now, progress=0, stage_code=None
    )
    return claim if taken else None


def _compute(
    run: SelectionRun, claim: str, progress: Progress | None
) -> tuple[SelectionInputs, SelectionResult | PolicyConflict, dict[str, str]]:
    content = run.policy["content"]
    policy = read_policy(content, run.policy["version"])
    inputs = inputs_of(run.call, policy, content, run.overrides)

    def at_stage(stage: str, number: int, count: int) -> None:
        _say(run, claim, stage, number * _REASONS_FROM // count)
        if progress:
            progress(stage, number, count)

    def at_reason(number: int, count: int) -> None:
        share = (99 - _REASONS_FROM) * number // count
        _say(run, claim, "reasons", _REASONS_FROM + share)
        if progress:
            progress("reasons", number, count)

    outcome = select(inputs, progress=at_stage)
    if isinstance(outcome, PolicyConflict) or run.is_what_if or run.is_replacement:
        return inputs, outcome, {}
    return inputs, outcome, public_reasons(inputs, outcome, at_reason)


def _say(run: SelectionRun, claim: str, stage: str, percent: int) -> None:
    SelectionRun.objects.filter(pk=run.pk, claim=claim, state_code="running").update(
        progress=percent, stage_code=stage, claimed_at=datetime.now(UTC)
    )


@transaction.atomic
def _fail(run: SelectionRun, claim: str, problem: str) -> None:
    held = lock(run)
    if held.claim != claim or held.state_code not in OPEN:
        return
    held.state_code, held.problem, held.finished_at = "failed", problem, datetime.now(UTC)
    held.save(update_fields=["state_code", "problem", "finished_at"])
    record_events([Event("fail", "selection_run", held.public_id, {})], by=SYSTEM)


@transaction.atomic
def _finish(
    run: SelectionRun,
    claim: str,
    inputs: SelectionInputs,
    outcome: SelectionResult | PolicyConflict,
    reasons: dict[str, str],
) -> None:
    held = lock(run)
    if held.claim != claim or held.state_code not in OPEN:
        return
    record = record_of(inputs, outcome)
    content = record_bytes(record)
    held.record = content.decode()
    held.signature = str(sign(content, selection_key()))
    held.outcome = {
        **outcome_as_dict(outcome),
        "reasons": reasons,
        "inputs_sha256": record["inputs_sha256"],
        "candidates": len(inputs.candidates),
        **_moves(held, outcome),
        **_passed_over(held, inputs, outcome),
    }
    held.state_code, held.progress, held.finished_at = "finished", 100, datetime.now(UTC)
    held.stage_code = None
    held.save()
    events = [] if held.is_what_if or held.is_replacement else _propose(held)
    payload = {
        "inputs_sha256": str(record["inputs_sha256"]),
        "record_sha256": str(record["record_sha256"]),
        "has_conflict": isinstance(outcome, PolicyConflict),
    }
    events.append(Event("finish", "selection_run", held.public_id, as_payload(payload)))
    record_events(events, by=SYSTEM)


def _moves(run: SelectionRun, outcome: SelectionResult | PolicyConflict) -> dict[str, list[str]]:
    """Who comes in and goes out by a question, beside the run that it is held against; who moves
    up into free places, beside those who were kept in."""
    if run.base is None or isinstance(outcome, PolicyConflict):
        return {}
    if run.is_replacement:
        return {"enters": sorted(set(outcome.selected) - inputs_kept(run)), "leaves": []}
    before = outcome_from(run.base.outcome)
    if isinstance(before, PolicyConflict):
        return {}
    old, new = set(before.selected), set(outcome.selected)
    return {"enters": sorted(new - old), "leaves": sorted(old - new)}


def inputs_kept(run: SelectionRun) -> set[str]:
    """Return the nominations that a run was asked to keep in."""
    return {str(one["nomination_id"]) for one in run.overrides if one["is_in"]}


def _passed_over(
    run: SelectionRun, inputs: SelectionInputs, outcome: SelectionResult | PolicyConflict
) -> dict[str, dict[str, str]]:
    """Why those do not move up who stood on the reserve list before somebody who does; whoever was
    not on the list stood after it."""
    if not run.is_replacement or run.base is None or isinstance(outcome, PolicyConflict):
        return {}
    order = [str(one) for one in (run.base.outcome or {}).get("reserve", ())]
    entering = set(outcome.selected) - inputs_kept(run)
    places = [order.index(one) if one in order else len(order) for one in entering]
    over = [
        one
        for one in order[: max(places, default=0)]
        if one not in outcome.selected and one not in inputs.excluded and inputs.candidate(one)
    ]
    return {"passed_over": {one: explain(inputs, outcome, one).code for one in over}}


def _propose(run: SelectionRun) -> list[Event]:
    """Take every assessed nomination into the board's hands: all, so that it tells no outcome."""
    rows = list(run.call.nominations.filter(state_code="assessed", merit__isnull=False))
    now = datetime.now(UTC)
    for one in rows:
        one.state_code, one.revision, one.updated_at = "proposed", one.revision + 1, now
    Nomination.objects.bulk_update(rows, ["state_code", "revision", "updated_at"], batch_size=500)
    payload = {"from": "assessed", "to": "proposed", "step": "propose"}
    return [Event("step", "nomination", one.public_id, payload) for one in rows]

"""Runs of the selection as others ask for them: the latest, what it proposes, and its answer."""

from __future__ import annotations

import json

from django.db.models import QuerySet

from tomoni.planning.selection import PolicyConflict, SelectionResult
from tomoni.planning.selection_decode import inputs_from
from tomoni.planning.selection_explain import Explanation, explain
from tomoni.planning.selection_outcome import outcome_from
from tomoni.planning.selection_values import SelectionInputs
from tomoni.records.models import Call, SelectionRun

OPEN = ("waiting", "running")


def runs_of(call: Call) -> QuerySet[SelectionRun]:
    """Return the runs of a call without their records, the latest first."""
    return call.selection_runs.defer("record").order_by("-number")


def latest_run(call: Call) -> SelectionRun | None:
    """Return the latest run for the board that has finished; None: there is none.

    Questions, and runs on places that became free, are not among them.
    """
    decided = runs_of(call).filter(is_what_if=False, is_replacement=False)
    return decided.filter(state_code="finished").first()


def latest_replacement(call: Call) -> SelectionRun | None:
    """Return the latest run on places that became free, however it stands; None: there is none."""
    return runs_of(call).filter(is_replacement=True).first()


def open_run(call: Call) -> SelectionRun | None:
    """Return the run, no question, that is not finished; None: there is none."""
    return runs_of(call).filter(is_what_if=False, state_code__in=OPEN).first()


def finished_runs(call: Call) -> QuerySet[SelectionRun]:
    """Return the runs that have finished, with their records, the latest first."""
    return call.selection_runs.filter(state_code="finished").order_by("-number")


def has_conflict(run: SelectionRun) -> bool:
    """Whether a finished run found the policy in conflict."""
    return "conflict" in (run.outcome or {})


def proposed_outcome(run: SelectionRun, nomination_id: str) -> str:
    """Return what a finished run proposes for a nomination: selected, reserve or not_selected."""
    outcome = run.outcome or {}
    for code in ("selected", "reserve"):
        if nomination_id in outcome.get(code, ()):
            return code
    return "not_selected"


def answer_of(run: SelectionRun) -> tuple[SelectionInputs, SelectionResult | PolicyConflict]:
    """Return what went into a finished run and what came out, out of its record."""
    record = json.loads(run.record or "{}")
    return inputs_from(record["inputs"]), outcome_from(record["outcome"])


def explanation_of(run: SelectionRun, nomination_id: str) -> Explanation | None:
    """Return why a nomination is in or not; None: the run found a conflict, or is without it.

    Computed when it is asked for. Errors: PlanningError when the solver proves nothing.
    """
    inputs, outcome = answer_of(run)
    if isinstance(outcome, PolicyConflict) or inputs.candidate(nomination_id) is None:
        return None
    return explain(inputs, outcome, nomination_id)

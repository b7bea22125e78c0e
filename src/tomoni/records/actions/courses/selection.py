"""Asking for a selection: by the published policy, as a question, or with somebody put in or out.

A request is one row. It is computed by the worker (``selection_runs``), once, whatever happens to
the worker meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import Call, Nomination, SelectionRun, User
from tomoni.records.queries.courses.committee import policy_document
from tomoni.records.queries.courses.runs import OPEN, explanation_of, latest_run
from tomoni.rules.courses.selecting import IN_THE_POOL, check_put, check_run
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import actor_id, as_payload, record_event
from ..common import find, link_id
from .call_documents import digest_of
from .policy import read_policy
from .scopes import check_may, of_call
from .steps import lock

Enqueue = Callable[[str], object]
"""Puts the run of that public id into the worker's queue, inside the transaction of the request."""


@transaction.atomic
def request_selection(
    *, by: User | str, call_id: str, enqueue: Enqueue | None = None
) -> SelectionRun:
    """Ask for a selection by the published policy, with whoever was put in or out; return the run.

    Errors: NotPermittedError; NotFoundError; TransitionError when the call does not deliberate,
    a nomination is not assessed, or a run is not finished.
    """
    call = lock(find(Call, call_id))
    latest = latest_run(call)
    overrides = latest.overrides if latest else []
    return _request(call, by, published_policy(call), overrides, None, enqueue)


@transaction.atomic
def ask_what_if(
    *,
    by: User | str,
    call_id: str,
    changes: Mapping[str, Any],
    enqueue: Enqueue | None = None,
) -> SelectionRun:
    """Ask what a changed policy would select, and return the run; nothing else changes by it.

    ``changes``: parts of the policy's JSON that take the place of the published ones. Errors:
    NotPermittedError; NotFoundError; InputError for a policy that cannot be read or is the same;
    TransitionError when there is no run to hold it against.
    """
    call = lock(find(Call, call_id))
    base = latest_run(call)
    if base is None:
        raise_first([Refusal("selection_has_run")], TransitionError)
    assert base is not None
    published = published_policy(call)
    content = {**published["content"], **changes}
    if content == published["content"]:
        raise InputError("Nothing is changed.", where=Where(field="seats"), do="Change a rule.")
    policy = {"content": content, "version": f"{published['version']} changed"}
    read_policy(content, policy["version"])
    return _request(call, by, policy, base.overrides, base, enqueue)


@transaction.atomic
def put_nomination(
    *,
    by: User | str,
    nomination_id: str,
    is_in: bool,
    justification: str,
    seen_run: int,
    enqueue: Enqueue | None = None,
) -> SelectionRun:
    """Put a nomination in, or out, against the latest run, and return the run that takes it up.

    What it costs is computed now and kept with the justification: every stage's loss, who would
    come in and go out. ``seen_run``: number of the run that the officer looked at. Errors:
    NotPermittedError; NotFoundError; TransitionError when it is decided, no justification is given,
    there is no run, or a later one than was seen.
    """
    nomination = lock(find(Nomination, nomination_id))
    call = lock(nomination.call)
    check_may(by, "create", of_call(call, "selection_run"))
    check_put(nomination.state_code, justification)
    latest = _seen(call, seen_run)
    entry = {
        "nomination_id": nomination_id,
        "number": nomination.number,
        "is_in": is_in,
        "justification": justification.strip(),
        "by": actor_id(by),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cost": _cost(latest, nomination_id) if is_in else None,
        "run": latest.number,
    }
    others = [one for one in latest.overrides if one["nomination_id"] != nomination_id]
    return _request(call, by, published_policy(call), [*others, entry], None, enqueue)


@transaction.atomic
def take_back(
    *, by: User | str, nomination_id: str, seen_run: int, enqueue: Enqueue | None = None
) -> SelectionRun:
    """Take back that a nomination was put in or out, and return the run without it.

    Errors: as ``put_nomination``.
    """
    nomination = lock(find(Nomination, nomination_id))
    call = lock(nomination.call)
    check_may(by, "create", of_call(call, "selection_run"))
    latest = _seen(call, seen_run)
    others = [one for one in latest.overrides if one["nomination_id"] != nomination_id]
    return _request(call, by, published_policy(call), others, None, enqueue)


def _seen(call: Call, seen_run: int) -> SelectionRun:
    latest = latest_run(call)
    if latest is None:
        raise_first([Refusal("selection_has_run")], TransitionError)
    assert latest is not None
    check_latest(latest, seen_run)
    return latest


def check_latest(latest: SelectionRun, seen_run: int) -> None:
    """Errors: TransitionError when a run later than the one that was seen has finished."""
    if latest.number != seen_run:
        at = latest.finished_at.strftime("%Y-%m-%d %H:%M UTC") if latest.finished_at else ""
        words = {"change": f"run {latest.number}", "at": at}
        raise_first([Refusal("changed_meanwhile", words)], TransitionError)


def _cost(run: SelectionRun, nomination_id: str) -> dict[str, Any] | None:
    full = SelectionRun.objects.get(pk=run.pk)
    found = explanation_of(full, nomination_id)
    if found is None:
        return None
    return {
        "code": found.code,
        "losses": [asdict(one) for one in found.losses],
        "rules": [asdict(one) for one in found.rules],
        "enters": list(found.enters),
        "leaves": list(found.leaves),
    }


def published_policy(call: Call) -> dict[str, Any]:
    """Return the policy that binds a call. Errors: TransitionError when none is published."""
    document = policy_document(call)
    if document is None or document.published_at is None:
        raise_first([Refusal("policy_is_fixed")], TransitionError)
    assert document is not None
    return {"content": document.content, "version": str(document.version)}


def _request(
    call: Call,
    by: User | str,
    policy: Mapping[str, Any],
    overrides: list[dict[str, Any]],
    base: SelectionRun | None,
    enqueue: Enqueue | None,
) -> SelectionRun:
    """Create a run for the board, or with ``base`` a question held against it."""
    check_may(by, "create", of_call(call, "selection_run"))
    nominations = call.nominations
    is_what_if = base is not None
    check_run(
        call.state_code,
        nominations.filter(state_code__in=IN_THE_POOL, merit__isnull=False).count(),
        nominations.filter(state_code="eligible").count(),
        call.selection_runs.filter(is_what_if=False, state_code__in=OPEN).exists(),
        is_what_if,
    )
    return create_run(call, by, policy, overrides, base, enqueue, is_what_if=is_what_if)


def create_run(
    call: Call,
    by: User | str,
    policy: Mapping[str, Any],
    overrides: list[dict[str, Any]],
    base: SelectionRun | None,
    enqueue: Enqueue | None,
    *,
    is_what_if: bool = False,
    is_replacement: bool = False,
) -> SelectionRun:
    """Write the row of a run that may be computed, put it into the queue, and return it."""
    last = call.selection_runs.aggregate(number=Max("number"))["number"] or 0
    run = SelectionRun.objects.create(
        public_id=link_id(call.public_id, "run", str(last + 1)), call=call, number=last + 1,
        is_what_if=is_what_if, is_replacement=is_replacement, base=base, policy=dict(policy),
        overrides=overrides, requested_by=actor_id(by), requested_at=datetime.now(UTC),
    )  # fmt: skip
    if enqueue is not None:
        enqueue(run.public_id)
    payload = {
        "call_id": call.public_id,
        "is_what_if": is_what_if,
        "is_replacement": is_replacement,
        "policy_version": policy["version"],
        "policy_sha256": digest_of(policy["content"]),
        "seed_commitment": call.seed_commitment,
        "put": [{"number": one["number"], "is_in": one["is_in"]} for one in overrides],
    }
    record_event(
        by=by, verb="create", object_type="selection_run", object_id=run.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
    return run

"""Filling places that became free: a run with those who hold a seat kept in, then its offers.

The run is computed by the worker like every selection, from the published policy and the same seed,
and its record is signed and can be computed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import (
    Call,
    Nomination,
    Participation,
    SelectionDecision,
    SelectionRun,
    User,
)
from tomoni.records.queries.courses.participants import (
    holders,
    leavers,
    seats_of,
    selected_without_offer,
)
from tomoni.records.queries.courses.pool import pool_of
from tomoni.records.queries.courses.runs import (
    has_conflict,
    latest_replacement,
    latest_run,
    open_run,
)
from tomoni.rules.courses.offering import check_expiry, check_send
from tomoni.rules.courses.replacing import ON_THE_LIST, check_replace, check_take_up
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import actor_id, record_event
from ..common import find, new_id, why_given
from .nominations import step_nomination
from .offers import default_expiry, offer_seats
from .scopes import check_may, of_call, of_course
from .selection import Enqueue, create_run, published_policy
from .steps import Condition, lock

KEPT = "holds a seat"
GONE = "gave the seat up"
NOT_ON_LIST = "not on the waiting list"


def free_places(call: Call) -> int | None:
    """Return how many seats nobody holds, of the kinds that were nominated; None: not decided."""
    roles = set(call.nominations.values_list("participation_role_code", flat=True))
    found = [one.free for role, one in seats_of(call.course).items() if role in roles]
    return None if None in found else sum(one or 0 for one in found)


@transaction.atomic
def request_replacements(
    *,
    by: User | str,
    call_id: str,
    beyond_reserve: bool = False,
    enqueue: Enqueue | None = None,
) -> SelectionRun:
    """Ask who moves up into the places that became free, and return the run.

    ``beyond_reserve``: among those who were not selected too, but by nobody's own decision. Errors:
    NotPermittedError; NotFoundError; TransitionError before the call is decided, while offers are
    not sent or a run is not finished, or when no place is free.
    """
    call = lock(find(Call, call_id))
    check_may(by, "create", of_call(call, "selection_run"))
    check_send(call.state_code)
    base = latest_run(call)
    if base is None:
        raise_first([Refusal("selection_has_run")], TransitionError)
    unsent = selected_without_offer(call.course).count()
    check_replace(free_places(call), unsent, open_run(call) is not None)
    return create_run(
        call, by, published_policy(call), _bounds(call, base, beyond_reserve, by), base, enqueue,
        is_replacement=True,
    )  # fmt: skip


def _bounds(
    call: Call, base: SelectionRun | None, beyond_reserve: bool, by: User | str
) -> list[dict[str, Any]]:
    """Who is in and who is out: the holders, the leavers, and whoever is not on the list."""
    kept, gone = set(holders(call)), set(leavers(call))
    listed = set(ON_THE_LIST if beyond_reserve else ON_THE_LIST[:1])
    by_decision = _declined_by_decision(call)
    found = []
    for one in pool_of(call):
        key = one.public_id
        if key in kept:
            why = KEPT
        elif key in gone:
            why = GONE
        elif one.state_code in listed and key not in by_decision:
            continue
        else:
            why = NOT_ON_LIST
        found.append(
            {
                "nomination_id": key,
                "number": one.number,
                "is_in": why == KEPT,
                "justification": why,
                "by": actor_id(by),
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "cost": None,
                "run": base.number if base else None,
            }
        )
    return found


def _declined_by_decision(call: Call) -> set[str]:
    """Nominations that an officer's own decision, against the run, did not select."""
    rows = SelectionDecision.objects.filter(
        nomination__call=call, outcome_code="not_selected", is_override=True
    )
    return set(rows.values_list("nomination__public_id", flat=True))


def kept_by(run: SelectionRun) -> list[str]:
    """Return the nominations that a run on free places kept in."""
    return sorted(one["nomination_id"] for one in run.overrides if one["is_in"])


def moving_up(run: SelectionRun) -> list[str]:
    """Return the nominations that a finished run on free places moves up."""
    return list((run.outcome or {}).get("enters", ()))


@transaction.atomic
def take_up_replacements(
    *,
    by: User | str,
    run_id: str,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> list[Participation]:
    """Select whom the latest run on free places moves up, offer them seats, return the offers.

    ``expires_at``: until when the offers run; None: the end of the day that the call names. Errors:
    NotPermittedError; NotFoundError; InputError without an expiry to come; TransitionError when the
    run is not the latest, not finished or found a conflict, or when seats were given up or taken
    since; RefusedError when a seat is not free.
    """
    run = find(SelectionRun, run_id)
    call = lock(run.call)
    course = lock(call.course)
    check_may(by, "create", of_course(course, "participation"))
    latest = latest_replacement(call)
    if latest is None or latest.pk != run.pk or run.state_code != "finished":
        raise TransitionError(
            "This is not the latest run on free places.", do="Load the page again."
        )
    check_take_up(kept_by(run), holders(call), has_conflict(run))
    until = check_expiry(
        expires_at or default_expiry(course), now or datetime.now(UTC), course.zone
    )
    chosen = [_move_up(one, run, by, None) for one in _nominations(moving_up(run))]
    return offer_seats(course, chosen, [], until, by)


def _nominations(ids: Iterable[str]) -> list[Nomination]:
    rows = Nomination.objects.select_related("person__user", "call__course")
    return list(rows.filter(public_id__in=list(ids)).order_by("number"))


@transaction.atomic
def move_up_by_decision(
    *,
    by: User | str,
    nomination_id: str,
    justification: str,
    expires_at: datetime | None = None,
    seen_revision: int | None = None,
    now: datetime | None = None,
) -> Participation:
    """Select one from the waiting list against, or without, a run; offer the seat, return it.

    Errors: NotPermittedError; NotFoundError; InputError without a justification or an expiry to
    come; TransitionError for a nomination that is on no list, or was changed since
    ``seen_revision``; RefusedError when no seat is free.
    """
    nomination = find(Nomination, nomination_id)
    call = lock(nomination.call)
    course = lock(call.course)
    check_may(by, "create", of_course(course, "participation"))
    check_send(call.state_code)
    if not justification.strip():
        raise InputError("No justification is given.", where=Where(field="justification"),
                         do="Say why.")  # fmt: skip
    until = check_expiry(
        expires_at or default_expiry(course), now or datetime.now(UTC), course.zone
    )
    held = _move_up(nomination, latest_run(call), by, why_given(justification), seen_revision)
    return offer_seats(course, [held], [], until, by)[0]


def _move_up(
    nomination: Nomination,
    run: SelectionRun | None,
    by: User | str,
    justification: str | None,
    seen_revision: int | None = None,
) -> Nomination:
    """Take the step, with its decision on record."""
    SelectionDecision.objects.create(
        public_id=new_id(), nomination=nomination, run=run, outcome_code="selected",
        reason_code="selected", is_override=justification is not None,
        justification=justification, decided_by=actor_id(by), decided_at=datetime.now(UTC),
    )  # fmt: skip
    held = step_nomination(
        by=by, nomination_id=nomination.public_id, verb="move_up", seen_revision=seen_revision,
        conditions=_conditions(run, justification),
    )  # fmt: skip
    Nomination.objects.filter(pk=held.pk).update(reason_code="selected")
    payload = {
        "run": run.number if run else None,
        "reason_code": "selected",
        "is_override": justification is not None,
    }
    record_event(by=by, verb="decide", object_type="nomination", object_id=held.public_id,
                 payload=payload)  # fmt: skip
    return held


def _conditions(run: SelectionRun | None, justification: str | None) -> dict[str, Condition]:
    def replacement_proposes(held: Nomination) -> dict[str, str] | None:
        is_proposed = run is not None and held.public_id in moving_up(run)
        return None if is_proposed or justification else {}

    return {"replacement_proposes": replacement_proposes}

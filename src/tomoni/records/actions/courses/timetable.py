"""Times for an edition's live sessions, so that the zone that is hit hardest is hit least.

An officer asks, the worker computes, the officer looks at the proposal and accepts it: sessions are
moved, or made, all of them or none. What changed meanwhile makes a proposal stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Q

from tomoni.catalogue.errors import RefusedError, TomoniError
from tomoni.planning.timetable import (
    LiveSession,
    TimetableConflict,
    TimetableInputs,
    TimetablePlan,
    plan_timetable,
)
from tomoni.records.models import CourseEdition, Session, TimetableRun, User
from tomoni.records.queries.courses.sessions import sessions_of
from tomoni.records.queries.courses.zones import attendances, people_by_zone
from tomoni.rules.courses.sessions import check_accept, check_edit

from ..audit import SYSTEM, actor_id, as_payload, record_event
from ..common import find, new_id
from .claims import is_alive, new_claim
from .programme import CHANGED, NEW, PlannedSession, write_sessions
from .programme_clashes import clashes
from .scopes import check_may, of_course
from .session_values import SessionValues, first_free, values_of
from .steps import lock
from .timetable_inputs import TimetableWish, inputs_for

STALE = timedelta(minutes=15)
OPEN = ("waiting", "running")


@transaction.atomic
def request_timetable(*, by: User | str, course_id: str, wish: TimetableWish) -> TimetableRun:
    """Write down what a timetable is to be proposed from, and return the run that waits.

    Errors: NotPermittedError; NotFoundError; InputError for a wish that makes no sense;
    RefusedError when a participant's zone is not known, or another proposal is being computed.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "create", of_course(course, "timetable_run"))
    check_edit(course.state_code, "planned")
    if course.timetable_runs.filter(state_code__in=OPEN).exists():
        raise RefusedError("A proposal is being computed.", do="Wait for it.")
    inputs = inputs_for(course, wish)
    run = TimetableRun.objects.create(
        public_id=new_id(), course=course, inputs=inputs, requested_by=actor_id(by),
        requested_at=datetime.now(UTC),
    )  # fmt: skip
    payload = {"course_id": course_id, "sessions": len(inputs["sessions"])}
    _record(run, "create", by, payload)
    return run


def compute_timetable(run_id: str) -> TimetableRun:
    """Compute a proposal that waits, or whose process died, and return it as it then is.

    One that is finished, failed, or in another's hands stays as it is. Errors: NotFoundError.
    """
    run = find(TimetableRun, run_id)
    claim = _claim(run)
    if claim is None:
        return find(TimetableRun, run_id)
    try:
        result = result_of(plan_timetable(read_inputs(run.inputs)))
    except TomoniError as error:
        _end(run, claim, {"state_code": "failed", "problem": error.what})
    except Exception as error:
        _end(run, claim, {"state_code": "failed", "problem": type(error).__name__})
        raise
    else:
        _end(run, claim, {"state_code": "finished", "result": result})
    return find(TimetableRun, run_id)


def _claim(run: TimetableRun) -> str | None:
    """Take the run; None when it is finished or somebody else has it."""
    now = datetime.now(UTC)
    claim = new_claim()
    free = Q(state_code="waiting") | Q(state_code="running", claimed_at__lt=now - STALE)
    if run.state_code == "running" and not is_alive(run.claim or ""):
        free |= Q(state_code="running", claim=run.claim)
    taken = TimetableRun.objects.filter(free, pk=run.pk).update(
        state_code="running", claim=claim, claimed_at=now
    )
    return claim if taken else None


@transaction.atomic
def _end(run: TimetableRun, claim: str, values: Mapping[str, Any]) -> None:
    held = lock(run)
    if held.claim != claim or held.state_code != "running":
        return
    for name, value in {**values, "finished_at": datetime.now(UTC)}.items():
        setattr(held, name, value)
    held.save(update_fields=[*values, "finished_at"])
    _record(held, "finish" if held.state_code == "finished" else "fail", SYSTEM, {})


@transaction.atomic
def accept_timetable(*, by: User | str, run_id: str) -> TimetableRun:
    """Make a proposal the timetable, and return it: sessions are moved or made, all or none.

    Errors: NotPermittedError; NotFoundError; RefusedError when it leaves a conflict, was accepted,
    is stale, or a lecturer, room or group was taken meanwhile; TransitionError when the edition is
    over.
    """
    course = lock(find(TimetableRun, run_id).course)
    run = lock(find(TimetableRun, run_id))
    check_may(by, "change", of_course(course, "timetable_run"))
    check_edit(course.state_code, "planned")
    result = run.result or {"conflict": []}
    there = {one.public_id: one for one in sessions_of(course)}
    stale = is_stale(run, course, there)
    check_accept("conflict" in result, run.accepted_at is not None, stale)
    rows = _rows(run, there)
    stated = [(row.line, row.values, row.session_id) for row in rows]
    for _, fault in clashes(course, stated, list(there.values())):
        raise RefusedError(fault.what, where=fault.where, do=fault.do)
    write_sessions(course.public_id, rows, by)
    run.accepted_at = datetime.now(UTC)
    run.save(update_fields=["accepted_at"])
    _record(run, "accept", by, {"course_id": course.public_id})
    return run


def is_stale(run: TimetableRun, course: CourseEdition, there: Mapping[str, Session]) -> bool:
    """Whether a session of a proposal, or the participants, changed since it was asked for."""
    for one in run.inputs["sessions"]:
        if one["session_id"] is None:
            continue
        session = there.get(one["session_id"])
        if session is None or session.state_code != "planned":
            return True
        if session.revision != one["revision"]:
            return True
    people: dict[str, int] = run.inputs["people"]
    return people_by_zone(attendances(course)) != people


def _rows(run: TimetableRun, there: Mapping[str, Session]) -> list[PlannedSession]:
    starts = {key: datetime.fromisoformat(text) for key, text in run.result["starts"].items()}
    free = first_free(one.code for one in there.values())
    rows = []
    for line, one in enumerate(run.inputs["sessions"], start=1):
        if one["session_id"] is not None:
            now = values_of(there[one["session_id"]])
            moved = replace(now, starts_at=starts[one["id"]])
            if moved != now:
                rows.append(PlannedSession(line, moved, CHANGED, ("starts_at",), one["session_id"]))
            continue
        values = SessionValues(
            code=str(free), kind_code=one["kind_code"], title=one["title"],
            starts_at=starts[one["id"]], minutes=one["minutes"], link=one["link"],
        )  # fmt: skip
        rows.append(PlannedSession(line, values, NEW))
        free += 1
    return rows


def read_inputs(stored: Mapping[str, Any]) -> TimetableInputs:
    """Return what a run was asked for as the planning needs it."""
    sessions = tuple(
        LiveSession(
            one["id"], datetime.fromisoformat(one["day"]).date(), one["minutes"],
            tuple(one["needs"]), one["after"], stored["zone"],
        )
        for one in stored["sessions"]
    )  # fmt: skip
    available = {
        name: tuple((_instant(first), _instant(last)) for first, last in spans)
        for name, spans in stored["available"].items()
    }
    return TimetableInputs(
        sessions=sessions, people=stored["people"], available=available,
        carried=stored["carried"], break_minutes=stored["break_minutes"],
    )  # fmt: skip


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def result_of(found: TimetablePlan | TimetableConflict) -> dict[str, Any]:
    """Return a proposal as it is stored; fractions of points are texts."""
    if isinstance(found, TimetableConflict):
        return {"conflict": list(found.sessions)}
    return {
        "starts": {key: start.isoformat() for key, start in found.starts.items()},
        "points": {zone: str(points) for zone, points in found.points.items()},
        "worst": str(found.worst),
        # Proofs are in quarter-points; a point is a participant's hour.
        "worst_bound": str(Fraction(found.worst_proof.bound, 4)),
        "total": str(found.total),
        "total_bound": str(Fraction(found.total_proof.bound, 4)),
        "cohorts": [list(zones) for zones in found.cohorts],
    }


def _record(run: TimetableRun, verb: str, by: User | str, payload: Mapping[str, Any]) -> None:
    record_event(
        by=by, verb=verb, object_type="timetable_run", object_id=run.public_id,
        payload=as_payload(payload),
    )  # fmt: skip

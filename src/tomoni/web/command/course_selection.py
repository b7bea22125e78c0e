"""`tomoni course select|record|replay`: a selection, its signed record, and the proof of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option

if TYPE_CHECKING:
    from tomoni.records.models import Call


@click.command("select")
@click.argument("course_id", metavar="COURSE")
@json_option
def select_command(course_id: str, as_json: bool) -> None:
    """Compute the selection of a course's call here, with progress, instead of in the worker.

    A run that waits, or whose process died, is taken up; otherwise a new one is asked for. The
    board shows the result; nobody is decided by it.
    """
    open_ledger()
    from tomoni.records.actions.courses.selection import request_selection
    from tomoni.records.actions.courses.selection_runs import compute_run
    from tomoni.records.queries.courses.runs import open_run

    call = _call(course_id)
    run = open_run(call) or request_selection(by="system", call_id=call.public_id)
    with PhaseBar() as bar:
        done = compute_run(run.public_id, bar)
    outcome = done.outcome or {}
    selected = outcome.get("selected", [])
    result = {
        "run": done.number,
        "state": done.state_code,
        "problem": done.problem,
        "selected": len(selected),
        "reserve": len(outcome.get("reserve", [])),
        "conflict": outcome.get("conflict", []),
    }
    emit(result, as_json, lambda: [_told(result)])
    if done.state_code != "finished":
        raise SystemExit(1)


def _told(result: dict[str, object]) -> str:
    if result["state"] != "finished":
        return f"Run {result['run']} is {result['state']}: {result['problem'] or 'see the board'}"
    if result["conflict"]:
        return f"Run {result['run']}: the policy's rules conflict; the board names them."
    return f"Run {result['run']}: {result['selected']} selected, {result['reserve']} in reserve."


@click.command("record")
@click.argument("course_id", metavar="COURSE")
@click.option("--run", "number", type=int, help="Number of the run. [default: the latest]")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="File to write.")  # fmt: skip
@json_option
def record_command(course_id: str, number: int | None, out: Path, as_json: bool) -> None:
    """Write the signed record of a run to a file, once the call is decided.

    It holds opaque ids, merits and countries: it is for the institute and its auditors, and not for
    publication.
    """
    open_ledger()
    from tomoni.catalogue.errors import NotFoundError
    from tomoni.planning.selection_envelope import envelope, read_signature
    from tomoni.records.queries.courses.runs import finished_runs
    from tomoni.rules.courses.selecting import check_give_record

    call = _call(course_id)
    check_give_record(call.state_code)
    runs = finished_runs(call)
    run = (runs.filter(number=number) if number else runs.filter(is_what_if=False)).first()
    if run is None:
        raise NotFoundError("There is no such finished run.", do="Look at the list of runs.")
    signature = read_signature(str(run.signature))
    content = envelope(str(run.record).encode(), signature)
    out.touch(mode=0o600)
    out.write_bytes(content)
    _note(run.public_id)
    result = {"run": run.number, "file": str(out), "public_key": signature.public_key}
    emit(
        result,
        as_json,
        lambda: [f"Run {run.number} is in {out}.", f"Public key: {signature.public_key}"],
    )


def _note(run_id: str) -> None:
    from django.db import transaction

    from tomoni.records.actions.audit import SYSTEM, record_event

    with transaction.atomic():
        record_event(
            by=SYSTEM, verb="read", object_type="selection_run", object_id=run_id, payload={}
        )


@click.command("replay")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--public-key", help="Key that must have signed it, as the institute published it.")
@json_option
def replay_command(file: Path, public_key: str | None, as_json: bool) -> None:
    """Check the signature of a record and compute its selection again. Needs no database.

    Ends with 1 when the selection comes out otherwise; a record that was changed is refused.
    """
    from tomoni.planning.selection_envelope import open_envelope
    from tomoni.planning.selection_record import read_record, replay

    content, signature = open_envelope(file.read_bytes(), public_key)
    found = replay(content)
    record = read_record(content)
    outcome = record["outcome"]
    result = {
        "is_same": found.is_same,
        "differences": list(found.differences),
        "public_key": signature.public_key,
        "is_key_named": public_key is not None,
        "inputs_sha256": record["inputs_sha256"],
        "policy_version": record["policy_version"],
        "candidates": len(record["inputs"]["candidates"]),
        "selected": len(outcome.get("selected", [])),
        "software": dict(found.software),
    }
    emit(result, as_json, lambda: _replayed(result))
    if not found.is_same:
        raise SystemExit(1)


def _replayed(result: dict[str, object]) -> list[str]:
    lines = [f"The signature holds. Key: {result['public_key']}"]
    if not result["is_key_named"]:
        lines.append("Compare that key with the one that the institute published (--public-key).")
    counts = f"{result['selected']} of {result['candidates']}"
    if result["is_same"]:
        lines.append(f"Computed again: the same selection, {counts} nominations.")
    else:
        differences = ", ".join(str(one) for one in result["differences"])  # type: ignore[attr-defined]
        lines.append(f"Computed again: NOT the same. It differs in: {differences}.")
    return lines


def _call(course_id: str) -> Call:
    """The call of a course. Errors: NotFoundError."""
    from tomoni.catalogue.errors import NotFoundError
    from tomoni.records.models import Call

    call: Call | None = (
        Call.objects.select_related("course").filter(course__public_id=course_id).first()
    )
    if call is None:
        raise NotFoundError(
            f"The course {course_id!r} has no call.", do="Take the id out of its address."
        )
    return call

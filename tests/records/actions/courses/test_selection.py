"""Selections: asked for, computed once, questioned, decided on; with a record that is signed."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from records.selection_samples import SEED, deliberating_call, member, nominated
from tomoni.catalogue.errors import InputError, NotPermittedError, StorageError, TransitionError
from tomoni.planning.selection_envelope import envelope, open_envelope, read_signature
from tomoni.planning.selection_record import replay
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import selection_runs
from tomoni.records.actions.courses.calls import step_call
from tomoni.records.actions.courses.deciding import decide_by_run, decide_nomination
from tomoni.records.actions.courses.selection import (
    ask_what_if,
    put_nomination,
    request_selection,
    take_back,
)
from tomoni.records.actions.courses.selection_runs import compute_run
from tomoni.records.models import (
    AuditEvent,
    Call,
    Nomination,
    Person,
    SelectionDecision,
    SelectionRun,
)
from tomoni.records.queries.courses.runs import explanation_of, latest_run
from tomoni.records.signing import key_path, selection_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "selection.key"
    monkeypatch.setattr("tomoni.records.signing.key_path", lambda: path)


def selected(call: Call) -> SelectionRun:
    return compute_run(request_selection(by="system", call_id=call.public_id).public_id)


def numbers(call: Call, ids: list[str]) -> list[int]:
    return sorted(call.nominations.filter(public_id__in=ids).values_list("number", flat=True))


def test_a_run_selects_by_the_published_policy_and_proposes_everybody_alike() -> None:
    call = deliberating_call()
    asked: list[str] = []
    run = request_selection(by="system", call_id=call.public_id, enqueue=asked.append)
    assert (run.state_code, asked) == ("waiting", [run.public_id])
    stages: list[str] = []
    done = compute_run(run.public_id, lambda stage, number, count: stages.append(stage))
    assert (done.state_code, done.progress) == ("finished", 100)
    assert "seats" in stages
    assert done.outcome is not None
    assert len(done.outcome["selected"]) == 4
    # One of each country at most, the first of each: numbers 1 to 6, of whom 1 and 4 are women.
    assert {1, 4} <= set(numbers(call, done.outcome["selected"])) <= {1, 2, 3, 4, 5, 6}
    assert set(call.nominations.values_list("state_code", flat=True)) == {"proposed"}
    assert set(done.outcome["reasons"]) == set(call.nominations.values_list("public_id", flat=True))
    verify_chain()


def test_the_record_holds_opaque_ids_alone_is_signed_and_replays() -> None:
    call = deliberating_call()
    Person.objects.update(family_name="CANARYNAME", email="canary@example.org")
    Nomination.objects.update(organisation="Canary Agency")
    run = selected(call)
    assert run.record is not None
    assert run.signature is not None
    assert "canary" not in run.record.lower()
    signature = read_signature(run.signature)
    file = envelope(run.record.encode(), signature)
    content, found = open_envelope(file, signature.public_key)
    assert found == signature
    assert replay(content).is_same
    changed = file.replace(b'\\"merit\\":0', b'\\"merit\\":9', 1)
    assert changed != file
    with pytest.raises(InputError, match="changed after it was signed"):
        open_envelope(changed)
    with pytest.raises(InputError, match="Another key"):
        open_envelope(file, "00" * 32)
    assert json.loads(run.record)["inputs"]["seed"] == SEED


def test_the_key_is_its_owners_alone(tmp_path: Path) -> None:
    key = selection_key()
    path = tmp_path / "keys" / "selection.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    public = path.with_suffix(".pub").read_text().strip()
    assert public == key.public_key().public_bytes_raw().hex()
    assert selection_key().private_bytes_raw() == key.private_bytes_raw()
    path.chmod(0o644)
    with pytest.raises(StorageError, match="read by others"):
        selection_key()
    assert key_path().name == "selection.key"


def test_only_one_run_at_a_time_and_only_in_deliberation() -> None:
    call = deliberating_call()
    request_selection(by="system", call_id=call.public_id)
    with pytest.raises(TransitionError, match="is being computed"):
        request_selection(by="system", call_id=call.public_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionRun.objects.create(
            public_id="second", call=call, number=9, policy={}, requested_by="x",
            requested_at=datetime.now(UTC),
        )  # fmt: skip
    Call.objects.update(state_code="screening")
    with pytest.raises(TransitionError, match="screening"):
        request_selection(by="system", call_id=call.public_id)


def test_only_officers_ask() -> None:
    call = deliberating_call()
    for role in ("committee_member", "auditor", "evaluator"):
        with pytest.raises(NotPermittedError):
            request_selection(by=member(role, call.course.public_id, role), call_id=call.public_id)
    officer = member("officer", call.course.public_id, "programme_officer")
    assert request_selection(by=officer, call_id=call.public_id).requested_by == officer.public_id


def test_eligible_nominations_without_merit_stand_against_a_run() -> None:
    call = deliberating_call()
    nominated(call, "KE", 99)
    with pytest.raises(TransitionError, match="1 eligible nominations have no merit"):
        request_selection(by="system", call_id=call.public_id)


def test_a_killed_run_is_taken_up_again_and_gives_one_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = deliberating_call()
    run = request_selection(by="system", call_id=call.public_id)

    class KilledError(BaseException):
        pass

    def kill(*_: Any) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        compute_run(run.public_id, kill)
    run.refresh_from_db()
    assert (run.state_code, run.record) == ("running", None)
    # The process is this one, and alive: nobody else takes the run.
    assert compute_run(run.public_id).state_code == "running"
    monkeypatch.setattr(selection_runs, "is_alive", lambda claim: False)
    done = compute_run(run.public_id)
    assert done.state_code == "finished"
    again = compute_run(run.public_id)
    assert again.finished_at == done.finished_at
    finished = AuditEvent.objects.filter(object_id=run.public_id, verb="finish")
    assert finished.count() == 1


def test_who_lost_the_claim_writes_nothing() -> None:
    call = deliberating_call()
    run = request_selection(by="system", call_id=call.public_id)

    def steal(*_: Any) -> None:
        SelectionRun.objects.filter(pk=run.pk).update(claim="elsewhere:1:ab")

    after = compute_run(run.public_id, steal)
    assert (after.state_code, after.record) == ("running", None)
    assert set(call.nominations.values_list("state_code", flat=True)) == {"assessed"}
    long_ago = datetime.now(UTC) - 2 * selection_runs.STALE
    SelectionRun.objects.filter(pk=run.pk).update(claimed_at=long_ago)
    assert compute_run(run.public_id).state_code == "finished"
    assert timedelta(0) < selection_runs.STALE


def test_rules_in_conflict_select_nobody_and_are_named() -> None:
    call = deliberating_call({"countries": {"KE": {"minimum": 2, "maximum": 2, "reserved": 0},
                                            "VN": {"minimum": 3, "maximum": 3, "reserved": 0}},
                              "seats": 4})  # fmt: skip
    run = selected(call)
    assert run.state_code == "finished"
    assert run.outcome is not None
    codes = {(one["code"], one["subject"]) for one in run.outcome["conflict"]}
    assert ("country_minimum", "VN") in codes
    with pytest.raises(TransitionError, match="rules conflict"):
        decide_by_run(by="system", run_id=run.public_id)
    assert run.record is not None
    assert replay(run.record.encode()).is_same


def test_inputs_that_make_no_sense_fail_with_the_reason() -> None:
    run = selected(deliberating_call({"budget": 10}))
    assert run.state_code == "failed"
    assert run.problem is not None
    assert "unknown is not zero" in run.problem


def test_a_question_moves_people_and_nothing_else() -> None:
    call = deliberating_call()
    base = selected(call)
    with pytest.raises(InputError, match="Nothing is changed"):
        ask_what_if(by="system", call_id=call.public_id, changes={"seats": 4})
    asked = ask_what_if(by="system", call_id=call.public_id, changes={"seats": 5})
    done = compute_run(asked.public_id)
    assert done.is_what_if
    assert done.outcome is not None
    assert len(done.outcome["enters"]) == 1
    assert done.outcome["leaves"] == []
    assert latest_run(call) == base
    assert done.policy["version"] == "1 changed"


def test_putting_somebody_in_keeps_what_it_costs_and_solves_again() -> None:
    call = deliberating_call()
    run = selected(call)
    assert run.outcome is not None
    out = call.nominations.exclude(public_id__in=run.outcome["selected"]).filter(rank=1)[0]
    with pytest.raises(TransitionError, match="no justification"):
        put_nomination(
            by="system", nomination_id=out.public_id, is_in=True, justification=" ", seen_run=1
        )
    put_nomination(
        by="system", nomination_id=out.public_id, is_in=True,
        justification="agreed with the ministry", seen_run=1,
    )  # fmt: skip
    second = compute_run(SelectionRun.objects.get(number=2).public_id)
    assert second.outcome is not None
    assert out.public_id in second.outcome["selected"]
    (entry,) = second.overrides
    assert entry["cost"]["code"] == "merit"
    merit = next(one for one in entry["cost"]["losses"] if one["code"] == "merit")
    assert merit["with_candidate"] > merit["selected"]
    assert latest_run(call) == second
    with pytest.raises(TransitionError, match="run 2"):
        take_back(by="system", nomination_id=out.public_id, seen_run=1)
    take_back(by="system", nomination_id=out.public_id, seen_run=2)
    third = compute_run(SelectionRun.objects.get(number=3).public_id)
    assert third.outcome is not None
    assert third.overrides == []
    assert third.outcome["selected"] == run.outcome["selected"]
    payload = AuditEvent.objects.get(object_id=second.public_id, verb="create").payload
    assert "ministry" not in payload


def test_decisions_follow_the_run_and_the_seed_is_revealed_after() -> None:
    call = deliberating_call()
    run = selected(call)
    assert decide_by_run(by="system", run_id=run.public_id) == 10
    states = list(call.nominations.values_list("state_code", flat=True))
    assert (states.count("selected"), states.count("reserve")) == (4, 2)
    assert SelectionDecision.objects.filter(is_override=True).count() == 0
    reasons = set(call.nominations.values_list("reason_code", flat=True))
    assert reasons <= {"selected", "places_taken", "country_places_taken", "order_of_nomination"}
    assert step_call(by="system", call_id=call.public_id, verb="decide").state_code == "decided"
    verify_chain()


def test_a_decision_against_the_run_is_justified_and_tells_countries_nothing() -> None:
    call = deliberating_call()
    run = selected(call)
    assert run.outcome is not None
    best = Nomination.objects.get(public_id=run.outcome["selected"][0])
    with pytest.raises(TransitionError, match="no justification"):
        decide_nomination(by="system", nomination_id=best.public_id, outcome_code="not_selected")
    decision = decide_nomination(
        by="system", nomination_id=best.public_id, outcome_code="not_selected",
        justification="a vigilance matter", seen_revision=best.revision,
    )  # fmt: skip
    assert (decision.is_override, decision.reason_code) == (True, "institute_decision")
    best.refresh_from_db()
    assert (best.state_code, best.reason_code) == ("not_selected", "institute_decision")
    events = AuditEvent.objects.filter(object_id=best.public_id)
    assert all("vigilance" not in event.payload for event in events)


def test_of_two_officers_the_second_sees_what_changed() -> None:
    call = deliberating_call()
    run = selected(call)
    assert run.outcome is not None
    one = Nomination.objects.get(public_id=run.outcome["selected"][0])
    decide_nomination(
        by="system", nomination_id=one.public_id, outcome_code="selected",
        seen_revision=one.revision,
    )  # fmt: skip
    with pytest.raises(TransitionError, match="state selected"):
        decide_nomination(
            by="system", nomination_id=one.public_id, outcome_code="selected",
            seen_revision=one.revision,
        )  # fmt: skip
    reserve = Nomination.objects.get(public_id=run.outcome["reserve"][0])
    decide_nomination(by="system", nomination_id=reserve.public_id, outcome_code="reserve")
    with pytest.raises(TransitionError, match="Somebody changed this record"):
        decide_nomination(
            by="system", nomination_id=reserve.public_id, outcome_code="selected",
            justification="a seat came free", seen_revision=reserve.revision,
        )  # fmt: skip


def test_an_explanation_names_the_stage_and_the_reason_that_is_told() -> None:
    call = deliberating_call()
    run = selected(call)
    assert run.outcome is not None
    for one in call.nominations.exclude(public_id__in=run.outcome["selected"]):
        found = explanation_of(run, one.public_id)
        assert found is not None
        assert found.public_code == run.outcome["reasons"][one.public_id]
    assert explanation_of(run, "nobody") is None

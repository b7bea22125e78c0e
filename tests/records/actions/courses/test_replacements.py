"""Free places are filled by solving again with the holders in; the record replays."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from records.offer_samples import AFTER, BEFORE, decided_call, offered
from records.selection_samples import member
from tomoni.catalogue.errors import (
    InputError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.catalogue.selection_words import REASONS
from tomoni.planning.selection_record import read_record, replay
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.offers import lapse_offers
from tomoni.records.actions.courses.participants import step_participation
from tomoni.records.actions.courses.replacements import (
    free_places,
    kept_by,
    move_up_by_decision,
    moving_up,
    request_replacements,
    take_up_replacements,
)
from tomoni.records.actions.courses.selection_runs import compute_run
from tomoni.records.models import Call, Participation, SelectionDecision, SelectionRun
from tomoni.records.queries.courses.runs import latest_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "selection.key"
    monkeypatch.setattr("tomoni.records.signing.key_path", lambda: path)


def declined(one: Participation) -> None:
    step_participation(by="system", participation_id=one.public_id, verb="decline", now=BEFORE)


def replaced(call: Call, **more: bool) -> SelectionRun:
    run = request_replacements(by="system", call_id=call.public_id, **more)
    return compute_run(run.public_id)


def test_a_declined_seat_goes_to_the_reserve_with_the_others_kept() -> None:
    call = decided_call()
    made = offered(call)
    declined(made[0])
    board = latest_run(call)
    done = replaced(call)
    assert (done.state_code, done.is_replacement) == ("finished", True)
    kept = {one.nomination.public_id for one in made[1:] if one.nomination}
    assert set(kept_by(done)) == kept
    (mover,) = moving_up(done)
    assert done.outcome is not None
    assert set(done.outcome["selected"]) == kept | {mover}
    assert call.nominations.get(public_id=mover).state_code == "reserve"
    # It is no run of the board: nobody's reason or standing changes by it.
    assert latest_run(call) == board
    assert made[0].nomination is not None
    assert made[0].nomination.public_id not in done.outcome["selected"]

    (offer,) = take_up_replacements(by="system", run_id=done.public_id, now=BEFORE)
    assert offer.nomination is not None
    assert offer.nomination.public_id == mover
    assert call.nominations.get(public_id=mover).state_code == "selected"
    decision = SelectionDecision.objects.get(nomination__public_id=mover, run=done)
    assert (decision.outcome_code, decision.is_override) == ("selected", False)
    assert free_places(call) == 0
    with pytest.raises(TransitionError, match="places were given up or taken"):
        take_up_replacements(by="system", run_id=done.public_id, now=BEFORE)
    assert Participation.objects.filter(nomination__public_id=mover).count() == 1
    verify_chain()


def test_the_record_of_a_replacement_is_signed_and_computed_again() -> None:
    call = decided_call()
    declined(offered(call)[0])
    done = replaced(call)
    assert done.record is not None
    content = done.record.encode()
    assert replay(content).is_same
    inputs = read_record(content)["inputs"]
    assert sorted(inputs["fixed"]) == kept_by(done)
    assert json.loads(done.record)["policy_version"] == "1"


def test_lapsed_offers_free_their_places_and_those_not_selected_wait() -> None:
    call = decided_call()
    offered(call)
    lapse_offers(AFTER)
    done = replaced(call)
    reserve = set(call.nominations.filter(state_code="reserve").values_list("public_id", flat=True))
    # Two stand in reserve for four places: those who were not selected are not asked by themselves.
    assert set(moving_up(done)) == reserve
    assert len(reserve) == 2
    wider = replaced(call, beyond_reserve=True)
    assert len(moving_up(wider)) > len(reserve)


def test_nothing_is_asked_for_without_a_free_place_or_before_offers_are_sent() -> None:
    call = decided_call()
    given = {"by": "system", "call_id": call.public_id}
    with pytest.raises(TransitionError, match="4 of those selected have not been sent"):
        request_replacements(**given)
    made = offered(call)
    with pytest.raises(TransitionError, match="No place is free"):
        request_replacements(**given)
    declined(made[0])
    request_replacements(**given)
    with pytest.raises(TransitionError, match="is being computed"):
        request_replacements(**given)
    somebody = member("focal", call.course.public_id, "focal_point", country_code="KE")
    with pytest.raises(NotPermittedError):
        request_replacements(**given | {"by": somebody})


def test_a_run_is_not_taken_up_when_another_seat_was_given_up_meanwhile() -> None:
    call = decided_call()
    made = offered(call)
    declined(made[0])
    done = replaced(call)
    declined(made[1])
    with pytest.raises(TransitionError, match="given up or taken"):
        take_up_replacements(by="system", run_id=done.public_id, now=BEFORE)
    again = replaced(call)
    with pytest.raises(TransitionError, match="latest"):
        take_up_replacements(by="system", run_id=done.public_id, now=BEFORE)
    with pytest.raises(InputError, match="over before"):
        take_up_replacements(by="system", run_id=again.public_id, now=AFTER)
    until = AFTER + timedelta(days=7)
    found = take_up_replacements(by="system", run_id=again.public_id, now=AFTER, expires_at=until)
    assert {one.offer_expires_at for one in found} == {until}


def test_an_officer_moves_somebody_up_with_a_justification() -> None:
    call = decided_call()
    made = offered(call)
    waiting = call.nominations.filter(state_code="not_selected").order_by("number").first()
    assert waiting is not None
    given = {"by": "system", "nomination_id": waiting.public_id, "now": BEFORE}
    with pytest.raises(RefusedError, match="All 4 seats"):
        move_up_by_decision(justification="A request of the host", **given)
    assert call.nominations.get(pk=waiting.pk).state_code == "not_selected"
    declined(made[0])
    with pytest.raises(InputError, match="justification"):
        move_up_by_decision(justification=" ", **given)
    one = move_up_by_decision(justification="A request of the host", **given)
    assert one.nomination_id == waiting.pk
    decision = SelectionDecision.objects.filter(nomination=waiting).latest("pk")
    assert (decision.is_override, decision.justification) == (True, "A request of the host")


def test_whoever_is_passed_over_has_a_reason_for_the_institute_alone() -> None:
    call = decided_call()
    board = latest_run(call)
    offered(call)
    lapse_offers(AFTER)
    done = replaced(call, beyond_reserve=True)
    assert done.outcome is not None
    assert board is not None
    assert board.outcome is not None
    # The policy prefers others to the second in reserve, once those not selected may be asked too.
    first, second = board.outcome["reserve"]
    assert first in moving_up(done)
    assert set(done.outcome["passed_over"]) == {second}
    assert done.outcome["passed_over"][second] in REASONS
    assert done.outcome["reasons"] == {}

"""Offers: sent once, answered in time, lapsed by the clock, told to whom they concern."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from records.course_samples import make_course, make_participation, make_person
from records.offer_samples import (
    AFTER,
    BEFORE,
    decided_call,
    focal_point,
    mandates,
    nominee_of,
    offered,
)
from records.samples import make_edition
from records.selection_samples import deliberating_call, member
from tomoni.catalogue.errors import (
    InputError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import offers
from tomoni.records.actions.courses.by_hand import HandValues, add_participant
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.nominations import step_nomination
from tomoni.records.actions.courses.offers import change_expiry, lapse_offers, send_offers
from tomoni.records.actions.courses.participants import step_participation, step_participations
from tomoni.records.actions.courses.persons import PersonValues
from tomoni.records.models import (
    AccountInvitation,
    AuditEvent,
    CourseEdition,
    Nomination,
    Notice,
    Participation,
    Person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "selection.key"
    monkeypatch.setattr("tomoni.records.signing.key_path", lambda: path)


def told(code: str) -> list[str]:
    rows = Notice.objects.filter(template_code=code).order_by("pk")
    return sorted(rows.values_list("user__username", flat=True))


def test_everybody_selected_is_offered_a_seat_once_until_the_day_of_the_call() -> None:
    call = decided_call()
    chosen = set(call.nominations.filter(state_code="selected").values_list("pk", flat=True))
    made = offered(call)
    assert {one.nomination_id for one in made} == chosen
    assert len(chosen) == 4
    # The day by which seats are confirmed ends at midnight on the clocks of the course: Tokyo.
    assert {one.offer_expires_at for one in made} == {datetime(2024, 4, 1, 15, tzinfo=UTC)}
    assert offered(call) == []
    assert Participation.objects.filter(edition=call.course.edition).count() == 4
    verify_chain()


def test_an_offer_is_told_to_the_nominee_and_the_country_and_names_nobody() -> None:
    call = decided_call()
    first = call.nominations.filter(state_code="selected").order_by("number").first()
    assert first is not None
    person = first.person
    person.user = member("nominee", call.course.public_id, "nominee", country_code="KE")
    person.save()
    focal_point(call, first.country_code)
    focal_point(call, "FR")
    offered(call)
    assert told("offer_made") == [f"focal-{first.country_code}", "nominee"]
    texts = str(list(Notice.objects.values_list("parameters", flat=True)))
    assert (person.family_name or "") not in texts
    assert "2024-04-02 00:00 Asia/Tokyo" in texts


def test_offers_wait_for_the_decision_and_for_an_expiry_that_is_to_come() -> None:
    early = deliberating_call()
    with pytest.raises(TransitionError, match="nobody is offered a seat yet"):
        offered(early)
    call = decided_call()
    with pytest.raises(InputError, match="over before they are sent"):
        offered(call, now=AFTER)
    until = AFTER + timedelta(days=3)
    assert {one.offer_expires_at for one in offered(call, now=AFTER, expires_at=until)} == {until}


def test_offers_never_outnumber_the_seats() -> None:
    call = decided_call()
    CourseEdition.objects.filter(pk=call.course_id).update(seats=3)
    with pytest.raises(RefusedError, match="All 3 seats"):
        offered(call)
    assert not Participation.objects.filter(edition=call.course.edition).exists()
    assert not Notice.objects.filter(template_code="offer_made").exists()


@pytest.mark.parametrize("role", ["logistics", "focal_point", "nominee", "auditor"])
def test_only_officers_send_offers(role: str) -> None:
    call = decided_call()
    somebody = member("somebody", call.course.public_id, role, country_code="KE")
    with pytest.raises(NotPermittedError):
        offered(call, by=somebody)


def test_a_nominee_accepts_and_becomes_a_participant_of_that_course_alone() -> None:
    call = decided_call()
    one = offered(call)[0]
    officer = member("officer", call.course.public_id, "programme_officer")
    user = nominee_of(one)
    held = step_participation(by=user, participation_id=one.public_id, verb="accept", now=BEFORE)
    assert (held.state_code, held.answered_at) == ("accepted", BEFORE)
    assert mandates(user) == [
        ("nominee", call.course.public_id), ("participant", call.course.public_id)
    ]  # fmt: skip
    assert told("offer_accepted") == [officer.username]
    again = {"by": user, "participation_id": one.public_id, "verb": "accept", "now": BEFORE}
    with pytest.raises(TransitionError):
        step_participation(**again)
    assert told("offer_accepted") == [officer.username]
    verify_chain()


def test_without_an_account_the_seat_invites_to_one() -> None:
    call = decided_call()
    Person.objects.update(email="nominee@example.org")
    one = offered(call)[0]
    focal = focal_point(call, one.country_code)
    step_participation(by=focal, participation_id=one.public_id, verb="accept", now=BEFORE)
    roles = AccountInvitation.objects.filter(person=one.person).order_by("pk")
    assert list(roles.values_list("role_code", flat=True)) == ["nominee", "participant"]


def test_an_expired_offer_is_refused_in_clear_words_and_nothing_changes() -> None:
    call = decided_call()
    one = offered(call)[0]
    user = nominee_of(one)
    before = AuditEvent.objects.count()
    with pytest.raises(TransitionError, match="expired on 2024-04-02 00:00 Asia/Tokyo"):
        step_participation(by=user, participation_id=one.public_id, verb="accept", now=AFTER)
    one.refresh_from_db()
    assert (one.state_code, one.answered_at, one.revision) == ("offered", None, 1)
    assert AuditEvent.objects.count() == before
    assert mandates(user) == [("nominee", call.course.public_id)]
    # The institute lets it run on: the answer then counts.
    until = AFTER + timedelta(days=1)
    change_expiry(by="system", participation_id=one.public_id, expires_at=until, now=AFTER)
    held = step_participation(by=user, participation_id=one.public_id, verb="accept", now=AFTER)
    assert held.state_code == "accepted"


def test_a_seat_in_a_cancelled_edition_is_declined_but_not_accepted() -> None:
    call = decided_call()
    one = offered(call)[0]
    CourseEdition.objects.filter(pk=call.course_id).update(state_code="cancelled")
    answer = {"by": nominee_of(one), "participation_id": one.public_id, "now": BEFORE}
    with pytest.raises(TransitionError, match="cannot be accepted"):
        step_participation(**answer, verb="accept")
    assert step_participation(**answer, verb="decline").state_code == "declined"


def test_another_country_and_another_nominee_answer_nothing() -> None:
    call = decided_call()
    mine, other = offered(call)[:2]
    for somebody in (focal_point(call, other.country_code), nominee_of(other)):
        with pytest.raises(NotPermittedError):
            step_participation(
                by=somebody, participation_id=mine.public_id, verb="decline", now=BEFORE
            )
    mine.refresh_from_db()
    assert mine.state_code == "offered"


def test_the_clock_lets_lapse_what_is_over_and_nothing_else() -> None:
    call = decided_call()
    answered, *others = offered(call)
    step_participation(by="system", participation_id=answered.public_id, verb="accept", now=BEFORE)
    later = others[0]
    change_expiry(
        by="system", participation_id=later.public_id, expires_at=AFTER + timedelta(days=1),
        now=BEFORE,
    )  # fmt: skip
    assert lapse_offers(BEFORE) == []
    assert len(lapse_offers(AFTER)) == 2
    assert lapse_offers(AFTER) == []
    states = Participation.objects.filter(edition=call.course.edition)
    assert Counter(states.values_list("state_code", flat=True)) == {
        "accepted": 1, "offered": 1, "lapsed": 2,
    }  # fmt: skip
    lapsed = states.filter(state_code="lapsed").first()
    assert lapsed is not None
    with pytest.raises(TransitionError, match="accept"):
        step_participation(
            by="system", participation_id=lapsed.public_id, verb="accept", now=BEFORE
        )


def test_a_failure_while_sending_leaves_no_offer_and_no_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = decided_call()
    focal_point(call, "KE")

    def broken(*given: Any, **more: Any) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(offers, "record_events", broken)
    with pytest.raises(OSError, match="full"):
        offered(call)
    assert not Participation.objects.filter(edition=call.course.edition).exists()
    assert not Notice.objects.filter(template_code="offer_made").exists()


def test_one_nomination_has_one_seat_whatever_is_written() -> None:
    call = decided_call()
    one = offered(call)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_participation(edition=call.course.edition, person=one.person)


def test_two_officers_the_second_sees_what_changed() -> None:
    call = decided_call()
    one = offered(call)[0]
    until = BEFORE + timedelta(days=2)
    given = {"participation_id": one.public_id, "expires_at": until, "seen_revision": 1}
    change_expiry(by="system", now=BEFORE, **given)
    with pytest.raises(TransitionError, match="offer expires at"):
        change_expiry(by="system", now=BEFORE, **given)


def test_whom_the_country_withdraws_gives_up_the_seat() -> None:
    call = decided_call()
    on_offer, accepted = offered(call)[:2]
    step_participation(by="system", participation_id=accepted.public_id, verb="accept", now=BEFORE)
    for one in (on_offer, accepted):
        assert one.nomination is not None
        step_nomination(
            by=focal_point(call, one.country_code), nomination_id=one.nomination.public_id,
            verb="withdraw", reason="Transferred",
        )  # fmt: skip
        one.refresh_from_db()
    assert (on_offer.state_code, accepted.state_code) == ("declined", "withdrawn")
    assert accepted.state_reason == "Transferred"


def test_who_leaves_loses_the_mandate() -> None:
    call = decided_call()
    one = offered(call)[0]
    user = nominee_of(one)
    step_participation(by=user, participation_id=one.public_id, verb="accept", now=BEFORE)
    with pytest.raises(TransitionError):
        step_participation(by=user, participation_id=one.public_id, verb="withdraw")
    step_participation(
        by=user, participation_id=one.public_id, verb="withdraw", reason="A trial at home"
    )
    assert mandates(user) == [("nominee", call.course.public_id)]


def test_a_carried_over_seat_is_offered_with_an_expiry_of_its_own() -> None:
    course = make_course(admission_code="by_invitation", seats=2)
    person = make_person(email="p@example.org")
    waiting = make_participation(edition=course.edition, person=person, country_code="KE")
    until = BEFORE + timedelta(days=9)
    sent = send_offers(by="system", course_id=course.public_id, expires_at=until, now=BEFORE)
    assert [one.pk for one in sent] == [waiting.pk]
    waiting.refresh_from_db()
    assert waiting.offer_expires_at == until
    assert send_offers(by="system", course_id=course.public_id, expires_at=until, now=BEFORE) == []
    # Nobody has an account: an invitation leads to the offer.
    assert AccountInvitation.objects.get().address == "p@example.org"


def test_nothing_lapses_in_an_edition_that_is_put_off() -> None:
    call = decided_call()
    offered(call)
    CourseEdition.objects.filter(pk=call.course_id).update(state_code="postponed")
    assert lapse_offers(AFTER) == []
    CourseEdition.objects.filter(pk=call.course_id).update(state_code="confirmed")
    assert len(lapse_offers(AFTER)) == 4


def test_who_is_carried_over_keeps_the_seat_and_gets_a_mandate_there() -> None:
    call = decided_call()
    accepted, on_offer = offered(call)[:2]
    user = nominee_of(accepted)
    step_participation(by=user, participation_id=accepted.public_id, verb="accept", now=BEFORE)
    series = call.course.edition.series
    later = make_course(edition=make_edition(series=series), seats=24)
    step_course(
        by="system", course_id=call.course.public_id, verb="carry_over", reason="An epidemic",
        successor_id=later.public_id,
    )  # fmt: skip
    assert ("participant", later.public_id) in mandates(user)
    on_offer.refresh_from_db()
    assert (on_offer.edition, on_offer.offer_expires_at) == (later.edition, None)
    until = AFTER + timedelta(days=30)
    sent = send_offers(by="system", course_id=later.public_id, expires_at=until, now=AFTER)
    assert on_offer.pk in {one.pk for one in sent}
    assert accepted.pk not in {one.pk for one in sent}


def by_hand(name: str, role: str, **more: Any) -> HandValues:
    person = PersonValues(country_code="JP", family_name=name, email=f"{name}@example.org")
    return HandValues(person=person, role_code=role, **more)


def test_host_nationals_and_observers_have_seats_of_their_own() -> None:
    call = decided_call()
    course = call.course
    CourseEdition.objects.filter(pk=course.pk).update(host_seats=1)
    offered(call)
    given = {"by": "system", "course_id": course.public_id, "now": BEFORE}
    one = add_participant(values=by_hand("Sato", "host_national"), **given)
    assert (one.state_code, one.offer_expires_at, one.role_code) == (
        "accepted", None, "host_national",
    )  # fmt: skip
    with pytest.raises(RefusedError, match="All 1 seats of the kind host national"):
        add_participant(values=by_hand("Suzuki", "host_national"), **given)
    with pytest.raises(RefusedError, match="All 0 seats of the kind observer"):
        add_participant(values=by_hand("Suzuki", "observer"), **given)
    with pytest.raises(RefusedError, match="selected from its call"):
        add_participant(values=by_hand("Suzuki", "participant"), **given)
    CourseEdition.objects.filter(pk=course.pk).update(host_seats=2)
    with pytest.raises(RefusedError, match="in the edition already"):
        add_participant(values=by_hand("Sato", "host_national"), **given)
    assert not Person.objects.filter(family_name="Suzuki").exists()
    verify_chain()


def test_who_is_entered_by_hand_may_be_asked_first() -> None:
    course = make_course(admission_code="by_invitation", seats=2)
    until = BEFORE + timedelta(days=9)
    values = by_hand("Lee", "participant", expires_at=until)
    one = add_participant(by="system", course_id=course.public_id, values=values, now=BEFORE)
    assert (one.state_code, one.offer_expires_at) == ("offered", until)
    assert AccountInvitation.objects.get().role_code == "nominee"


def test_many_take_a_step_each_alone() -> None:
    call = decided_call()
    CourseEdition.objects.filter(pk=call.course_id).update(modality_code="online")
    made = offered(call)
    ids = [one.public_id for one in made]
    for one in ids[:3]:
        step_participation(by="system", participation_id=one, verb="accept", now=BEFORE)
    given = {"by": "system", "course_id": call.course.public_id, "participation_ids": ids}
    found = step_participations(verb="clear", seen={ids[0]: 1}, **given)
    # The first was seen as it was before it was accepted; the last has not answered.
    assert set(found.done) == set(ids[1:3])
    assert {key for key, _ in found.refused} == {ids[0], ids[3]}
    assert len(step_participations(verb="record_arrival", **given).done) == 2
    with pytest.raises(InputError, match="no step of many"):
        step_participations(verb="accept", **given)
    with pytest.raises(NotPermittedError):
        somebody = member("nobody", call.course.public_id, "lecturer")
        step_participations(verb="clear", **given | {"by": somebody})
    assert Nomination.objects.filter(call=call, state_code="selected").count() == 4

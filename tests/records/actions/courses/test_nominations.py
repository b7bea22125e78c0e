"""Nominations by a country: its own only, ranked, forwarded before the deadline, nothing lost."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from records.actions.courses.test_calls import CLOSES, OPENS, published
from records.course_samples import make_nomination, make_participation, make_person
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import (
    InputError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import dossiers
from tomoni.records.actions.courses.calls import advance_calls
from tomoni.records.actions.courses.dossiers import (
    GivenFile,
    add_document,
    missing_in,
    read_document,
    remove_document,
    save_answers,
)
from tomoni.records.actions.courses.nominations import (
    NomineeValues,
    change_nomination,
    enter_nomination,
    step_nomination,
)
from tomoni.records.actions.courses.ranking import (
    forward_endorsed,
    move_nomination,
    rank_nominations,
    ranked,
)
from tomoni.records.actions.courses.screening import (
    check_received,
    decide_rule,
    find_nominee,
    receive_forwarded,
    run_checks,
)
from tomoni.records.models import AuditEvent, Call, Nomination, Notice, Person, User

pytestmark = pytest.mark.django_db
IN_TIME = OPENS + timedelta(days=5)
LATE = CLOSES + timedelta(seconds=1)
WHOLE = {
    "current_duties": "Prosecutes corruption.",
    "experience_years": "7",
    "degree": "master",
    "language_level": "C1",
    "country_problem": "Assets abroad.",
    "use_of_results": "Train others.",
    "medical_clearance": "yes",
}
PDF = b"%PDF-1.7 synthetic %%EOF"


def open_call() -> Call:
    call = published()
    advance_calls(OPENS)
    call.refresh_from_db()
    return call


def focal_point(country: str = "KE") -> User:
    user = make_user(email=f"{country.lower()}@example.org")
    make_mandate(user=user, role_code="focal_point", country_code=country)
    return user


def enter(call: Call, by: User | str = "system", **values: Any) -> Nomination:
    country = values.pop("country_code", "KE")
    given = {"family_name": "Otieno", "given_name": "Achieng", "profession_code": "prosecutor"}
    return enter_nomination(
        by=by, call_id=call.public_id, country_code=country, values=NomineeValues(**given | values)
    )


def filled(nomination: Nomination) -> Nomination:
    save_answers(by="system", nomination_id=nomination.public_id, answers=WHOLE)
    for kind in ("nomination_form", "curriculum_vitae"):
        file = GivenFile(f"{kind}.pdf", "application/pdf", PDF + kind.encode())
        add_document(by="system", nomination_id=nomination.public_id, kind_code=kind, file=file)
    nomination.refresh_from_db()
    return nomination


def step(nomination: Nomination, verb: str, now: datetime = IN_TIME, **more: Any) -> Nomination:
    given = {"by": "system", "now": now} | more
    return step_nomination(nomination_id=nomination.public_id, verb=verb, **given)


def forwarded(call: Call, **values: Any) -> Nomination:
    nomination = filled(enter(call, **values))
    for verb in ("submit", "endorse", "forward"):
        nomination = step(nomination, verb)
    return nomination


def test_a_country_enters_its_own_nominees_and_no_others() -> None:
    call, kenya = open_call(), focal_point()
    nomination = enter(call, by=kenya)
    assert (nomination.number, nomination.rank, nomination.state_code) == (1, 1, "draft")
    with pytest.raises(NotPermittedError):
        enter(call, by=kenya, country_code="VN")
    with pytest.raises(NotPermittedError):
        step(nomination, "submit", by=focal_point("VN"))
    with pytest.raises(RefusedError, match="no seats"):
        enter(call, country_code="FR")


def test_no_name_reaches_the_audit_or_a_message() -> None:
    nomination = forwarded(open_call(), by=focal_point(), family_name="Planted-Canary")
    step(nomination, "receive")
    step(nomination, "return_incomplete", reason="Planted-Canary lacks a letter")
    assert not [one for one in AuditEvent.objects.all() if "Planted" in one.payload]
    assert not [one for one in Notice.objects.all() if "Planted" in json.dumps(one.parameters)]
    assert Notice.objects.filter(template_code="dossier_incomplete").count() == 1
    verify_chain()


def test_the_same_person_is_nominated_once() -> None:
    call = open_call()
    enter(call, email="a@example.org")
    with pytest.raises(RefusedError, match="nominated to this call already"):
        enter(call, email="A@example.org")
    enter(call, family_name="Otienno", email="a@example.org")
    assert Person.objects.count() == 2


def test_a_call_that_has_not_opened_takes_no_nominees() -> None:
    with pytest.raises(RefusedError, match="opens on 2026-01-10 09:00 Asia/Tokyo"):
        enter(published())


def test_names_of_somebody_who_came_before_are_not_the_countrys_to_change() -> None:
    call, kenya = open_call(), focal_point()
    nomination = enter(call, by=kenya)
    values = NomineeValues(family_name="Odhiambo", organisation="Court")
    changed = change_nomination(
        by=kenya, nomination_id=nomination.public_id, values=values, seen_revision=1
    )
    assert (changed.person.family_name, changed.organisation) == ("Odhiambo", "Court")
    with pytest.raises(TransitionError, match="changed this record meanwhile"):
        change_nomination(
            by=kenya, nomination_id=nomination.public_id, values=values, seen_revision=1
        )
    make_participation(person=nomination.person, country_code="KE")
    values = NomineeValues(family_name="Renamed", organisation="Ministry")
    change_nomination(
        by=kenya, nomination_id=nomination.public_id, values=values, seen_revision=None
    )
    nomination.refresh_from_db()
    assert nomination.organisation == "Ministry"
    assert Person.objects.get().family_name == "Odhiambo"


def test_every_save_keeps_what_fits_and_says_what_does_not() -> None:
    nomination = enter(open_call())
    save_answers(by="system", nomination_id=nomination.public_id, answers=WHOLE)
    saved = save_answers(
        by="system", nomination_id=nomination.public_id,
        answers={"experience_years": "many", "diet": "pork", "use_of_results": " "},
    )  # fmt: skip
    assert set(saved.faults) == {"experience_years"}
    kept = Nomination.objects.get().answers
    assert (kept["experience_years"], kept["diet"]) == (7, "pork")
    assert "use_of_results" not in kept and kept["degree"] == "master"


def test_a_dossier_is_complete_before_it_is_submitted() -> None:
    nomination = enter(open_call())
    with pytest.raises(TransitionError, match="lacks: Current duties"):
        step(nomination, "submit")
    filled(nomination)
    assert missing_in(nomination) == ()
    step(nomination, "submit")
    with pytest.raises(TransitionError, match="no longer changes"):
        save_answers(by="system", nomination_id=nomination.public_id, answers={"diet": "x"})
    with pytest.raises(TransitionError):
        file = GivenFile("a.pdf", "application/pdf", PDF)
        add_document(by="system", nomination_id=nomination.public_id, kind_code="degree", file=file)


def test_after_the_deadline_drafts_are_kept_and_nothing_is_forwarded() -> None:
    call, kenya = open_call(), focal_point()
    nomination = filled(enter(call, by=kenya))
    for verb in ("submit", "endorse"):
        step(nomination, verb)
    with pytest.raises(TransitionError, match="took nominations until 2026-02-20 23:59"):
        step(nomination, "forward", LATE, by=kenya)
    with pytest.raises(TransitionError, match="took nominations until"):
        forward_endorsed(by=kenya, call_id=call.public_id, country_code="KE", now=LATE)
    advance_calls(LATE)
    late = enter(call, by=kenya, family_name="Late")
    save_answers(by=kenya, nomination_id=late.public_id, answers={"diet": "none"})
    assert Nomination.objects.get(pk=late.pk).answers == {"diet": "none"}
    assert Nomination.objects.get(pk=nomination.pk).state_code == "endorsed"


def test_ranks_stay_whole_and_unique() -> None:
    call = open_call()
    names = ["A", "B", "C"]
    a, b, c = (enter(call, family_name=name).public_id for name in names)
    order = move_nomination(by="system", nomination_id=c, up=True, now=IN_TIME)
    assert [one.public_id for one in order] == [a, c, b]
    assert [one.rank for one in order] == [1, 2, 3]
    move_nomination(by="system", nomination_id=a, up=True, now=IN_TIME)
    rank_nominations(
        by=focal_point(), call_id=call.public_id, country_code="KE", order=[b, c, a], now=IN_TIME
    )
    assert [one.person.family_name for one in ranked(call, "KE")] == ["B", "C", "A"]
    for wrong in ([a, b], [a, a, b], [a, b, "other"]):
        with pytest.raises(TransitionError, match="each nomination once"):
            rank_nominations(
                by="system", call_id=call.public_id, country_code="KE", order=wrong, now=IN_TIME
            )
    with pytest.raises(TransitionError):
        move_nomination(by="system", nomination_id=a, up=True, now=LATE)


def test_a_withdrawn_nominee_leaves_the_order_and_may_come_again() -> None:
    call = open_call()
    first = enter(call, email="x@example.org")
    step(first, "withdraw", reason="left the service")
    again = enter(call, email="x@example.org")
    assert (again.person_id, again.rank, again.number) == (first.person_id, 1, 2)


def test_files_lie_sealed_under_their_hash_and_reading_is_noted() -> None:
    call, kenya = open_call(), focal_point()
    nomination = enter(call, by=kenya)
    file = GivenFile("C:\\letters\\cv.pdf", "application/pdf", PDF)
    given = {"nomination_id": nomination.public_id, "kind_code": "curriculum_vitae", "file": file}
    document = add_document(by=kenya, **given)
    assert add_document(by=kenya, **given).pk == document.pk
    assert document.file_name == "cv.pdf" and document.size == len(PDF)
    _, content = read_document(by=kenya, document_id=document.public_id)
    assert content == PDF
    assert AuditEvent.objects.filter(verb="read", object_id=document.public_id).count() == 1
    with pytest.raises(NotPermittedError):
        read_document(by=focal_point("VN"), document_id=document.public_id)
    remove_document(by=kenya, document_id=document.public_id)
    document.refresh_from_db()
    assert document.removed_at is not None


def test_a_dossier_takes_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    nomination = enter(open_call())
    monkeypatch.setattr(dossiers, "MOST_FILES", 1)

    def add(content: bytes, kind: str = "degree") -> None:
        file = GivenFile("a.pdf", "application/pdf", content)
        add_document(by="system", nomination_id=nomination.public_id, kind_code=kind, file=file)

    with pytest.raises(InputError):
        add(PDF, "passport")
    add(PDF)
    with pytest.raises(RefusedError, match="1 files"):
        add(PDF + b"2")
    monkeypatch.setattr(dossiers, "MOST_FILES", 9)
    monkeypatch.setattr(dossiers, "LARGEST_DOSSIER", len(PDF) + 1)
    with pytest.raises(RefusedError, match="MB together"):
        add(PDF + b"2")


def test_a_nominee_fills_the_own_dossier_only() -> None:
    call = open_call()
    user = make_user()
    make_mandate(user=user, role_code="nominee", scope_id=call.course.public_id)
    person = make_person(user=user, country_code="KE")
    own = make_nomination(call=call, person=person, country_code="KE", number=90)
    other = enter(call)
    save_answers(by=user, nomination_id=own.public_id, answers={"diet": "none"})
    with pytest.raises(NotPermittedError):
        save_answers(by=user, nomination_id=other.public_id, answers={"diet": "none"})
    with pytest.raises(NotPermittedError):
        step(own, "withdraw", by=user, reason="mine")


def officer() -> User:
    user = make_user()
    make_mandate(user=user, role_code="programme_officer")
    return user


def results(nomination: Nomination) -> dict[str, str]:
    return dict(nomination.checks.values_list("rule_code", "result_code"))


def test_screening_asks_every_rule_and_finds_by_them_alone() -> None:
    call, by = open_call(), officer()
    nomination = forwarded(call)
    with pytest.raises(TransitionError, match="forwarded is not screened"):
        run_checks(by=by, nomination_id=nomination.public_id)
    assert receive_forwarded(by=by, call_id=call.public_id) == 1
    assert receive_forwarded(by=by, call_id=call.public_id) == 0
    with pytest.raises(TransitionError, match="8 eligibility rules are not checked"):
        find_nominee(by=by, nomination_id=nomination.public_id, is_eligible=True)
    assert check_received(by=by, call_id=call.public_id) == 1
    assert set(results(nomination).values()) == {"met"}
    with pytest.raises(TransitionError, match="No required rule is unmet"):
        find_nominee(
            by=by, nomination_id=nomination.public_id, is_eligible=False, reason="I say so"
        )
    found = find_nominee(by=by, nomination_id=nomination.public_id, is_eligible=True)
    assert found.state_code == "eligible"


def test_who_came_to_the_series_before_is_not_eligible() -> None:
    call = open_call()
    nomination = forwarded(call)
    earlier = make_participation(
        person=nomination.person, state_code="alumnus", completed_on=date(2019, 6, 1)
    )
    edition = earlier.edition
    edition.series = call.course.edition.series
    edition.held_stated, edition.held_precision_code = "2019", "calendar_year"
    edition.held_first, edition.held_last = date(2019, 1, 1), date(2019, 12, 31)
    edition.save()
    receive_forwarded(by="system", call_id=call.public_id)
    run_checks(by="system", nomination_id=nomination.public_id)
    check = nomination.checks.get(rule_code="series")
    # Kept are the facts; their words are the reader's.
    assert (check.result_code, check.found, check.evidence) == ("not_met", [2019], None)
    with pytest.raises(TransitionError, match="1 required rules are not met"):
        find_nominee(by="system", nomination_id=nomination.public_id, is_eligible=True)
    found = find_nominee(
        by="system", nomination_id=nomination.public_id, is_eligible=False, reason="series"
    )
    assert found.state_code == "ineligible"


def test_an_officer_decides_what_is_unclear_with_evidence_and_it_stays() -> None:
    call = open_call()
    nomination = forwarded(call, profession_code="other")
    receive_forwarded(by="system", call_id=call.public_id)
    run_checks(by="system", nomination_id=nomination.public_id)
    assert results(nomination)["duties"] == "unclear"
    with pytest.raises(TransitionError, match="1 eligibility rules"):
        find_nominee(by="system", nomination_id=nomination.public_id, is_eligible=True)
    given = {"by": "system", "nomination_id": nomination.public_id, "result_code": "met"}
    with pytest.raises(InputError, match="No evidence"):
        decide_rule(**given, rule_code="duties", evidence=" ")
    with pytest.raises(RefusedError, match="clear by itself"):
        decide_rule(**given, rule_code="experience", evidence="because")
    decide_rule(**given, rule_code="duties", evidence="Letter of the ministry, page 2.")
    run_checks(by="system", nomination_id=nomination.public_id)
    assert results(nomination)["duties"] == "met"
    assert (
        find_nominee(by="system", nomination_id=nomination.public_id, is_eligible=True).state_code
        == "eligible"
    )


def test_an_incomplete_dossier_goes_back_and_is_checked_anew() -> None:
    call, kenya = open_call(), focal_point()
    nomination = forwarded(call)
    receive_forwarded(by="system", call_id=call.public_id)
    run_checks(by="system", nomination_id=nomination.public_id)
    with pytest.raises(TransitionError, match="No reason"):
        step(nomination, "return_incomplete")
    step(nomination, "return_incomplete", reason="The letter is not signed.")
    save_answers(by=kenya, nomination_id=nomination.public_id, answers={"diet": "none"})
    back = step(nomination, "complete", LATE, by=kenya)
    assert back.state_code == "received" and not back.checks.exists()


def test_checking_many_asks_the_database_no_more_often(
    django_assert_max_num_queries: Any,
) -> None:
    call = open_call()
    for number in range(30):
        make_nomination(call=call, country_code="KE", number=number + 1, state_code="received")
    with django_assert_max_num_queries(25):
        assert check_received(by="system", call_id=call.public_id) == 30
    assert Nomination.objects.filter(checks__isnull=False).distinct().count() == 30
    assert datetime.now(UTC) > CLOSES

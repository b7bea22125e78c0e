"""The committee: who stands aside, scores kept as typed, locked, opened again, taken as merit."""

from __future__ import annotations

import pytest

from records.samples import make_user
from records.selection_samples import member, nominated, reviewer, scored, scoring_call
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, TransitionError
from tomoni.records.actions.courses.reviewers import (
    assign_reviewer,
    recuse,
    release_reviewer,
    reopen_scores,
)
from tomoni.records.actions.courses.reviews import assess_nominations, lock_scores, save_scores
from tomoni.records.models import Assessment, AuditEvent, Mandate, Recusal
from tomoni.records.queries.courses.committee import others_scores, queue_of, scoring_of

pytestmark = pytest.mark.django_db


def test_who_is_assigned_gets_the_mandate_and_stands_aside_from_country_and_agency() -> None:
    call = scoring_call()
    nominated(call, "KE", 1, organisation="Ministry of Justice")
    nominated(call, "VN", 2, organisation="The Court of Fiji")
    nominated(call, "TH", 3)
    user = make_user("member")
    found = assign_reviewer(
        by="system", call_id=call.public_id, user_id=user.public_id, country_code="KE",
        organisation="the court of fiji",
    )  # fmt: skip
    assert Mandate.objects.get(user=user).scope_id == call.course.public_id
    codes = dict(Recusal.objects.values_list("nomination__number", "reason_code"))
    assert codes == {1: "same_nationality", 2: "same_agency"}
    rows = queue_of(found, scoring_of(call))
    assert [(one.number, one.recusal) for one in rows] == [
        (1, "same_nationality"), (2, "same_agency"), (3, None),
    ]  # fmt: skip
    with pytest.raises(TransitionError, match="in the committee already"):
        assign_reviewer(by="system", call_id=call.public_id, user_id=user.public_id)


def test_a_nomination_that_comes_later_is_covered_too() -> None:
    call = scoring_call()
    one = reviewer(call, member("m", call.course.public_id), country_code="KE")
    nominated(call, "KE", 7)
    assert [row.recusal for row in queue_of(one, scoring_of(call))] == ["same_nationality"]
    with pytest.raises(NotPermittedError, match="same nationality"):
        save_scores(by=one.user, course_id=call.course.public_id, number=7, typed={})


def test_only_an_officer_assigns_and_only_where_the_country_is_known() -> None:
    call = scoring_call()
    user = make_user("member")
    focal = member("focal", call.course.public_id, "focal_point", country_code="KE")
    with pytest.raises(NotPermittedError):
        assign_reviewer(by=focal, call_id=call.public_id, user_id=user.public_id)
    officer = member("officer", call.course.public_id, "programme_officer")
    with pytest.raises(InputError, match="no place"):
        assign_reviewer(
            by=officer, call_id=call.public_id, user_id=user.public_id, country_code="XX"
        )
    assert assign_reviewer(by=officer, call_id=call.public_id, user_id=user.public_id)


def test_points_are_kept_as_far_as_they_fit_and_the_audit_names_no_points() -> None:
    call = scoring_call()
    nominated(call, "KE", 1)
    one = reviewer(call, member("m", call.course.public_id))
    course_id = call.course.public_id
    saved = save_scores(
        by=one.user, course_id=course_id, number=1, typed={"relevance": "9", "use": "6"}
    )
    assert saved.assessment.scores == {"relevance": 9}
    assert list(saved.faults) == ["use"]
    saved = save_scores(
        by=one.user, course_id=course_id, number=1, typed={"relevance": "x", "use": "4"},
        comment=" clear ",
    )  # fmt: skip
    assert saved.assessment.scores == {"relevance": 9, "use": 4}
    assert saved.assessment.comment == "clear"
    save_scores(by=one.user, course_id=course_id, number=1, typed={"relevance": "", "use": "0"})
    assert Assessment.objects.get().scores == {"use": 0}  # blank is not zero
    said = [event.payload for event in AuditEvent.objects.filter(object_type="assessment")]
    assert said == [
        '{"fields":["relevance"]}', '{"fields":["comment","use"]}',
        '{"fields":["comment","relevance","use"]}',
    ]  # fmt: skip


def test_nobody_scores_for_another_committee_or_a_nomination_that_is_not_eligible() -> None:
    call = scoring_call()
    nominated(call, "KE", 1, state_code="received")
    stranger = member("stranger", call.course.public_id)
    with pytest.raises(NotFoundError):
        save_scores(by=stranger, course_id=call.course.public_id, number=1, typed={})
    one = reviewer(call, member("m", call.course.public_id))
    with pytest.raises(TransitionError, match="not scored"):
        save_scores(by=one.user, course_id=call.course.public_id, number=1, typed={})


def test_others_scores_are_seen_only_after_the_own_are_locked() -> None:
    call = scoring_call()
    course_id = call.course.public_id
    nomination = nominated(call, "KE", 1)
    one = reviewer(call, member("m", course_id))
    other = reviewer(call, member("n", course_id))
    scored(other, nomination, relevance=3, use=3)
    assert others_scores(one, nomination) == []
    with pytest.raises(TransitionError, match="1 nominations are not fully scored"):
        lock_scores(by=one.user, course_id=course_id)
    save_scores(by=one.user, course_id=course_id, number=1, typed={"relevance": "9", "use": "5"})
    one = lock_scores(by=one.user, course_id=course_id)
    assert others_scores(one, nomination) == []  # the other has not locked
    lock_scores(by=other.user, course_id=course_id)
    assert [found.scores["relevance"] for found in others_scores(one, nomination)] == [3]
    with pytest.raises(TransitionError, match="locked"):
        save_scores(by=one.user, course_id=course_id, number=1, typed={})


def test_locked_scores_are_opened_again_for_a_reason_before_deliberation() -> None:
    call = scoring_call()
    one = reviewer(call, member("m", call.course.public_id))
    lock_scores(by=one.user, course_id=call.course.public_id)
    with pytest.raises(TransitionError, match="reason"):
        reopen_scores(by="system", reviewer_id=one.public_id, why=" ")
    with pytest.raises(NotPermittedError):
        reopen_scores(by=one.user, reviewer_id=one.public_id, why="a slip")
    assert reopen_scores(by="system", reviewer_id=one.public_id, why="a slip").locked_at is None
    lock_scores(by=one.user, course_id=call.course.public_id)
    type(call).objects.filter(pk=call.pk).update(state_code="deliberation")
    with pytest.raises(TransitionError, match="Deliberation has begun"):
        reopen_scores(by="system", reviewer_id=one.public_id, why="a slip")


def test_merit_is_normalised_by_reviewer_and_leaves_out_who_stands_aside() -> None:
    call = scoring_call()
    course_id = call.course.public_id
    first, second, third = (nominated(call, code, at) for at, code in enumerate(("KE", "VN", "TH")))
    strict = reviewer(call, member("strict", course_id))
    mild = reviewer(call, member("mild", course_id), country_code="TH")
    for nomination, points in ((first, 1), (second, 3), (third, 2)):
        scored(strict, nomination, relevance=points, use=0)
    for nomination, points in ((first, 8), (second, 10), (third, 0)):
        scored(mild, nomination, relevance=points, use=5)
    with pytest.raises(TransitionError, match="2 reviewers"):
        assess_nominations(by="system", call_id=call.public_id)
    for user in (strict.user, mild.user):
        lock_scores(by=user, course_id=course_id)
    assert assess_nominations(by="system", call_id=call.public_id) == 3
    merit = dict(call.nominations.values_list("country_code", "merit"))
    # strict: mean 2, mean deviation 2/3; mild without TH: mean 9, mean deviation 1.
    assert merit == {"KE": -1250, "VN": 1250, "TH": 0}
    assert set(call.nominations.values_list("state_code", flat=True)) == {"assessed"}
    events = AuditEvent.objects.count()
    assess_nominations(by="system", call_id=call.public_id)
    assert AuditEvent.objects.count() == events  # nothing differs, nothing is written


def test_blank_is_not_zero_and_a_released_member_does_not_count() -> None:
    call = scoring_call()
    course_id = call.course.public_id
    with pytest.raises(TransitionError, match="Nobody is assigned"):
        assess_nominations(by="system", call_id=call.public_id)
    nomination = nominated(call, "KE", 1)
    one = reviewer(call, member("m", course_id))
    away = reviewer(call, member("away", course_id))
    recuse(by=one.user, reviewer_id=one.public_id, number=1, note="a former colleague")
    with pytest.raises(InputError, match="reason"):
        release_reviewer(by="system", reviewer_id=away.public_id, why="")
    release_reviewer(by="system", reviewer_id=away.public_id, why="ill")
    lock_scores(by=one.user, course_id=course_id)
    with pytest.raises(TransitionError, match="Nobody scored 1"):
        assess_nominations(by="system", call_id=call.public_id)
    nomination.refresh_from_db()
    assert nomination.merit is None


def test_a_member_declares_own_conflicts_only() -> None:
    call = scoring_call()
    nominated(call, "KE", 1)
    one = reviewer(call, member("m", call.course.public_id))
    other = reviewer(call, member("n", call.course.public_id))
    with pytest.raises(NotPermittedError):
        recuse(by=one.user, reviewer_id=other.public_id, number=1, note="not mine to say")
    with pytest.raises(InputError):
        recuse(by=one.user, reviewer_id=one.public_id, number=1, note=" ")
    found = recuse(by=one.user, reviewer_id=one.public_id, number=1, note="a cousin")
    assert found.reason_code == "declared_conflict"
    payload = AuditEvent.objects.get(object_type="recusal").payload
    assert "cousin" not in payload

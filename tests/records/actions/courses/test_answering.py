"""Answering: a draft that is kept, one submission, and nothing that leads from answer to person."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.apps import apps

from records.course_samples import make_participation
from records.evaluation_samples import (
    CLOSES,
    DURING,
    REACTION,
    account_of,
    answer,
    closed,
    course_with,
    opened,
    some_right,
)
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.courses.answering import (
    own_answers,
    save_own_draft,
    submit_answers,
)
from tomoni.records.evaluation_keys import pseudonym_of
from tomoni.records.models import AnswerReceipt, AuditEvent, EvaluationResponse, Instrument

pytestmark = pytest.mark.django_db
CANARY = "canary-5f1c"


def test_a_draft_is_kept_answer_by_answer_and_leaves_no_trace() -> None:
    course, (one, _) = course_with(2)
    form = opened(course)
    user = account_of(one)
    before = AuditEvent.objects.count()
    first = save_own_draft(
        by=user, instrument=form, participation=one,
        given={"needs": ["4"], "best": [CANARY]}, now=DURING,
    )  # fmt: skip
    assert first.answers == {"needs": 4, "best": CANARY}
    second = save_own_draft(
        by=user, instrument=form, participation=one,
        given={"needs": ["9"], "content": ["2"], "best": [""]}, now=DURING,
    )  # fmt: skip
    assert second.answers == {"needs": 4, "content": 2}
    assert set(second.faults) == {"needs"}
    assert own_answers(form, one) == {"needs": 4, "content": 2}
    assert AuditEvent.objects.count() == before
    assert not AnswerReceipt.objects.exists()


def test_answers_are_sent_once_whole_and_in_time() -> None:
    course, (one, other) = course_with(2)
    form = opened(course)
    user = account_of(one)
    sent = {"by": user, "instrument": form, "participation": one}
    with pytest.raises(InputError, match="5 questions"):
        submit_answers(**sent, given={"needs": ["4"]}, now=DURING)  # type: ignore[arg-type]
    wrong = submit_answers(**sent, given=REACTION | {"needs": ["9"]}, now=DURING)  # type: ignore[arg-type]
    assert set(wrong.faults) == {"needs"}
    assert not AnswerReceipt.objects.exists()
    answer(form, one, REACTION, by=user)
    assert own_answers(form, one) == {}
    with pytest.raises(TransitionError, match="answered this already"):
        answer(form, one, REACTION, by=user)
    with pytest.raises(NotPermittedError):
        answer(form, other, REACTION, by=user)
    with pytest.raises(TransitionError, match="not taken"):
        submit_answers(
            by="system", instrument=form, participation=other, given=REACTION, now=CLOSES
        )
    assert EvaluationResponse.objects.filter(instrument=form).count() == 1


def test_who_is_not_asked_does_not_answer() -> None:
    course, _ = course_with(1)
    form = opened(course)
    watcher = make_participation(edition=course.edition, role_code="observer", state_code="active")
    with pytest.raises(RefusedError, match="not asked"):
        answer(form, watcher, REACTION)
    elsewhere, (stranger,) = course_with(1)
    assert elsewhere != course
    with pytest.raises(NotFoundError):
        answer(form, stranger, REACTION)


def test_points_of_a_test_are_exact_and_pair_by_pseudonym() -> None:
    course, people = course_with(3)
    pre, post = opened(course, "test"), opened(course, "test", timing_code="post")
    for at, one in enumerate(people):
        answer(pre, one, some_right(at))
        answer(post, one, some_right(6))
    found = [{row.pseudonym: row.points for row in form.responses.all()} for form in (pre, post)]
    assert found[0].keys() == found[1].keys()
    assert sorted(found[0].values()) == [0, 1, 2]
    assert set(found[1].values()) == {7}
    for at, one in enumerate(people):
        assert found[0][pseudonym_of(course.public_id, one.public_id)] == at


def test_pseudonyms_of_two_editions_do_not_meet() -> None:
    (one, (person,)), (other, _) = course_with(1), course_with(1)
    mine = pseudonym_of(one.public_id, person.public_id)
    assert mine == pseudonym_of(one.public_id, person.public_id)
    assert mine != pseudonym_of(other.public_id, person.public_id)
    assert person.public_id not in mine


def test_no_row_of_the_database_holds_an_answer_and_who_gave_it() -> None:
    """Every table is read: the answer is in responses alone, in which nothing names anybody."""
    course, people = course_with(6)
    form = opened(course)
    one = people[3]
    user = account_of(one)
    given = REACTION | {"best": [CANARY], "keep": ["visit"]}
    for person in people:
        answer(form, person, given if person == one else REACTION, by=account_of(person))
    closed(form)
    named = {
        str(value)
        for thing in (one, one.person, user)
        for value in (thing.public_id, f'"{thing.pk}"')
    } | {one.person.family_name, user.email, user.username}
    holding = []
    for model in apps.get_models(include_auto_created=True):
        for values in model._default_manager.values():
            text = json.dumps(values, default=str, ensure_ascii=False)
            if CANARY in text:
                holding.append(model)
                assert not any(name in text for name in named)
    assert holding == [EvaluationResponse]
    assert {field.name for field in EvaluationResponse._meta.fields} == {
        "id", "version", "instrument", "pseudonym", "answers", "points", "is_submitted",
    }  # fmt: skip
    assert {field.name for field in AnswerReceipt._meta.fields} == {
        "id", "instrument", "participation",
    }  # fmt: skip


def test_order_tells_nothing() -> None:
    """Keys are drawn by lot: the order of responses says nothing about that of receipts."""
    course, people = course_with(12)
    form = opened(course)
    for one in people:
        answer(form, one, REACTION)
    orders = []
    for _ in range(2):
        receipts = form.receipts.order_by("pk").values_list("participation_id", flat=True)
        by_pseudonym = {pseudonym_of(course.public_id, p.public_id): p.pk for p in people}
        responses = form.responses.order_by("pk").values_list("pseudonym", flat=True)
        orders.append([list(receipts), [by_pseudonym[one] for one in responses]])
        if form.state_code == "open":
            form = closed(Instrument.objects.get(pk=form.pk))
    (receipts, responses), (same, again) = orders
    entered = [one.pk for one in people]
    assert same == receipts
    # Three orders of twelve that agree by chance: once in 479 million.
    assert len({tuple(order) for order in (entered, receipts, responses, again)}) == 4


def test_the_audit_says_that_somebody_answered_and_nothing_else() -> None:
    course, (one,) = course_with(1)
    form = opened(course)
    answer(form, one, REACTION | {"best": [CANARY]}, by=account_of(one))
    event = AuditEvent.objects.order_by("-sequence")[0]
    assert (event.verb, event.object_id, json.loads(event.payload)) == (
        "answer", form.public_id, {},
    )  # fmt: skip


def test_the_end_comes_while_somebody_types() -> None:
    course, (one,) = course_with(1)
    form = opened(course)
    save_own_draft(by="system", instrument=form, participation=one, given=REACTION, now=DURING)
    with pytest.raises(TransitionError):
        submit_answers(
            by="system", instrument=form, participation=one, given=REACTION,
            now=CLOSES + timedelta(seconds=1),
        )  # fmt: skip
    assert own_answers(form, one)

"""Instruments from their draft to their end: versions, times, counts, and what the clock does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from records.course_samples import make_course, make_participation
from records.evaluation_samples import (
    AFTER,
    CLOSES,
    DURING,
    OPENS,
    REACTION,
    account_of,
    answer,
    closed,
    course_with,
    opened,
    some_right,
)
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.catalogue.evaluation_templates import INSTRUMENT_TEMPLATES
from tomoni.records.actions.courses.asking import destroy_old_keys, remind
from tomoni.records.actions.courses.evaluation_clock import turn_evaluation_clock
from tomoni.records.actions.courses.instruments import (
    InstrumentValues,
    change_instrument,
    create_instrument,
    latest_version,
    save_questions,
    step_instrument,
)
from tomoni.records.evaluation_keys import has_key
from tomoni.records.models import AuditEvent, Consent, EvaluationResponse, Notice
from tomoni.rules.courses.questions import read_questions

pytestmark = pytest.mark.django_db
VALUES = InstrumentValues(title="After the course", opens_at=OPENS, closes_at=CLOSES)


@pytest.mark.parametrize("name", INSTRUMENT_TEMPLATES)
def test_every_ready_made_set_can_be_asked(name: str) -> None:
    one = create_instrument(by="system", course_id=make_course().public_id, template=name)
    asked = read_questions(latest_version(one).content, one.kind_code)
    assert len(asked.questions) >= 5
    assert (latest_version(one).full_points is not None) == (one.kind_code == "test")


def test_a_draft_is_edited_and_what_was_published_stays() -> None:
    one = create_instrument(
        by="system", course_id=make_course().public_id, template="reaction", values=VALUES
    )
    first = latest_version(one).content
    shorter = {"questions": list(first["questions"])[:2]}
    save_questions(by="system", instrument_id=one.public_id, content=shorter, seen_revision=1)
    assert latest_version(one).version == 1
    one = step_instrument(by="system", instrument_id=one.public_id, verb="publish")
    with pytest.raises(TransitionError, match="published"):
        save_questions(by="system", instrument_id=one.public_id, content=first, seen_revision=None)
    step_instrument(by="system", instrument_id=one.public_id, verb="revise", reason="A question.")
    save_questions(by="system", instrument_id=one.public_id, content=first, seen_revision=None)
    kept, new = one.versions.order_by("version")
    assert (kept.content, new.content) == (shorter, first)
    assert kept.published_at is not None and new.published_at is None


def test_two_officers_editing_do_not_overwrite_each_other() -> None:
    one = create_instrument(by="system", course_id=make_course().public_id, template="reaction")
    change_instrument(by="system", instrument_id=one.public_id, values=VALUES, seen_revision=1)
    with pytest.raises(TransitionError):
        change_instrument(
            by="system", instrument_id=one.public_id,
            values=InstrumentValues(title="Another"), seen_revision=1,
        )  # fmt: skip


def test_without_times_it_is_not_published() -> None:
    one = create_instrument(by="system", course_id=make_course().public_id, template="reaction")
    with pytest.raises(TransitionError, match="opening, end"):
        step_instrument(by="system", instrument_id=one.public_id, verb="publish")
    assert latest_version(one).published_at is None


def test_an_edition_has_one_of_a_kind_and_no_test_after_results_are_out() -> None:
    course, people = course_with(1)
    with pytest.raises(InputError, match="no ready-made set"):
        create_instrument(by="system", course_id=course.public_id, template="exam")
    opened(course)
    with pytest.raises(TransitionError, match="already"):
        opened(course)
    test = opened(course, "test")
    answer(test, people[0], some_right(2))
    closed(test)
    with pytest.raises(TransitionError, match="are out"):
        opened(course, "test", timing_code="post")


def test_only_officers_design_and_participants_see_no_key() -> None:
    course = make_course()
    evaluator = make_user()
    make_mandate(user=evaluator, role_code="evaluator")
    with pytest.raises(NotPermittedError):
        create_instrument(by=evaluator, course_id=course.public_id, template="reaction")
    officer = make_user()
    make_mandate(user=officer, role_code="programme_officer", scope_id="another-course")
    with pytest.raises(NotPermittedError):
        create_instrument(by=officer, course_id=course.public_id, template="reaction")


def test_it_closes_in_time_or_when_everybody_answered_and_counts_are_fixed() -> None:
    course, people = course_with(2)
    make_participation(edition=course.edition, role_code="observer", state_code="active")
    one = opened(course)
    answer(one, people[0], REACTION)
    with pytest.raises(TransitionError, match="1 people have not answered"):
        step_instrument(by="system", instrument_id=one.public_id, verb="close", now=DURING)
    answer(one, people[1], REACTION)
    done = step_instrument(by="system", instrument_id=one.public_id, verb="close", now=DURING)
    assert (done.asked, done.answered) == (2, 2)


def test_closing_drops_drafts_and_gives_responses_new_keys() -> None:
    from tomoni.records.actions.courses.answering import save_own_draft

    course, people = course_with(4)
    one = opened(course)
    for person in people[:3]:
        answer(one, person, REACTION)
    save_own_draft(
        by="system", instrument=one, participation=people[3], given={"needs": ["1"]}, now=DURING
    )
    before = {row.pseudonym: row.pk for row in one.responses.filter(is_submitted=True)}
    done = closed(one)
    after = {row.pseudonym: row.pk for row in done.responses.all()}
    assert after.keys() == before.keys() and len(after) == 3
    assert not set(after.values()) & set(before.values())
    assert (done.asked, done.answered) == (4, 3)


def test_withdrawn_takes_its_answers_along() -> None:
    course, people = course_with(1)
    one = opened(course)
    answer(one, people[0], REACTION)
    step_instrument(by="system", instrument_id=one.public_id, verb="withdraw", reason="Mistake.")
    assert not EvaluationResponse.objects.filter(instrument=one).exists()
    assert not one.receipts.exists()
    opened(course)


def test_the_clock_opens_tells_reminds_and_closes_each_once() -> None:
    course, people = course_with(3)
    for person in people:
        account_of(person)
    one = create_instrument(
        by="system", course_id=course.public_id, template="reaction", values=VALUES
    )
    step_instrument(by="system", instrument_id=one.public_id, verb="publish")
    assert turn_evaluation_clock(OPENS - timedelta(seconds=1)) == 0
    assert [turn_evaluation_clock(OPENS) for _ in range(2)] == [1, 0]
    assert Notice.objects.filter(template_code="evaluation_opened").count() == 3
    answer(one, people[0], REACTION, by=account_of(people[0]))
    soon = CLOSES - timedelta(days=2)
    assert [turn_evaluation_clock(soon) for _ in range(2)] == [2, 0]
    reminded = Notice.objects.filter(template_code="evaluation_reminder")
    assert {notice.user for notice in reminded} == {account_of(one) for one in people[1:]}
    assert [turn_evaluation_clock(AFTER) for _ in range(2)] == [1, 0]
    one.refresh_from_db()
    assert (one.state_code, one.asked, one.answered) == ("closed", 3, 1)


def test_after_the_course_only_those_are_told_who_agreed_to_it() -> None:
    course, people = course_with(3)
    for person in people:
        account_of(person)
    for at, withdrawn in ((0, None), (1, DURING)):
        Consent.objects.create(
            person=people[at].person, scope_code="contact", given_at=OPENS, withdrawn_at=withdrawn
        )
    opened(course, "behaviour")
    remind(CLOSES - timedelta(days=1))
    assert {notice.user for notice in Notice.objects.all()} == {account_of(people[0])}
    assert Notice.objects.count() == 2


def test_an_extended_end_is_told_again() -> None:
    course, people = course_with(1)
    account_of(people[0])
    one = opened(course)
    assert remind(CLOSES - timedelta(days=1)) == 1
    with pytest.raises(InputError):
        step_instrument(by="system", instrument_id=one.public_id, verb="extend")
    later = CLOSES + timedelta(days=5)
    with pytest.raises(TransitionError):
        step_instrument(
            by="system", instrument_id=one.public_id, verb="extend", closes_at=CLOSES, now=DURING
        )
    step_instrument(
        by="system", instrument_id=one.public_id, verb="extend", closes_at=later, now=DURING
    )
    assert remind(DURING) == 0
    assert remind(later - timedelta(days=1)) == 1


def test_the_key_goes_fifteen_months_after_the_edition_and_never_while_something_is_open() -> None:
    course, people = course_with(1, last_day=date(2024, 6, 14))
    one = opened(course)
    answer(one, people[0], REACTION)
    late = date(2025, 9, 15)
    assert destroy_old_keys(late) == []
    closed(one)
    assert destroy_old_keys(date(2025, 9, 14)) == []
    assert has_key(course.public_id)
    assert destroy_old_keys(late) == [course]
    assert not has_key(course.public_id)
    assert destroy_old_keys(late) == []
    assert AuditEvent.objects.filter(verb="purge", object_id=course.public_id).count() == 1

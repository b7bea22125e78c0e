from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from records.actions.courses.following import WRITTEN, graduate, held, officer, planned
from records.actions.courses.people import everything
from records.course_samples import make_course
from records.samples import make_mandate
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import endorsements
from tomoni.records.actions.courses.action_plans import (
    MilestoneValues,
    PlanValues,
    open_follow_up,
    save_plan,
    start_plan,
    step_plan,
)
from tomoni.records.actions.courses.dossiers import GivenFile
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.endorsements import (
    EmployerAnswer,
    answer_request,
    ask_employer,
    clear_addresses,
    endorse_plan,
    open_request,
    token_of_request,
    withdraw_request,
)
from tomoni.records.actions.courses.follow_up_files import (
    add_evidence,
    read_evidence,
    remove_evidence,
)
from tomoni.records.actions.courses.follow_up_reports import (
    ReportValues,
    Said,
    send_report,
    verify_report,
    write_report,
)
from tomoni.records.actions.courses.persons import erase_person
from tomoni.records.actions.courses.reminders import remind_of_reports
from tomoni.records.models import (
    ActionPlan,
    AuditEvent,
    EmployerEndorsement,
    FollowUpReport,
    Notice,
)
from tomoni.records.queries.courses.follow_up import reports_due

pytestmark = pytest.mark.django_db
SUPERIOR = "chief@ministry.example.org"
SAID = ReportValues(
    summary="Half of it is done.",
    obstacles="No budget.",
    progress={1: Said("achieved", "The form is in use."), 2: Said("under_way")},
)


def test_a_plan_is_written_and_written_again_until_it_is_submitted() -> None:
    course = held()
    participation, user = graduate(course)
    plan = start_plan(by=user, participation_id=participation.public_id)
    assert start_plan(by=user, participation_id=participation.public_id) == plan
    save_plan(by=user, plan_id=plan.public_id, values=WRITTEN, seen_revision=1)
    same = save_plan(by=user, plan_id=plan.public_id, values=WRITTEN, seen_revision=2)
    assert same.revision == 2
    shorter = PlanValues(title="Other", milestones=WRITTEN.milestones[1:])
    changed = save_plan(by=user, plan_id=plan.public_id, values=shorter)
    assert [one.what for one in changed.milestones.all()] == ["Train the office"]
    with pytest.raises(TransitionError, match="Somebody changed"):
        save_plan(by=user, plan_id=plan.public_id, values=WRITTEN, seen_revision=1)
    step_plan(by=user, plan_id=plan.public_id, verb="submit")
    with pytest.raises(TransitionError, match="not written any more"):
        save_plan(by=user, plan_id=plan.public_id, values=WRITTEN)
    assert "Plea" not in "".join(AuditEvent.objects.values_list("payload", flat=True))
    verify_chain()


def test_what_a_plan_needs_before_it_is_submitted() -> None:
    participation, user = graduate(held())
    plan = start_plan(by=user, participation_id=participation.public_id)
    with pytest.raises(TransitionError, match="in one line"):
        step_plan(by=user, plan_id=plan.public_id, verb="submit")
    undated = PlanValues(title="T", milestones=(MilestoneValues("Somewhen"),))
    save_plan(by=user, plan_id=plan.public_id, values=undated)
    with pytest.raises(TransitionError, match="no milestone"):
        step_plan(by=user, plan_id=plan.public_id, verb="submit")
    many = PlanValues(title="T", milestones=(MilestoneValues("x"),) * 13)
    with pytest.raises(RefusedError, match="12 milestones"):
        save_plan(by=user, plan_id=plan.public_id, values=many)


def test_only_who_was_there_writes_and_only_where_plans_are_asked_for() -> None:
    course = held()
    participation, user = graduate(course)
    _, other = graduate(course, public_id="p-2")
    with pytest.raises(NotPermittedError):
        start_plan(by=other, participation_id=participation.public_id)
    with pytest.raises(NotPermittedError):
        start_plan(by=officer(), participation_id=participation.public_id)
    declined, person = graduate(course, public_id="p-3", state_code="declined", completed_on=None)
    with pytest.raises(TransitionError, match="has no action plan"):
        start_plan(by=person, participation_id=declined.public_id)
    unasked = make_course(state_code="completed")
    elsewhere, somebody = graduate(unasked, public_id="p-4")
    with pytest.raises(TransitionError, match="No action plans"):
        start_plan(by=somebody, participation_id=elsewhere.public_id)
    plan = planned(participation, user, "draft")
    with pytest.raises(NotPermittedError):
        save_plan(by=other, plan_id=plan.public_id, values=WRITTEN)
    with pytest.raises(NotPermittedError):
        open_follow_up(by=user, course_id=course.public_id)


def test_the_employer_endorses_by_a_link_that_opens_once() -> None:
    participation, user = graduate(held())
    plan = planned(participation, user, "submitted")
    request = ask_employer(by=user, plan_id=plan.public_id, address=f" {SUPERIOR.upper()} ")
    notice = Notice.objects.get(event_key=f"employer-endorsement:{request.public_id}")
    assert (notice.address, request.address) == (SUPERIOR, SUPERIOR)
    assert participation.person.family_name not in str(notice.parameters)
    token = token_of_request(request.public_id)
    assert token not in everything()
    assert open_request(token).plan == plan
    answer_request(token, EmployerAnswer(True, "Ms Head", "Chief", "Go on."))
    request.refresh_from_db()
    assert (request.answer_code, request.endorser_name) == ("endorsed", "Ms Head")
    assert ActionPlan.objects.get().state_code == "endorsed"
    assert SUPERIOR not in everything()
    for again in (lambda: open_request(token), lambda: answer_request(token, EmployerAnswer(
        False, "Another", "", "No"))):  # fmt: skip
        with pytest.raises(TransitionError, match="was used"):
            again()
    with pytest.raises(NotFoundError):
        open_request(token[:-1] + ("A" if token[-1] != "A" else "B"))
    assert Notice.objects.filter(template_code="plan_endorsed", user=user).count() == 1
    verify_chain()


def test_a_plan_that_is_returned_is_written_again_with_the_reason() -> None:
    participation, user = graduate(held())
    plan = planned(participation, user, "submitted")
    token = token_of_request(
        ask_employer(by=user, plan_id=plan.public_id, address=SUPERIOR).public_id
    )
    with pytest.raises(TransitionError, match="name of the person"):
        answer_request(token, EmployerAnswer(True, " "))
    with pytest.raises(TransitionError):
        answer_request(token, EmployerAnswer(False, "Ms Head"))
    answer_request(token, EmployerAnswer(False, "Ms Head", "", "Too much at once."))
    plan.refresh_from_db()
    assert (plan.state_code, plan.state_reason) == ("draft", "Too much at once.")


def test_a_new_request_takes_the_old_one_back_and_expired_addresses_go() -> None:
    participation, user = graduate(held())
    plan = planned(participation, user, "submitted")
    first = ask_employer(by=user, plan_id=plan.public_id, address=SUPERIOR)
    second = ask_employer(by=user, plan_id=plan.public_id, address="other@example.org")
    with pytest.raises(TransitionError):
        open_request(token_of_request(first.public_id))
    assert clear_addresses(datetime.now(UTC) + timedelta(days=29)) == 0
    assert clear_addresses(datetime.now(UTC) + timedelta(days=31)) == 1
    assert EmployerEndorsement.objects.filter(address__isnull=False).count() == 0
    assert "other@example.org" not in everything()
    third = ask_employer(by=user, plan_id=plan.public_id, address=SUPERIOR)
    withdraw_request(by=user, request_id=third.public_id)
    assert SUPERIOR not in everything()
    with pytest.raises(TransitionError):
        open_request(token_of_request(second.public_id))


def test_whom_a_participant_may_ask() -> None:
    participation, user = graduate(held())
    plan = planned(participation, user, "draft")
    with pytest.raises(TransitionError, match="not before the employer"):
        ask_employer(by=user, plan_id=plan.public_id, address=SUPERIOR)
    step_plan(by=user, plan_id=plan.public_id, verb="submit")
    with pytest.raises(TransitionError, match="participant's own"):
        ask_employer(by=user, plan_id=plan.public_id, address=user.email)
    with pytest.raises(InputError):
        ask_employer(by=user, plan_id=plan.public_id, address="nowhere")
    with pytest.raises(NotPermittedError):
        ask_employer(by=officer(role="auditor"), plan_id=plan.public_id, address=SUPERIOR)


def test_the_focal_point_of_the_country_may_say_it_and_no_other() -> None:
    participation, user = graduate(held())
    plan = planned(participation, user, "submitted")
    answer = EmployerAnswer(True, "Ms Head")
    with pytest.raises(NotPermittedError):
        other = make_mandate(role_code="focal_point", country_code="VN").user
        endorse_plan(by=other, plan_id=plan.public_id, answer=answer)
    with pytest.raises(NotPermittedError):
        endorse_plan(by=user, plan_id=plan.public_id, answer=answer)
    own = make_mandate(role_code="focal_point", country_code="KE").user
    assert endorse_plan(by=own, plan_id=plan.public_id, answer=answer).via_code == "focal_point"
    assert ActionPlan.objects.get().state_code == "endorsed"


def reported(months: int = 6) -> tuple[FollowUpReport, object]:
    participation, user = graduate(held())
    plan = planned(participation, user)
    write_report(by=user, plan_id=plan.public_id, months=months, values=SAID)
    return send_report(by=user, plan_id=plan.public_id, months=months), user


def test_a_report_is_written_sent_and_verified() -> None:
    report, user = reported()
    plan = report.plan
    plan.refresh_from_db()
    assert plan.state_code == "reported_6_months"
    with pytest.raises(TransitionError, match="was sent"):
        write_report(by=user, plan_id=plan.public_id, months=6, values=SAID)
    with pytest.raises(NotPermittedError):
        verify_report(by=user, report_id=report.public_id)
    verify_report(by=officer(), report_id=report.public_id, note="Seen the form.")
    write_report(by=user, plan_id=plan.public_id, months=12, values=SAID)
    last = send_report(by=user, plan_id=plan.public_id, months=12)
    verify_report(by=officer(), report_id=last.public_id)
    plan.refresh_from_db()
    assert plan.state_code == "verified"
    with pytest.raises(TransitionError):
        verify_report(by=officer(), report_id=last.public_id)
    verify_chain()


def test_what_a_report_needs() -> None:
    participation, user = graduate(held())
    plan = planned(participation, user)
    with pytest.raises(TransitionError, match="no summary"):
        send_report(by=user, plan_id=plan.public_id, months=6)
    partly = ReportValues(summary="So far.", progress={1: Said("achieved"), 2: Said(None)})
    write_report(by=user, plan_id=plan.public_id, months=6, values=partly)
    with pytest.raises(TransitionError, match="1 milestones"):
        send_report(by=user, plan_id=plan.public_id, months=6)
    with pytest.raises(InputError):
        bad = ReportValues(progress={1: Said("splendid")})
        write_report(by=user, plan_id=plan.public_id, months=6, values=bad)
    early = held(last_day=datetime.now(UTC).date())
    late, somebody = graduate(early, public_id="p-9")
    other = planned(late, somebody)
    with pytest.raises(TransitionError, match="falls due"):
        write_report(by=somebody, plan_id=other.public_id, months=6, values=SAID)


def test_evidence_lies_sealed_and_is_gone_when_it_is_taken_out(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    participation, user = graduate(held())
    plan = planned(participation, user)
    file = GivenFile("../form.pdf", "application/pdf", b"%PDF-CANARY")
    added = add_evidence(by=user, plan_id=plan.public_id, months=6, file=file, milestone=1)
    assert (added.file_name, added.milestone.number) == ("form.pdf", 1)
    assert add_evidence(by=user, plan_id=plan.public_id, months=6, file=file) == added
    watching = officer()
    assert read_evidence(by=watching, file_id=added.public_id)[1] == file.content
    assert AuditEvent.objects.latest("sequence").verb == "read"
    focal_point = make_mandate(role_code="focal_point", country_code="KE").user
    with pytest.raises(NotPermittedError):
        read_evidence(by=focal_point, file_id=added.public_id)
    remove_evidence(by=user, file_id=added.public_id)
    with pytest.raises(NotFoundError):
        read_evidence(by=watching, file_id=added.public_id)


def test_the_follow_up_of_an_edition_is_recorded_when_it_is_over() -> None:
    course = held(last_day=datetime.now(UTC).date() - timedelta(days=100))
    boss = officer()
    with pytest.raises(TransitionError, match="are taken until"):
        step_course(by=boss, course_id=course.public_id, verb="record_follow_up")
    course.last_day = date(2020, 3, 1)
    course.first_day = date(2020, 2, 1)
    course.save()
    step_course(by=boss, course_id=course.public_id, verb="record_follow_up")
    participation, user = graduate(course)
    plan = planned(participation, user)
    with pytest.raises(TransitionError, match="is recorded"):
        write_report(by=user, plan_id=plan.public_id, months=12, values=SAID)


def test_an_erased_person_leaves_only_what_counts() -> None:
    report, user = reported()
    plan = report.plan
    ask = plan.endorsements.get()
    assert ask.endorser_name
    user.is_active = False  # type: ignore[attr-defined]
    user.save()  # type: ignore[attr-defined]
    admin = officer(role="administrator")
    erase_person(plan.participation.person.public_id, by=admin, why="They asked.")
    left = everything()
    for word in ("Plea agreements", "Draft a form", "form is in use", "Half of it", "Ms Head"):
        assert word not in left
    report.refresh_from_db()
    assert report.sent_at is not None
    assert report.progress.filter(progress_code="achieved").count() == 1


def test_the_link_is_made_of_the_secret_key() -> None:
    assert endorsements.token_of_request("a") != endorsements.token_of_request("b")


def test_what_is_due_by_edition() -> None:
    course = held()
    first, user = graduate(course)
    graduate(course, public_id="p-2")
    graduate(course, public_id="p-3", state_code="withdrawn", completed_on=None)
    plan = planned(first, user)
    write_report(by=user, plan_id=plan.public_id, months=6, values=SAID)
    send_report(by=user, plan_id=plan.public_id, months=6)
    rows = reports_due(course.public_id)
    assert [(row.months, row.due, row.reported) for row in rows] == [(6, 2, 1), (12, 2, 0)]
    before = datetime(2024, 12, 1, tzinfo=UTC)
    assert [row.months for row in reports_due(now=before)] == [6]
    assert reports_due(now=datetime(2024, 11, 29, tzinfo=UTC)) == []


def test_the_clock_of_reminders_is_that_of_the_edition() -> None:
    course = held(zone="Pacific/Kiritimati")
    participation, user = graduate(course)
    planned(participation, user)
    # 30 November begins on Kiritimati 14 hours before it does in UTC.
    assert remind_of_reports(datetime(2024, 11, 29, 9, 59, tzinfo=UTC)) == 0
    assert remind_of_reports(datetime(2024, 11, 29, 10, 1, tzinfo=UTC)) == 1
    assert remind_of_reports(datetime(2024, 11, 29, 10, 2, tzinfo=UTC)) == 0

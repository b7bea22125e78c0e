"""Pages of plans and reports: who opens what, the way from plan to report, and what it costs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.actions.courses.following import graduate, held, planned
from records.course_samples import make_person
from tomoni.records.actions.courses.endorsements import token_of_request
from tomoni.records.models import (
    ActionPlan,
    Consent,
    CourseEdition,
    EmployerEndorsement,
    FollowUpFile,
    FollowUpReminder,
    FollowUpReport,
    Notice,
    Participation,
    User,
)
from tomoni.web.mailing import complete
from tomoni.web.worker import run_worker
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
PDF = b"%PDF-1.7 synthetic %%EOF"
ROWS = {
    "title": "Plea agreements in writing",
    "problem": "Oral.",
    "objective": "On record.",
    "support": "A printer.",
    "what-1": "Draft a form",
    "indicator-1": "It is printed",
    "due_on-1": "2024-08-01",
    "what-2": "Train the office",
}


@pytest.fixture
def course() -> CourseEdition:
    return held()


def own(participation: Participation, rest: str = "") -> str:
    return f"/my/courses/{participation.public_id}/plan/{rest}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def test_from_the_plan_over_the_employer_to_the_report(course: CourseEdition) -> None:
    participation, user = graduate(course)
    client = client_of(user)
    first = f"/my/courses/{participation.public_id}/"
    assert "Write an action plan" in page(client, first)
    assert "Begin the plan" in page(client, own(participation))
    client.post(own(participation))
    assert "Finish the action plan and submit it" in page(client, first)
    client.post(own(participation), ROWS | {"revision": "1"})
    plan = ActionPlan.objects.get()
    assert plan.title == ROWS["title"]
    assert [one.what for one in plan.milestones.order_by("number")] == [
        "Draft a form", "Train the office",
    ]  # fmt: skip
    client.post(own(participation), {"verb": "submit", "revision": str(plan.revision)})
    client.post(own(participation, "employer/"), {"address": "chief@m.example", "language": "en"})
    notice = Notice.objects.get(template_code="endorsement_requested")
    link = complete(notice)["link"]
    path = "/endorse/" + link.rpartition("/endorse/")[2]
    employer = Client()
    shown = page(employer, path)
    assert "Draft a form" in shown and "chief@m.example" not in shown
    assert employer.get(path)["Referrer-Policy"] == "same-origin"
    done = employer.post(path, {"name": "Ms Head", "post": "Chief", "endorse": "1"})
    assert "The plan is endorsed" in done.content.decode()
    assert employer.get(path).status_code == 409
    assert "What waits for you" not in page(client, first)
    client.post(own(participation), {"verb": "begin", "revision": "4"})
    assert "Write the report after 6 months" in page(client, first)
    report = own(participation, "report/6/")
    typed = {"summary": "Done by half.", "progress-1": "achieved", "evidence-1": "In use.",
             "progress-2": "under_way", "revision": "0"}  # fmt: skip
    client.post(report, typed)
    file = SimpleUploadedFile("form.pdf", PDF, "application/pdf")
    client.post(f"{report}files/", {"file": file, "milestone": "1"})
    assert FollowUpFile.objects.get().milestone.number == 1
    revision = FollowUpReport.objects.get().revision
    client.post(report, typed | {"send": "1", "revision": str(revision)})
    assert ActionPlan.objects.get().state_code == "reported_6_months"
    assert "after 6 months" not in page(client, first)
    officer = client_of(account("programme_officer"))
    address = f"/courses/{course.public_id}/follow-up/"
    assert "6 months" in page(officer, address)
    one = f"{address}{plan.public_id}/"
    text = page(officer, one)
    assert "In use." in text and "Verify this report" in text
    key = FollowUpReport.objects.get()
    officer.post(one, {"report": key.public_id, "revision": str(key.revision), "note": "Seen."})
    assert FollowUpReport.objects.get().verified_at is not None
    assert "Seen." in page(client, own(participation))


def test_what_was_typed_keeps_itself_field_by_field(course: CourseEdition) -> None:
    participation, user = graduate(course)
    plan = planned(participation, user, "draft")
    client = client_of(user)
    sent = {"problem": "New problem", "revision": str(plan.revision), "due_on-1": "not a day"}
    answer = client.post(own(participation), sent, headers={"X-Requested-With": "autosave"})
    assert "Kept at" in answer.content.decode()
    assert "1 answer does not fit" in answer.content.decode()
    plan.refresh_from_db()
    assert (plan.problem, plan.title) == ("New problem", "Plea agreements in writing")
    assert plan.milestones.get(number=1).due_on == date(2024, 8, 1)
    old = client.post(own(participation), ROWS | {"revision": "1"})
    assert "Somebody changed this record" in old.content.decode()
    assert "Plea agreements in writing" in old.content.decode()


def test_a_report_in_autosave_keeps_what_it_says(course: CourseEdition) -> None:
    participation, user = graduate(course)
    planned(participation, user)
    client = client_of(user)
    header = {"X-Requested-With": "autosave"}
    client.post(own(participation, "report/6/"), {"summary": "A", "revision": "0"}, headers=header)
    client.post(
        own(participation, "report/6/"), {"progress-1": "achieved", "revision": "2"},
        headers=header,
    )  # fmt: skip
    report = FollowUpReport.objects.get()
    assert (report.summary, report.progress.get().progress_code) == ("A", "achieved")
    refused = client.post(
        own(participation, "report/6/"), {"summary": "A", "progress-1": "achieved", "send": "1",
                                          "revision": str(report.revision)},
    )  # fmt: skip
    assert "Nothing is said of 1 milestones" in refused.content.decode()


def addresses(course: CourseEdition, participation: Participation, plan: ActionPlan) -> list[str]:
    return [
        own(participation), own(participation, "report/6/"),
        f"/courses/{course.public_id}/follow-up/",
        f"/courses/{course.public_id}/follow-up/{plan.public_id}/",
        "/follow-up/country/", f"/follow-up/country/{plan.public_id}/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "bounds", "opens"),
    [
        ("programme_officer", {}, (2, 3)),
        ("auditor", {}, (2, 3)),
        ("focal_point", {"country_code": "KE"}, (4, 5)),
        ("focal_point", {"country_code": "VN"}, (4,)),
        ("participant", {}, ()),
        ("nominee", {}, ()),
        ("committee_member", {}, ()),
        ("logistics", {}, ()),
        ("evaluator", {}, ()),
        ("alumnus", {}, ()),
        ("lecturer", {}, ()),
    ],
)
def test_who_opens_what(
    course: CourseEdition, role: str, bounds: dict[str, str], opens: tuple[int, ...]
) -> None:
    participation, user = graduate(course)
    plan = planned(participation, user)
    somebody = account(role, **bounds)
    make_person(user=somebody, country_code="KE")
    client = client_of(somebody)
    answers = [client.get(one).status_code for one in addresses(course, participation, plan)]
    assert [at for at, status in enumerate(answers) if status == 200] == list(opens)
    assert Client().get(own(participation)).status_code == 302


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_opens_in_both_languages(course: CourseEdition, language: str) -> None:
    participation, user = graduate(course)
    plan = planned(participation, user)
    paths = addresses(course, participation, plan)
    for address in paths[:2]:
        page(client_of(user, language), address)
    for address in paths[2:4]:
        page(client_of(account("programme_officer"), language), address)
    for address in paths[4:]:
        page(client_of(account("focal_point", country_code="KE"), language), address)


def test_the_focal_point_answers_for_the_employer(course: CourseEdition) -> None:
    participation, user = graduate(course)
    plan = planned(participation, user, "submitted")
    client = client_of(account("focal_point", country_code="KE"))
    path = f"/follow-up/country/{plan.public_id}/"
    assert "Endorse the plan" in page(client, path)
    client.post(path, {"name": "Ms Head", "comment": "Shorter.", "return": "1",
                       "revision": str(plan.revision)})  # fmt: skip
    plan.refresh_from_db()
    assert (plan.state_code, plan.state_reason) == ("draft", "Shorter.")
    assert client.get(path).status_code == 404


def test_evidence_is_handed_out_to_the_institute_and_the_own_person(course: CourseEdition) -> None:
    participation, user = graduate(course)
    planned(participation, user)
    client = client_of(user)
    file = SimpleUploadedFile("form.pdf", PDF, "application/pdf")
    client.post(own(participation, "report/6/files/"), {"file": file})
    path = f"/follow-up/files/{FollowUpFile.objects.get().public_id}/"
    for one in (client, client_of(account("programme_officer"))):
        assert one.get(path).content == PDF
    focal_point = client_of(account("focal_point", country_code="KE"))
    assert focal_point.get(path).status_code == 403
    disguised = SimpleUploadedFile("form.pdf", b"MZ\x90\x00", "application/pdf")
    answer = client.post(own(participation, "report/6/files/"), {"file": disguised})
    assert answer.status_code == 422


def test_consent_is_given_and_taken_back_on_the_own_page(course: CourseEdition) -> None:
    participation, user = graduate(course)
    client = client_of(user)
    client.post(own(participation, "contact/"), {"withdraw": "1"})
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()
    assert "reminds you of nothing" in (client.post(own(participation)) and page(
        client, own(participation)))  # fmt: skip
    client.post(own(participation, "contact/"))
    assert Consent.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_officers_see_who_is_overdue_and_filter_for_it(course: CourseEdition) -> None:
    late, somebody = graduate(course)
    planned(late, somebody)
    young = held(last_day=datetime.now(UTC).date() - timedelta(days=10))
    early, other = graduate(young, public_id="p-2")
    planned(early, other)
    client = client_of(account("programme_officer"))
    assert "overdue</span>" in page(client, f"/courses/{course.public_id}/follow-up/")
    narrowed = page(client, f"/courses/{course.public_id}/follow-up/?overdue=False")
    assert "Nobody fits" in narrowed
    assert "overdue</span>" not in page(client, f"/courses/{young.public_id}/follow-up/")


def many(course: CourseEdition, count: int) -> tuple[Participation, User, ActionPlan]:
    for number in range(count):
        participation, user = graduate(course, public_id=f"m-{number}")
        plan = planned(participation, user)
        FollowUpReminder.objects.create(
            participation=participation, months=6, ordinal=1, queued_at=datetime.now(UTC)
        )
    return participation, user, plan


@pytest.mark.parametrize("count", [2, 9])
def test_what_the_pages_cost_whatever_the_size(course: CourseEdition, count: int) -> None:
    participation, user, plan = many(course, count)
    request = EmployerEndorsement.objects.create(
        public_id="r-1", plan=plan, via_code="employer", token_sha256="x", asked_by="x",
        asked_at=datetime.now(UTC), expires_at=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
    assert token_of_request(request.public_id)
    paths = addresses(course, participation, plan)
    clients = [
        client_of(user), client_of(user), client_of(account("programme_officer")),
        client_of(account("auditor")), client_of(account("focal_point", country_code="KE")),
        client_of(account("focal_point", country_code="KE")),
    ]  # fmt: skip
    for client, address in zip(clients, paths, strict=True):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            text = page(client, address)
        own_work = [q for q in captured.captured_queries if not _is_of_the_session(q["sql"])]
        assert len(own_work) <= MOST_QUERIES, (address, len(own_work))
        assert len(text.encode()) < 200_000


def _is_of_the_session(sql: str) -> bool:
    return re.search(r"SAVEPOINT|django_session", sql) is not None


@pytest.mark.django_db(transaction=True)
def test_the_worker_reminds_twice_and_never_again(course: CourseEdition) -> None:
    last_day = datetime.now(UTC).date() - timedelta(days=190)
    course.first_day, course.last_day = last_day, last_day
    course.save()
    participation, user = graduate(course)
    planned(participation, user)
    silent, quiet = graduate(course, public_id="p-quiet")
    planned(silent, quiet)
    Consent.objects.filter(person=silent.person).update(withdrawn_at=datetime.now(UTC))
    for _ in range(3):
        run_worker(once=True, interval=0)
    assert list(Notice.objects.filter(template_code__startswith="report_due").values_list(
        "template_code", "user")) == [("report_due", user.pk)]  # fmt: skip
    FollowUpReminder.objects.update(queued_at=datetime.now(UTC) - timedelta(days=31))
    for _ in range(3):
        run_worker(once=True, interval=0)
    assert Notice.objects.filter(template_code="report_due_again").count() == 1
    assert FollowUpReminder.objects.count() == 2

"""Editions are released on a page: activity, edition and lines together, with who and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records.course_samples import make_course
from records.samples import make_activity, make_edition, make_entry
from tomoni.catalogue.errors import TransitionError
from tomoni.records.actions.edition_release import decide_edition, parts_of
from tomoni.records.models import AuditEvent, CourseEdition, Edition
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CourseEdition:
    activity = make_activity(purpose_code="15130", purpose_confidence_code="high")
    edition = make_edition(public_id="itc-5", activity=activity)
    for number in range(3):
        make_entry(public_id=f"line-{number}", activity=activity)
    return make_course(edition=edition)


def page() -> str:
    return "/editions/itc-5/release/"


def states() -> set[str]:
    return {one.state for one in parts_of(Edition.objects.get(public_id="itc-5"))}


def test_a_desk_officer_clears_an_edition_with_its_lines(course: CourseEdition) -> None:
    officer = client_of(account("desk_officer"))
    assert page() in officer.get("/editions/").content.decode()
    shown = officer.get(page()).content.decode()
    assert "line-2" in shown and "draft" in shown
    missing = officer.post(page(), {"target": "cleared"})
    assert missing.status_code == 200 and states() == {"draft"}
    done = officer.post(page(), {"target": "cleared", "why": "Checked against the roster."})
    assert done.status_code == 302 and states() == {"cleared"}
    events = AuditEvent.objects.filter(verb="release")
    assert sorted(events.values_list("object_type", flat=True)) == [
        "activity", "edition", "entry", "entry", "entry",
    ]  # fmt: skip


def test_an_embargo_needs_its_day_and_a_second_decision_is_refused(course: CourseEdition) -> None:
    officer = client_of(account("administrator"))
    sent: dict[str, Any] = {"target": "embargoed", "why": "Until the minister has announced it."}
    assert "last day of the embargo" in officer.post(page(), sent).content.decode()
    until = timezone.now().date() + timedelta(days=30)
    officer.post(page(), sent | {"until": until.isoformat()})
    assert states() == {"embargoed"}
    with pytest.raises(TransitionError):
        decide_edition(by="system", edition_id="itc-5", target="cleared", why="too early")
    later = until + timedelta(days=1)
    assert (
        decide_edition(
            by="system", edition_id="itc-5", target="never", why="withdrawn", today=later
        )
        == 5
    )


@pytest.mark.parametrize("role", ["programme_officer", "editor", "auditor", "focal_point"])
def test_others_do_not_release(course: CourseEdition, role: str) -> None:
    client = client_of(account(role, country_code="KE" if role == "focal_point" else None))
    assert client.get("/editions/").status_code == 403
    assert client.post(page(), {"target": "cleared", "why": "x"}).status_code == 403
    assert states() == {"draft"}


@pytest.mark.parametrize("path", ["/editions/", "/editions/itc-5/release/"])
def test_pages_cost_the_same_whatever_the_size(course: CourseEdition, path: str) -> None:
    officer = client_of(account("desk_officer"))
    counts = []
    for many in (5, 30):
        for _ in range(many):
            make_edition()
            make_entry(activity=course.edition.activity)
        officer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15

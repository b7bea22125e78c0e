"""The demonstration is whole, marked as synthetic throughout, and made once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.selection import request_selection
from tomoni.records.actions.courses.selection_runs import compute_run
from tomoni.records.demonstration.make import SEATS, make_demonstration
from tomoni.records.demonstration.people import COUNTRIES, NOMINATIONS, PARTICIPANTS
from tomoni.records.models import (
    Activity,
    AttendanceRecord,
    AuditEvent,
    CourseEdition,
    Lecturer,
    LogAttendee,
    Material,
    Nomination,
    Participation,
    Person,
    Reviewer,
)
from tomoni.records.queries.courses.evaluation_results import shown_gains, shown_results

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_VAULT", str(tmp_path / "vault"))
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_VAULT_KEYS", str(tmp_path / "keys"))
    monkeypatch.setattr("tomoni.records.signing.key_path", lambda: tmp_path / "k" / "s.key")


def test_it_is_whole_synthetic_and_made_once() -> None:
    course = make_demonstration()
    assert course.is_synthetic
    call = course.call
    assert (course.state_code, call.state_code) == ("selecting", "deliberation")
    assert call.nominations.count() == NOMINATIONS
    codes = call.nominations.values_list("country_code", flat=True).distinct()
    assert codes.count() == COUNTRIES
    states = set(call.nominations.values_list("state_code", flat=True))
    assert states == {"assessed", "ineligible"}
    assert Reviewer.objects.filter(locked_at__isnull=False).count() == 3
    online = CourseEdition.objects.get(modality_code="online")
    assert online.state_code == "completed"
    came = online.edition.participations
    assert came.count() == PARTICIPANTS
    assert not came.filter(answered_at__isnull=True).exists()
    assert came.values("country_code").distinct().count() == 14
    assert not Activity.objects.filter(is_synthetic=False).exists()
    assert not Participation.objects.filter(is_synthetic=False).exists()
    assert not Person.objects.exclude(family_name__startswith="SYNTHETIC-").exists()
    verify_chain()
    events = AuditEvent.objects.count()
    assert make_demonstration() == course
    assert AuditEvent.objects.count() == events


@pytest.mark.any_database
def test_its_online_edition_is_evaluated() -> None:
    make_demonstration()
    online = CourseEdition.objects.get(modality_code="online")
    instruments = list(online.instruments.order_by("pk"))
    states = [(one.kind_code, one.timing_code, one.state_code) for one in instruments]
    assert states == [
        ("test", "pre", "closed"), ("test", "post", "closed"),
        ("questionnaire", "post", "closed"), ("questionnaire", "after_6_months", "open"),
    ]  # fmt: skip
    gain = shown_gains(instruments, 5)[online.pk]
    assert (gain.pairs, gain.pre_full, gain.post_full) == (PARTICIPANTS, 7, 7)
    assert 0 < gain.pre < gain.post < 1
    shown = shown_results(instruments, 5)
    assert [one.results is not None for one in shown] == [True, True, True, False]
    assert instruments[2].answered == 24
    assert any(part.count for one in shown[2].results or () for part in one.parts)


@pytest.mark.any_database
def test_its_online_edition_was_taught() -> None:
    make_demonstration()
    online = CourseEdition.objects.get(modality_code="online")
    sessions = online.sessions.order_by("starts_at")
    assert {one.state_code for one in sessions} == {"held"}
    planned = set(online.edition.participations.values_list("planned_minutes", flat=True))
    assert {sum(one.minutes for one in sessions)} == planned
    assert sessions[0].code == "C1" and sessions.last().code == "C2"
    assert all(row.name.startswith("SYNTHETIC-") for row in Lecturer.objects.all())
    teacher = Lecturer.objects.get(user__username="demo-lecturer")
    assert teacher.user.mandates.filter(scope_id=online.public_id).count() == 1
    assert Material.objects.get().session.code == "L1"


@pytest.mark.any_database
def test_its_online_edition_was_attended_in_groups() -> None:
    make_demonstration()
    online = CourseEdition.objects.get(modality_code="online")
    sizes = [one.members.count() for one in online.groups.order_by("number")]
    assert sum(sizes) == PARTICIPANTS and max(sizes) - min(sizes) <= 1
    assert online.group_plan.cost is not None
    for group in online.groups.all():
        assert group.members.exclude(role_code="member").count() == 2
    sources = AttendanceRecord.objects.values_list("session__code", "source_code").distinct()
    assert {code for code, source in sources if source == "log"} == {"L1"}
    people = online.edition.participations
    assert set(people.values_list("state_code", flat=True)) <= {"completed", "alumnus"}
    first, second = people.order_by("pk")[:2]
    assert (first.attended_minutes, second.attended_minutes) == (1800, 1740)
    assert not LogAttendee.objects.filter(name__isnull=False).exists()


@pytest.mark.any_database
def test_its_selection_can_be_computed() -> None:
    call = make_demonstration().call
    run = compute_run(request_selection(by="system", call_id=call.public_id).public_id)
    assert run.state_code == "finished", run.problem
    assert run.outcome is not None
    assert len(run.outcome["selected"]) == SEATS
    selected = Nomination.objects.filter(public_id__in=run.outcome["selected"])
    assert selected.values("country_code").distinct().count() == SEATS

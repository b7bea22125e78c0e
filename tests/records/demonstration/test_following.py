"""The demonstration's follow-up shows every way that a plan can go, and some alumni."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from records.course_samples import make_course, make_participation, make_person
from tomoni.records.actions.audit import verify_chain
from tomoni.records.demonstration.following import WAYS, follow_up
from tomoni.records.models import (
    ActionPlan,
    AssociationMembership,
    FollowUpReport,
    Notice,
    Participation,
)
from tomoni.records.queries.people.directory import Asked, entries, found, with_shown

pytestmark = pytest.mark.django_db


def test_every_way_is_shown_and_nobody_is_written_to() -> None:
    last = datetime.now(UTC).date() - timedelta(days=200)
    course = make_course(
        state_code="completed", first_day=last, last_day=last, is_synthetic=True, zone="UTC"
    )
    people: list[Participation] = [
        make_participation(
            edition=course.edition, state_code="completed", completed_on=last, country_code="KE",
            person=make_person(country_code="KE", sex_code="female"), is_synthetic=True,
            profession_code="probation",
        )
        for _ in range(len(WAYS) + 2)
    ]  # fmt: skip
    follow_up(course, people)
    states = ActionPlan.objects.order_by("pk").values_list("state_code", flat=True)
    assert list(states) == [
        "in_progress", "reported_6_months", "reported_6_months", "reported_6_months", "submitted",
        "dropped", "draft",
    ]  # fmt: skip
    assert FollowUpReport.objects.filter(verified_at__isnull=False).count() == 1
    assert all(one.profession_code == "probation" for one in entries(with_shown(found(Asked()))))
    assert found(Asked()).count() == 4
    assert "(synthetic)" in AssociationMembership.objects.get().association.name
    assert not Notice.objects.exists()
    verify_chain()

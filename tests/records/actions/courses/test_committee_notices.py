"""Members of a committee are told of their assignment, and that their scores are awaited."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from records.samples import make_user
from records.selection_samples import member, nominated, reviewer, scoring_call
from tomoni.catalogue.errors import NotPermittedError, TransitionError
from tomoni.records.actions.courses.reviewers import (
    assign_reviewer,
    remind_reviewers,
    tell_first_eligible,
)
from tomoni.records.models import Call, Notice, Reviewer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 11)


def told(template: str) -> set[str]:
    rows = Notice.objects.filter(template_code=template)
    return set(rows.values_list("user__username", flat=True))


def test_an_assignment_is_told_and_says_nothing_of_nominees() -> None:
    call = scoring_call()
    nominated(call, "KE", 1, family_name="Wanjiru")
    user = make_user("member", email="m@example.org")
    assign_reviewer(by="system", call_id=call.public_id, user_id=user.public_id)
    notice = Notice.objects.get()
    assert (notice.template_code, notice.user) == ("committee_assigned", user)
    assert notice.parameters == {"course": call.course.title}
    silent = make_user("silent")
    assign_reviewer(by="system", call_id=call.public_id, user_id=silent.public_id)
    assert Notice.objects.count() == 1


def committee() -> Call:
    call = scoring_call()
    for name in ("open", "locked", "released"):
        reviewer(call, member(name, call.course.public_id))
    now = datetime(2026, 5, 1, tzinfo=UTC)
    Reviewer.objects.filter(user__username="locked").update(locked_at=now)
    Reviewer.objects.filter(user__username="released").update(released_at=now)
    return call


def test_members_with_open_scores_are_reminded_once_a_day() -> None:
    call = committee()
    assert remind_reviewers(by="system", call_id=call.public_id, today=TODAY) == 1
    assert told("scores_awaited") == {"open"}
    assert remind_reviewers(by="system", call_id=call.public_id, today=TODAY) == 0
    assert remind_reviewers(by="system", call_id=call.public_id, today=date(2026, 5, 12)) == 1


def test_the_first_eligible_nomination_is_told_once() -> None:
    call = committee()
    tell_first_eligible(call)
    tell_first_eligible(call)
    assert Notice.objects.count() == 1


def test_only_an_officer_reminds_and_only_while_it_is_scored() -> None:
    call = committee()
    focal = member("focal", call.course.public_id, "focal_point", country_code="KE")
    with pytest.raises(NotPermittedError):
        remind_reviewers(by=focal, call_id=call.public_id)
    call.state_code = "deliberation"
    call.save()
    with pytest.raises(TransitionError, match="deliberation"):
        remind_reviewers(by="system", call_id=call.public_id)

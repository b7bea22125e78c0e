"""An edition whose call is decided: four selected, two in reserve, the others not selected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from records.selection_samples import deliberating_call, member
from tomoni.records.actions.courses.calls import step_call
from tomoni.records.actions.courses.deciding import decide_by_run
from tomoni.records.actions.courses.offers import send_offers
from tomoni.records.actions.courses.selection import request_selection
from tomoni.records.actions.courses.selection_runs import compute_run
from tomoni.records.models import Call, CourseEdition, Mandate, Participation, User

CONFIRM_BY = date(2024, 4, 1)
BEFORE = datetime(2024, 3, 20, 9, tzinfo=UTC)
AFTER = datetime(2024, 4, 2, 9, tzinfo=UTC)


def decided_call(notify: bool = True, count: int = 10, **policy: Any) -> Call:
    """A call that is decided as its run proposes; seats are confirmed by ``CONFIRM_BY``."""
    call = deliberating_call(policy or None, count)
    Call.objects.filter(pk=call.pk).update(confirm_by=CONFIRM_BY)
    CourseEdition.objects.filter(pk=call.course_id).update(state_code="selecting")
    run = compute_run(request_selection(by="system", call_id=call.public_id).public_id)
    decide_by_run(by="system", run_id=run.public_id)
    step_call(by="system", call_id=call.public_id, verb="decide")
    if notify:
        step_call(by="system", call_id=call.public_id, verb="notify")
    return Call.objects.select_related("course__edition").get(pk=call.pk)


def offered(call: Call, **given: Any) -> list[Participation]:
    """The offers of a decided call, sent in time."""
    return send_offers(
        by=given.pop("by", "system"), course_id=call.course.public_id,
        now=given.pop("now", BEFORE), **given,
    )  # fmt: skip


def nominee_of(one: Participation) -> User:
    """An account for the person of a participation, with the mandate of a nominee."""
    found: User | None = one.person.user
    if found is None:
        course_id = one.edition.course.public_id
        found = member(f"nominee-{one.pk}", course_id, "nominee", country_code=one.country_code)
        one.person.user = found
        one.person.save(update_fields=["user"])
    return found


def focal_point(call: Call, country: str) -> User:
    """A focal point of a country for the course of a call."""
    return member(f"focal-{country}", call.course.public_id, "focal_point", country_code=country)


def mandates(user: User) -> list[tuple[str, str | None]]:
    """Role and course of the mandates of an account, the open ones."""
    rows = Mandate.objects.filter(user=user, end__isnull=True).order_by("role_code")
    return list(rows.values_list("role_code", "scope_id"))

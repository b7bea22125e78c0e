"""Screening and scoring of the demonstration's call, up to locked scores and written merit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tomoni.records.actions.audit import Event, record_events
from tomoni.records.actions.common import link_id
from tomoni.records.actions.courses.reviewers import assign_reviewer
from tomoni.records.actions.courses.reviews import assess_nominations, lock_scores
from tomoni.records.actions.courses.screening import check_received
from tomoni.records.models import Assessment, Call, EligibilityCheck, Nomination, Reviewer, User
from tomoni.records.queries.courses.committee import all_recusals, scoring_of

from .accounts import MEMBERS, MEMBERS_FROM
from .people import nominees, points
from .rows import created


def judge(call: Call, users: Mapping[str, User]) -> None:
    """Screen every nomination by the rules, have three members score them, take over the merit."""
    _screen(call)
    for number, (account, country) in enumerate(zip(MEMBERS, MEMBERS_FROM, strict=True)):
        user = users[account.username]
        reviewer = assign_reviewer(
            by="system", call_id=call.public_id, user_id=user.public_id, country_code=country
        )
        _score(reviewer, number)
        lock_scores(by=user, course_id=call.course.public_id)
    assess_nominations(by="system", call_id=call.public_id)


def _screen(call: Call) -> None:
    check_received(by="system", call_id=call.public_id)
    unmet = set(
        EligibilityCheck.objects.filter(
            nomination__call=call, severity_code="required"
        ).exclude(result_code="met").values_list("nomination_id", flat=True)
    )  # fmt: skip
    rows = list(call.nominations.filter(state_code="received"))
    events = []
    for one in rows:
        one.state_code = "ineligible" if one.pk in unmet else "eligible"
        one.state_reason = "Less experience than the rules ask for." if one.pk in unmet else None
        one.revision += 1
        verb = f"find_{one.state_code}"
        payload = {"from": "received", "to": one.state_code, "step": verb}
        events.append(Event("step", "nomination", one.public_id, payload))
    Nomination.objects.bulk_update(rows, ["state_code", "state_reason", "revision"], batch_size=500)
    record_events(events, by="system")


def _score(reviewer: Reviewer, member: int) -> None:
    criteria = scoring_of(reviewer.call).criteria
    drawn = {one.number: one for one in nominees()}
    recused = all_recusals(reviewer)
    rows = [
        Assessment(
            public_id=link_id(reviewer.public_id, "scores", str(one.number)),
            reviewer=reviewer, nomination=one, updated_at=datetime.now(UTC),
            scores={
                criterion.code: points(drawn[one.number], member, at, criterion.most)
                for at, criterion in enumerate(criteria)
            },
        )
        for one in reviewer.call.nominations.filter(state_code="eligible")
        if one.pk not in recused
    ]  # fmt: skip
    Assessment.objects.bulk_create(rows)
    created("assessment", rows)

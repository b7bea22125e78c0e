"""Scores: saved as they are typed, locked by the member, taken over as merit by the officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.labels import Label
from tomoni.planning.merit import Score, merits
from tomoni.records.models import Assessment, Call, Nomination, Reviewer, User
from tomoni.records.queries.courses.committee import (
    all_recusals,
    progress_of,
    recusal_from,
    reviewer_of,
    scoring_of,
)
from tomoni.rules.courses.machine import check_step
from tomoni.rules.courses.nominations import NOMINATION
from tomoni.rules.courses.scoring import (
    SCORED_STATES,
    Scoring,
    check_assess,
    check_lock,
    check_score,
)

from ..audit import Event, record_event, record_events
from ..common import find, link_id
from .reviewers import nomination_number, note_recusals
from .scopes import check_may, of_call, roles_for
from .steps import lock

_LONGEST_COMMENT = 5_000


@dataclass(frozen=True, slots=True)
class SavedScores:
    """What a save kept, and why each other entry did not fit, by criterion."""

    assessment: Assessment
    faults: Mapping[str, Label]


@transaction.atomic
def save_scores(
    *, by: User, course_id: str, number: int, typed: Mapping[str, str], comment: str = ""
) -> SavedScores:
    """Keep a member's own points of one nomination as far as they fit, and return them.

    ``typed``: by criterion; a blank one is kept as not scored. The audit names the criteria that
    changed, never the points. Errors: NotPermittedError when the member is recused; NotFoundError;
    TransitionError when the scores are locked or scoring is over.
    """
    reviewer = lock(reviewer_of(by, course_id))
    call = reviewer.call
    check_may(by, "assess", of_call(call, "assessment"))
    nomination = nomination_number(call, number)
    recusal = recusal_from(reviewer, nomination)
    is_locked = reviewer.locked_at is not None
    check_score(call.state_code, is_locked, nomination.state_code, recusal)
    fit, faults = scoring_of(call).given(typed)
    assessment, is_new = Assessment.objects.get_or_create(
        reviewer=reviewer,
        nomination=nomination,
        defaults={
            "public_id": link_id(reviewer.public_id, "scores", str(number)),
            "updated_at": datetime.now(UTC),
        },
    )
    # An entry that does not fit leaves the one before it.
    kept = {code: assessment.scores[code] for code in faults if code in assessment.scores}
    new, text = {**kept, **fit}, comment.strip()[:_LONGEST_COMMENT] or None
    before = assessment.scores
    changed = [code for code in {*new, *before} if new.get(code) != before.get(code)]
    if text != assessment.comment:
        changed.append("comment")
    if changed:
        assessment.scores, assessment.comment = new, text
        assessment.updated_at = datetime.now(UTC)
        assessment.save()
        record_event(
            by=by, verb="create" if is_new else "change", object_type="assessment",
            object_id=assessment.public_id, payload={"fields": sorted(changed)},
        )  # fmt: skip
    return SavedScores(assessment, faults)


@transaction.atomic
def lock_scores(*, by: User, course_id: str) -> Reviewer:
    """Fix a member's own scores, which opens those of others to the member; return the membership.

    Errors: NotPermittedError; NotFoundError; TransitionError while one is missing, or when they are
    locked or scoring is over.
    """
    reviewer = lock(reviewer_of(by, course_id))
    call = reviewer.call
    check_may(by, "lock", of_call(call, "reviewer"))
    progress = progress_of(reviewer, scoring_of(call))
    check_lock(call.state_code, reviewer.locked_at is not None, progress.left)
    note_recusals(reviewer, by)
    reviewer.locked_at = datetime.now(UTC)
    reviewer.save(update_fields=["locked_at"])
    record_event(
        by=by, verb="lock", object_type="reviewer", object_id=reviewer.public_id,
        payload={"nominations": progress.shown},
    )  # fmt: skip
    return reviewer


@transaction.atomic
def assess_nominations(*, by: User | str, call_id: str) -> int:
    """Take over all locked scores: write each nomination's merit, and find it assessed.

    Merit is normalised by reviewer (``planning.merit``); recused and released members do not count.
    Returns the number of nominations. Running it again computes anew and changes what differs.
    Errors: NotPermittedError; NotFoundError; TransitionError when a member has not locked, nobody
    scored a nomination, or the call is not there yet.
    """
    call = lock(find(Call, call_id))
    check_step(NOMINATION, "assess", "eligible", roles_for(by, of_call(call, "nomination")))
    held = call.nominations.filter(state_code__in=SCORED_STATES).select_for_update()
    rows = list(held.order_by("pk"))
    reviewers = list(call.reviewers.filter(released_at__isnull=True).order_by("pk"))
    scoring = scoring_of(call)
    merit = merits(
        score for one in reviewers if one.locked_at for score in _scores_of(one, scoring)
    )
    without = sum(one.public_id not in merit for one in rows)
    unlocked = sum(one.locked_at is None for one in reviewers)
    check_assess(call.state_code, len(reviewers), unlocked, without)
    _write(rows, merit, by)
    return len(rows)


def _scores_of(reviewer: Reviewer, scoring: Scoring) -> list[Score]:
    recused = all_recusals(reviewer)
    given = reviewer.assessments.select_related("nomination").only(
        "scores", "nomination__public_id", "nomination__state_code"
    )
    found = []
    for one in given:
        value = scoring.overall(one.scores)
        counts = one.nomination_id not in recused and one.nomination.state_code in SCORED_STATES
        if value is not None and counts:
            found.append(Score(reviewer.public_id, one.nomination.public_id, value))
    return found


def _write(rows: list[Nomination], merit: Mapping[str, int], by: User | str) -> None:
    now = datetime.now(UTC)
    events, changed = [], []
    for one in rows:
        if one.state_code == "assessed" and one.merit == merit[one.public_id]:
            continue
        payload: dict[str, object] = {"fields": ["merit"]}
        if one.state_code == "eligible":
            payload = {"from": "eligible", "to": "assessed", "step": "assess"}
        verb = "step" if one.state_code == "eligible" else "change"
        events.append(Event(verb, "nomination", one.public_id, payload))
        one.merit, one.state_code = merit[one.public_id], "assessed"
        one.revision, one.updated_at = one.revision + 1, now
        changed.append(one)
    columns = ["merit", "state_code", "revision", "updated_at"]
    Nomination.objects.bulk_update(changed, columns, batch_size=500)
    if events:
        record_events(events, by=by)

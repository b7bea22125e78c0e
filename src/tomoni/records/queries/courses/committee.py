"""What a committee member has to score, from what to stand aside, and how far everybody is.

Recusal is asked of the nominations themselves whenever something is shown, so that a nomination
which became eligible later is covered too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tomoni.catalogue.errors import NotFoundError
from tomoni.planning.names import words_of
from tomoni.records.models import Assessment, Call, CallDocument, Nomination, Reviewer, User
from tomoni.rules.courses.scoring import SHOWN_STATES, Scoring, read_scoring


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One nomination as a member sees it: a number. ``given``: points so far; None: not scored.

    ``recusal``: reason code why the member stands aside; None: does not.
    """

    number: int
    recusal: str | None
    scored: int
    is_done: bool


def policy_document(call: Call) -> CallDocument | None:
    """Return the selection policy of a call: the published one, else the latest; None: none."""
    documents = call.documents.filter(kind_code="selection_policy").order_by("-version")
    return documents.filter(published_at__isnull=False).first() or documents.first()


def scoring_of(call: Call) -> Scoring:
    """Return how the committee of a call scores."""
    document = policy_document(call)
    return read_scoring(document.content if document else {})


def calls_of(user: User) -> QuerySet[Reviewer]:
    """Return the memberships of an account that stand, the latest call first."""
    rows = Reviewer.objects.filter(user=user, released_at__isnull=True)
    return rows.select_related("call__course").order_by("-call_id")


def reviewer_of(user: User, course_id: str) -> Reviewer:
    """Return the membership of an account in a course's committee. Errors: NotFoundError."""
    found = calls_of(user).filter(call__course__public_id=course_id).first()
    if found is None:
        raise NotFoundError("You are not in the committee of this course.", do="Check the link.")
    return found


def why_recused(reviewer: Reviewer, nomination: Nomination) -> str | None:
    """Return why a member stands aside by nationality, agency or own name; None: no reason.

    Declared conflicts are rows of their own (``Reviewer.recusals``). The nomination's person must
    be at hand.
    """
    person = nomination.person
    if reviewer.country_code in {nomination.country_code, person.country_code} - {None}:
        return "same_nationality"
    if reviewer.organisation and nomination.organisation:
        own, other = words_of(reviewer.organisation), words_of(nomination.organisation)
        if own and set(own) == set(other):
            return "same_agency"
    return "declared_conflict" if person.user_id == reviewer.user_id else None


def _scored(call: Call) -> QuerySet[Nomination]:
    return call.nominations.filter(state_code__in=SHOWN_STATES).order_by("number")


def recusals_of(reviewer: Reviewer) -> Iterator[tuple[Nomination, str]]:
    """Yield the nominations that a member stands aside from by nationality, agency or own name."""
    may_be = Q(person__user=reviewer.user_id)
    if reviewer.country_code:
        may_be |= Q(country_code=reviewer.country_code)
        may_be |= Q(person__country_code=reviewer.country_code)
    if reviewer.organisation:
        may_be |= Q(organisation__isnull=False)
    rows = _scored(reviewer.call).filter(may_be).select_related("person").only(
        "call", "number", "country_code", "organisation", "person__country_code", "person__user"
    )  # fmt: skip
    for nomination in rows:
        code = why_recused(reviewer, nomination)
        if code is not None:
            yield nomination, code


def all_recusals(reviewer: Reviewer) -> dict[int, str]:
    """Return why a member stands aside from nominations: reason codes by their keys."""
    declared = dict(reviewer.recusals.values_list("nomination_id", "reason_code"))
    return {one.pk: code for one, code in recusals_of(reviewer)} | declared


def queue_of(reviewer: Reviewer, scoring: Scoring) -> list[QueueRow]:
    """Return the nominations of a member's call in the order of their numbers. Three queries."""
    recused = all_recusals(reviewer)
    given = dict(reviewer.assessments.values_list("nomination_id", "scores"))
    codes = [one.code for one in scoring.criteria]
    rows = []
    for key, number in _scored(reviewer.call).values_list("pk", "number"):
        scores = given.get(key, {})
        scored = sum(scores.get(code) is not None for code in codes)
        rows.append(QueueRow(number, recused.get(key), scored, scored == len(codes)))
    return rows


def others_scores(reviewer: Reviewer, nomination: Nomination) -> list[Assessment]:
    """Return what others gave, once the member's own scores are locked; only locked ones.

    A member who stands aside sees none.
    """
    if reviewer.locked_at is None:
        return []
    rows = nomination.assessments.filter(
        reviewer__locked_at__isnull=False, reviewer__released_at__isnull=True
    )
    return list(rows.exclude(reviewer=reviewer).order_by("pk"))


def unscored(rows: Iterable[QueueRow]) -> int:
    """Return how many nominations a member still has to score."""
    return sum(row.recusal is None and not row.is_done for row in rows)

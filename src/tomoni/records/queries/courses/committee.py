"""What a committee member has to score, from what to stand aside, and how far everybody is.

Recusal is asked of the nominations themselves whenever something is shown, so that a nomination
which became eligible later is covered too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from tomoni.catalogue.errors import NotFoundError
from tomoni.planning.names import words_of
from tomoni.records.models import Assessment, Call, CallDocument, Nomination, Reviewer, User
from tomoni.rules.courses.scoring import SHOWN_STATES, Scoring, read_scoring


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One nomination as a member sees it: a number, and how many criteria have points.

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


def recusal_from(reviewer: Reviewer, nomination: Nomination) -> str | None:
    """Return why a member stands aside from one nomination, declared or not; None: does not."""
    declared = reviewer.recusals.filter(nomination=nomination).first()
    return declared.reason_code if declared else why_recused(reviewer, nomination)


def shown_to(reviewer: Reviewer) -> QuerySet[Nomination]:
    """Return the nominations that a member's queue shows, in the order of their numbers."""
    return reviewer.call.nominations.filter(state_code__in=SHOWN_STATES).order_by("number")


def recusals_of(reviewer: Reviewer) -> Iterator[tuple[Nomination, str]]:
    """Yield the nominations that a member stands aside from by nationality, agency or own name."""
    may_be = Q(person__user=reviewer.user_id)
    if reviewer.country_code:
        may_be |= Q(country_code=reviewer.country_code)
        may_be |= Q(person__country_code=reviewer.country_code)
    if reviewer.organisation:
        may_be |= Q(organisation__in=_names_of_agency(reviewer, reviewer.organisation))
    rows = shown_to(reviewer).filter(may_be).select_related("person").only(
        "call", "number", "country_code", "organisation", "person__country_code", "person__user"
    )  # fmt: skip
    for nomination in rows:
        code = why_recused(reviewer, nomination)
        if code is not None:
            yield nomination, code


def _names_of_agency(reviewer: Reviewer, organisation: str) -> list[str]:
    """Return how nominations of the queue write an organisation: each name is looked at once."""
    own = set(words_of(organisation))
    names = shown_to(reviewer).order_by().values_list("organisation", flat=True).distinct()
    return [name for name in names if name and own and set(words_of(name)) == own]


def all_recusals(reviewer: Reviewer) -> dict[int, str]:
    """Return why a member stands aside from nominations: reason codes by their keys."""
    declared = dict(reviewer.recusals.values_list("nomination_id", "reason_code"))
    return {one.pk: code for one, code in recusals_of(reviewer)} | declared


def queue_of(
    reviewer: Reviewer, scoring: Scoring, shown: Iterable[Nomination] | None = None
) -> list[QueueRow]:
    """Return rows of a member's queue: of the nominations given, with their persons, else of all.

    Two queries beside those for the nominations.
    """
    nominations = list(shown_to(reviewer).select_related("person") if shown is None else shown)
    keys = [one.pk for one in nominations]
    declared = dict(
        reviewer.recusals.filter(nomination__in=keys).values_list("nomination_id", "reason_code")
    )
    given = dict(
        reviewer.assessments.filter(nomination__in=keys).values_list("nomination_id", "scores")
    )
    return [
        _row(one.number, declared.get(one.pk) or why_recused(reviewer, one),
             given.get(one.pk, {}), scoring)
        for one in nominations
    ]  # fmt: skip


def _row(
    number: int, recusal: str | None, scores: Mapping[str, object], scoring: Scoring
) -> QueueRow:
    scored = sum(scores.get(one.code) is not None for one in scoring.criteria)
    return QueueRow(number, recusal, scored, scored == len(scoring.criteria))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member is: to score and left of them, which is next (None: none), all shown."""

    count: int
    left: int
    next: int | None
    shown: int


def progress_of(reviewer: Reviewer, scoring: Scoring) -> Progress:
    """Return how far a member is, counted by the database: no list grows with the pool."""
    codes = [one.code for one in scoring.criteria]
    done = reviewer.assessments.filter(scores__has_keys=codes)
    for code in codes:
        done = done.exclude(**{f"scores__{code}": None})
    mine = ~Q(pk__in=set(all_recusals(reviewer)))
    waiting = mine & ~Q(pk__in=done.values("nomination_id")) if codes else Q(pk__in=())
    found = shown_to(reviewer).aggregate(
        count=Count("pk", filter=mine),
        left=Count("pk", filter=waiting),
        next=Min("number", filter=waiting),
        shown=Count("pk"),
    )
    return Progress(**found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a nomination stands in a queue: which of how many, and its neighbours' numbers."""

    at: int
    count: int
    before: int | None
    after: int | None


def place_of(reviewer: Reviewer, number: int) -> Place:
    """Return where the nomination of this number stands in a member's queue. One query."""
    found = shown_to(reviewer).aggregate(
        at=Count("pk", filter=Q(number__lte=number)),
        count=Count("pk"),
        before=Max("number", filter=Q(number__lt=number)),
        after=Min("number", filter=Q(number__gt=number)),
    )
    return Place(**found)


def number_after(reviewer: Reviewer, number: int) -> int | None:
    """Return the next number from which a member does not stand aside; None after the last."""
    declared = set(reviewer.recusals.values_list("nomination_id", flat=True))
    rows = shown_to(reviewer).filter(number__gt=number).select_related("person")
    for one in rows.iterator(chunk_size=20):
        if one.pk not in declared and why_recused(reviewer, one) is None:
            return one.number
    return None


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

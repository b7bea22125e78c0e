"""Nominations as pages list them, and persons of one call who may be the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tomoni.planning.identity import PersonRecord, matches_of
from tomoni.records.models import Call, Nomination
from tomoni.rules.courses.nominating import LEFT
from tomoni.rules.courses.persons import folded

NOT_FORWARDED = ("draft", "submitted", "endorsed")


@dataclass(frozen=True, slots=True)
class Hint:
    """Another nomination of the call that may be of the same person. ``score``: 0 to 100."""

    nomination: Nomination
    score: int
    reasons: tuple[str, ...]


def forwarded_to(call: Call) -> QuerySet[Nomination]:
    """Return what a call was sent, with the number of rules unmet and unclear."""
    unmet = Q(checks__result_code="not_met", checks__severity_code="required")
    unclear = Q(checks__result_code="unclear", checks__severity_code="required")
    return (
        call.nominations.exclude(state_code__in=NOT_FORWARDED)
        .select_related("person")
        .annotate(
            unmet=Count("checks", filter=unmet),
            unclear=Count("checks", filter=unclear),
            checked=Count("checks"),
        )
    )


def matching(text: str) -> Q:
    """Return the condition that a search of nominations stands for: name, office or number."""
    found = Q(organisation__icontains=text) | Q(post__icontains=text)
    for word in folded(text).split():
        found |= Q(person__search_name__icontains=word)
    return found | Q(number=int(text)) if text.isdecimal() and len(text) < 9 else found


def hints_for(nomination: Nomination) -> list[Hint]:
    """Return the nominations of the same call that may be of the same person, likeliest first."""
    others = (
        Nomination.objects.filter(call=nomination.call_id)
        .exclude(pk=nomination.pk)
        .exclude(state_code__in=LEFT)
        .exclude(person=nomination.person_id)
        .select_related("person")
    )
    by_id = {one.public_id: one for one in others}
    found = matches_of(_record(nomination), [_record(one) for one in by_id.values()])
    return [
        Hint(by_id[other], match.score, match.reasons)
        for match in found
        for other in (match.first, match.second)
        if other in by_id
    ]


def _record(nomination: Nomination) -> PersonRecord:
    person = nomination.person
    names = " ".join(part for part in (person.family_name, person.given_name) if part)
    return PersonRecord(
        id=nomination.public_id,
        name=names,
        native_name=person.native_name,
        birth_year=person.birth_year,
        country=nomination.country_code,
        agency=nomination.organisation,
        identifiers=(person.email.casefold(),) if person.email else (),
    )

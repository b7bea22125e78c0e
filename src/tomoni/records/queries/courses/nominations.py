"""Nominations as pages list them, and persons of one call who may be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tomoni.planning.identity import PersonRecord, matches_of
from tomoni.records.models import Call, EligibilityCheck, Nomination
from tomoni.rules.courses.nominating import LEFT
from tomoni.rules.courses.persons import folded

NOT_FORWARDED = ("draft", "submitted", "endorsed")
# Two spellings of one name mostly begin alike; shorter words say too little.
SHORTEST_WORD = 4
MOST_COMPARED = 120
_COMPARED = (
    "public_id", "number", "country_code", "organisation", "person__family_name",
    "person__given_name", "person__native_name", "person__birth_year", "person__email",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a person as they are shown."""

    family_name: str | None
    given_name: str | None
    native_name: str | None


@dataclass(frozen=True, slots=True)
class Other:
    """Another nomination, as far as a hint shows it."""

    public_id: str
    number: int
    country_code: str
    person: Names


@dataclass(frozen=True, slots=True)
class Hint:
    """Another nomination of the call that may be of the same person. ``score``: 0 to 100."""

    nomination: Other
    score: int
    reasons: tuple[str, ...]


def forwarded_to(call: Call) -> QuerySet[Nomination]:
    """Return what a call was sent, with the persons."""
    return call.nominations.exclude(state_code__in=NOT_FORWARDED).select_related("person")


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """What the required rules say of one nomination, in numbers of rules."""

    unmet: int = 0
    unclear: int = 0


def rule_counts(nominations: Iterable[Nomination]) -> dict[int, RuleCounts]:
    """Return what the rules said of nominations by their keys; those not asked have no entry.

    One query for the nominations of a page: counting over a whole call would cost each page more
    than all else.
    """
    keys = [one.pk for one in nominations]
    found = EligibilityCheck.objects.filter(nomination__in=keys).values("nomination")
    required = Q(severity_code="required")
    rows = found.annotate(
        unmet=Count("pk", filter=required & Q(result_code="not_met")),
        unclear=Count("pk", filter=required & Q(result_code="unclear")),
    )
    return {one["nomination"]: RuleCounts(one["unmet"], one["unclear"]) for one in rows}


def matching(text: str) -> Q:
    """Return the condition that a search of nominations stands for: name, office or number."""
    found = Q(organisation__icontains=text) | Q(post__icontains=text)
    for word in folded(text).split():
        found |= Q(person__search_name__icontains=word)
    return found | Q(number=int(text)) if text.isdecimal() and len(text) < 9 else found


def hints_for(nomination: Nomination) -> list[Hint]:
    """Return the nominations of the same call that may be of the same person, likeliest first.

    Compared are those that share an address, a year of birth in the country, or how a name begins.
    """
    rows = (
        Nomination.objects.filter(_near(nomination), call=nomination.call_id)
        .exclude(pk=nomination.pk)
        .exclude(state_code__in=LEFT)
        .exclude(person=nomination.person_id)
        .values_list(*_COMPARED)
    )
    others, records = {}, []
    for key, number, country, agency, family, given, native, year, email in rows[:MOST_COMPARED]:
        names = Names(family, given, native)
        others[key] = Other(key, number, country, names)
        records.append(_record(key, names, country, agency, year, email))
    person = nomination.person
    own = Names(person.family_name, person.given_name, person.native_name)
    mine = _record(
        nomination.public_id, own, nomination.country_code, nomination.organisation,
        person.birth_year, person.email,
    )  # fmt: skip
    return [
        Hint(others[key], match.score, match.reasons)
        for match in matches_of(mine, records)
        for key in (match.first, match.second)
        if key in others
    ]


def _near(nomination: Nomination) -> Q:
    person = nomination.person
    near = Q(person__native_name=person.native_name) if person.native_name else Q(pk__in=())
    if person.email:
        near |= Q(person__email__iexact=person.email)
    if person.birth_year is not None:
        near |= Q(person__birth_year=person.birth_year, country_code=nomination.country_code)
    for word in person.search_name.split():
        if len(word) >= SHORTEST_WORD:
            near |= Q(person__search_name__contains=word[:SHORTEST_WORD])
    return near


def _record(
    key: str, names: Names, country: str, agency: str | None, year: int | None, email: str | None
) -> PersonRecord:
    return PersonRecord(
        id=key,
        name=" ".join(part for part in (names.family_name, names.given_name) if part),
        native_name=names.native_name,
        birth_year=year,
        country=country,
        agency=agency,
        identifiers=(email.casefold(),) if email else (),
    )

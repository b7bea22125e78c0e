"""People as lists and pages show them: how many courses, when last, what hangs from one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from tomoni.records.models import (
    Consent,
    Employment,
    Nomination,
    Participation,
    Person,
    PossibleDuplicate,
)
from tomoni.rules.courses.persons import folded


def listed_persons(courses: Sequence[str] | None = None) -> QuerySet[Person]:
    """Return everybody who stands for themselves, with ``courses`` and ``last_year``.

    ``courses``: public ids of the only courses whose people are meant; None: of all.
    """
    own = Participation.objects.filter(person=OuterRef("pk")).order_by().values("person")
    number = own.annotate(number=Count("pk")).values("number")
    last = own.annotate(last=Max("edition__held_last")).values("last")
    rows = Person.objects.filter(merged_into__isnull=True)
    if courses is not None:
        nominated = Q(nominations__call__course__public_id__in=courses)
        taking_part = Q(participations__edition__course__public_id__in=courses)
        rows = rows.filter(nominated | taking_part).distinct()
    return rows.annotate(
        courses=Coalesce(Subquery(number, IntegerField()), 0),
        last_year=ExtractYear(Subquery(last)),
    )


def name_search(text: str) -> Q:
    """Return the condition of names that hold every word typed, in any order and case."""
    condition = Q()
    for word in folded(text).split():
        condition &= Q(search_name__contains=word)
    return condition


def countries_of_persons() -> list[str]:
    """Return the codes of the countries that somebody comes from."""
    rows = Person.objects.filter(merged_into__isnull=True).order_by("country_code")
    return list(rows.values_list("country_code", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that hangs from one person, each list in order of time."""

    person: Person
    participations: Sequence[Participation]
    nominations: Sequence[Nomination]
    employments: Sequence[Employment]
    consents: Sequence[Consent]
    merged: Sequence[Person]
    pairs: Sequence[PossibleDuplicate]

    @property
    def in_force(self) -> frozenset[str]:
        """Purposes to which the person agrees today."""
        return frozenset(one.scope_code for one in self.consents if one.withdrawn_at is None)


def person_page(person: Person) -> PersonPage:
    """Return what hangs from a person, in one query for each list."""
    participations = person.participations.select_related("edition__series", "edition__course")
    nominations = person.nominations.select_related("call__course")
    pairs = PossibleDuplicate.objects.filter(Q(first=person) | Q(second=person))
    return PersonPage(
        person,
        list(participations.order_by("edition__held_first", "pk")),
        list(nominations.order_by("pk")),
        list(person.employments.order_by("start_first", "pk")),
        list(person.consents.order_by("given_at", "pk")),
        list(person.merged_from.order_by("pk")),
        list(pairs.select_related("first", "second").order_by("-score", "pk")),
    )


def open_pairs() -> QuerySet[PossibleDuplicate]:
    """Return all pairs with their persons, and with the rows that those stand under."""
    return PossibleDuplicate.objects.select_related("first__merged_into", "second__merged_into")


def courses_of_persons(persons: Sequence[Person]) -> dict[int, list[Participation]]:
    """Return the participations of some persons, by key, in order of time, in one query."""
    rows = Participation.objects.filter(person__in=persons).select_related("edition__series")
    found: dict[int, list[Participation]] = {person.pk: [] for person in persons}
    for row in rows.order_by("edition__held_first", "pk"):
        found[row.person_id].append(row)
    return found


def course_ids_of(person: Person) -> list[str]:
    """Return the public ids of the courses in which a person is nominated or takes part."""
    nominated = person.nominations.values_list("call__course__public_id", flat=True)
    taking_part = person.participations.filter(edition__course__isnull=False)
    return [*nominated, *taking_part.values_list("edition__course__public_id", flat=True)]

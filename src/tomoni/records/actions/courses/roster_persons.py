"""Whom a line of a roster surely is: same name, country and year of birth, nothing against it."""

from __future__ import annotations

from collections.abc import Collection

from tomoni.planning.rosters import contradicts, name_key
from tomoni.records.models import Participation, Person
from tomoni.rules.courses.rosters import RosterRow

_Key = tuple[tuple[str, ...], int]


class KnownPersons:
    """The persons of some countries whose year of birth is known, by what a line states of them.

    Who is not surely the same becomes a person of their own; the queue of possible duplicates is
    for somebody to decide.
    """

    def __init__(self, countries: Collection[str]) -> None:
        rows = Person.objects.filter(
            country_code__in=list(countries),
            birth_year__isnull=False,
            merged_into__isnull=True,
            erased_at__isnull=True,
        )
        self._persons: dict[_Key, Person] = {}
        for person in rows.order_by("pk"):
            self._persons.setdefault((name_key(_row_of(person)), person.birth_year), person)
        pairs = Participation.objects.filter(person__in=self._persons_by_key())
        self._taking_part = set(pairs.values_list("person_id", "edition_id"))

    def _persons_by_key(self) -> list[int]:
        return [person.pk for person in self._persons.values()]

    def match(self, row: RosterRow, edition: int) -> Person | None:
        """Return the person of a line; None where it is new, or takes part in the edition."""
        if row.birth_year is None:
            return None
        person = self._persons.get((name_key(row), row.birth_year))
        if person is None or (person.pk, edition) in self._taking_part:
            return None
        if contradicts(_row_of(person), row):
            return None
        self._taking_part.add((person.pk, edition))
        return person

    def add(self, row: RosterRow, person: Person, edition: int) -> None:
        """Let later lines find a person who is new."""
        if row.birth_year is not None:
            self._persons.setdefault((name_key(row), row.birth_year), person)
            self._taking_part.add((person.pk, edition))


def _row_of(person: Person) -> RosterRow:
    return RosterRow(
        line=0,
        country_code=person.country_code,
        family_name=person.family_name,
        given_name=person.given_name,
        native_name=person.native_name,
        sex_code=person.sex_code,
        birth_year=person.birth_year,
    )

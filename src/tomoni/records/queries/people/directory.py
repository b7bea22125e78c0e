"""The directory of alumni: who agreed to be in it, and of each what they agreed to show.

A row holds no column that its person does not show, and a search finds nobody by one. So neither a
list nor the absence of somebody from it tells what is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tomoni.records.models import AlumniProfile, Consent, Employment, Participation, Person
from tomoni.rules.courses.alumni import ASSOCIATION, DIRECTORY

from .persons import name_search

_ALUMNI_STATES = ("certified", "alumnus", "completed", "partially_completed")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. Empty: everybody."""

    name: str = ""
    country: str = ""
    series: str = ""
    year: str = ""
    profession: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as others see them. Empty: not shown, or nothing is known.

    ``key``: of the entry, never of the person.
    """

    key: str
    name: str
    native_name: str
    country_code: str
    courses: tuple[str, ...]
    profession_code: str
    post: str
    organisation: str
    about: str
    takes_messages: bool


def _consents(scope: str) -> Exists:
    in_force = Consent.objects.filter(scope_code=scope, withdrawn_at__isnull=True)
    return Exists(in_force.filter(person=OuterRef("pk")))


def _took_part() -> Exists:
    own = Participation.objects.filter(person=OuterRef("pk"), state_code__in=_ALUMNI_STATES)
    return Exists(own)


def listed() -> QuerySet[Person]:
    """Return who is in the directory: alumni with a consent to it in force today."""
    rows = Person.objects.filter(
        _consents(DIRECTORY), _took_part(), erased_at__isnull=True, merged_into__isnull=True
    )
    return rows.filter(alumni_profile__isnull=False)


def found(asked: Asked) -> QuerySet[Person]:
    """Return who is found by what is asked, by name; nobody by what they do not show."""
    rows = listed()
    if asked.name:
        rows = rows.filter(name_search(asked.name))
    if asked.country:
        rows = rows.filter(country_code=asked.country)
    if asked.series or asked.year:
        rows = rows.filter(alumni_profile__shows_courses=True)
        own = Participation.objects.filter(person=OuterRef("pk"), state_code__in=_ALUMNI_STATES)
        if asked.series:
            own = own.filter(edition__series__public_id=asked.series)
        if asked.year.isdecimal():
            own = own.filter(edition__held_last__year=int(asked.year))
        rows = rows.filter(Exists(own))
    if asked.profession:
        rows = rows.filter(alumni_profile__shows_profession=True)
        own = Participation.objects.filter(
            person=OuterRef("pk"), profession_code=asked.profession, state_code__in=_ALUMNI_STATES
        )
        rows = rows.filter(Exists(own))
    return rows.order_by("family_name", "given_name", "native_name", "pk")


def entries(rows: Iterable[Person]) -> list[Entry]:
    """Return persons of the directory as others see them."""
    return [_entry(person) for person in rows]


def with_shown(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Fetch with persons whatever their entries may show, in three queries."""
    taken = Participation.objects.filter(state_code__in=_ALUMNI_STATES)
    return rows.select_related("alumni_profile").prefetch_related(
        Prefetch(
            "participations",
            taken.select_related("edition__series", "edition__course").order_by("-pk"),
        ),
        Prefetch("employments", Employment.objects.order_by("-start_first", "-pk")),
    )


def entry_of(key: str) -> tuple[Person, Entry] | None:
    """Return one person of the directory by the key of the entry; None: nobody by it."""
    person = with_shown(listed().filter(alumni_profile__public_id=key)).first()
    return None if person is None else (person, _entry(person))


def directory_person(key: str) -> Person | None:
    """Return who is in the directory under a key."""
    rows = listed().select_related("user", "alumni_profile")
    return rows.filter(alumni_profile__public_id=key).first()


def named_members(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return those of some people who agreed that the association has their names."""
    return people.filter(_consents(ASSOCIATION), erased_at__isnull=True)


def association_consent() -> Q:
    """Return the condition of memberships whose person consents, for ``filter``."""
    in_force = Consent.objects.filter(scope_code=ASSOCIATION, withdrawn_at__isnull=True)
    return Q(person__in=in_force.values("person"), person__erased_at__isnull=True)


def _entry(person: Person) -> Entry:
    profile: AlumniProfile = person.alumni_profile
    taken = list(person.participations.all())
    post = _current(person.employments.all()) if profile.shows_post else None
    professions = [one.profession_code for one in taken if one.profession_code]
    return Entry(
        key=profile.public_id,
        name=" ".join(filter(None, (person.given_name, person.family_name))),
        native_name=person.native_name or "",
        country_code=person.country_code,
        courses=tuple(_course(one) for one in taken) if profile.shows_courses else (),
        profession_code=professions[0] if professions and profile.shows_profession else "",
        post=(post.post or "") if post else "",
        organisation=post.organisation if post else "",
        about=profile.about or "",
        takes_messages=profile.takes_messages,
    )


def _current(posts: Iterable[Employment]) -> Employment | None:
    """Return the latest post that has no end."""
    return next((one for one in posts if one.end_last is None), None)


def _course(one: Participation) -> str:
    course = getattr(one.edition, "course", None)
    if course is not None:
        return str(course.title)
    number = one.edition.number
    year = one.edition.held_last.year if one.edition.held_last else None
    return " ".join(str(part) for part in (one.edition.series.name, number, year) if part)

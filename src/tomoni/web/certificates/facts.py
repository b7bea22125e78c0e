"""What a certificate says: gathered once when it is issued, and read back whenever it is set."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.places import place_name
from tomoni.exchange.badges import CredentialValues, Identity, Issuer, StatusEntry
from tomoni.exchange.certificates import CertificateValues, Signatory
from tomoni.publish.numbers import format_ordinal
from tomoni.records.actions.courses.certificates import Place
from tomoni.records.actions.courses.completing import attended
from tomoni.records.models import CourseEdition, Participation, Person
from tomoni.rules.courses.completion import attendance_percent

from .issuer import fonts_directory, issuer, signatory, site_address, status_address

_JAPANESE = ("course_ja", "theme_ja", "institute_ja", "country_ja")


def facts_of(
    participation: Participation, kind: str, number: str, issued_at: datetime
) -> dict[str, Any]:
    """Return what a certificate says, as JSON values. Lines in Japanese need a font directory.

    Errors: RefusedError when the edition has no days; SettingError when nobody signs.
    """
    course: CourseEdition = participation.edition.course
    if course.first_day is None or course.last_day is None:
        raise RefusedError("The edition has no first and last day.", do="State both days.")
    done = attended(participation)
    awarding = issuer()
    facts: dict[str, Any] = {
        "kind": kind,
        "number": number,
        "issued_at": issued_at.astimezone(UTC).isoformat(),
        "issued_on": issued_at.astimezone(ZoneInfo(course.zone)).date().isoformat(),
        **_names(participation.person),
        "country": place_name(participation.country_code, "en"),
        "course": course.title,
        "series": participation.edition.series.name,
        "edition": _edition(course),
        "course_id": course.public_id,
        "theme": course.theme,
        "place": course.venue,
        "starts": course.first_day.isoformat(),
        "ends": course.last_day.isoformat(),
        "hours": _hours(done.planned_minutes),
        "attendance_percent": attendance_percent(done),
        "assessed": kind == "completion",
        "criteria": _criteria(course, kind),
        "issuer": {"id": awarding.id, "name": awarding.name, "url": awarding.url},
        "institute": awarding.name,
        "signatory": signatory(),
        "site": site_address(),
        "salt": secrets.token_hex(16),
    }
    return facts | _japanese(course, participation)


def _names(person: Person) -> dict[str, str | None]:
    """The Latin name with the family name in capitals; without one, the native name stands."""
    family = (person.family_name or "").upper()
    latin = " ".join(part for part in (person.given_name, family) if part)
    native = person.native_name
    return {"name": latin or native, "native_name": native if latin else None}


def _edition(course: CourseEdition) -> str:
    number = course.edition.number
    return course.public_id if number is None else format_ordinal(str(number), "en")


def _hours(minutes: int | None) -> str | None:
    """Hours of instruction with one decimal at most, downward; None: not known or none."""
    if not minutes or minutes < 6:
        return None
    tenths = minutes // 6
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def _criteria(course: CourseEdition, kind: str) -> str:
    if kind == "participation":
        return "Took part in the course."
    percent = course.minimum_attendance_percent
    return f"At least {percent} per cent of the minutes held, and a passed assessment."


def _japanese(course: CourseEdition, participation: Participation) -> dict[str, Any]:
    if fonts_directory() is None or not course.title_ja:
        who = {"name_ja": None, "title_ja": None}
        return dict.fromkeys(_JAPANESE) | {"signatory": signatory() | who}
    return {
        "course_ja": course.title_ja,
        "theme_ja": course.theme_ja,
        "institute_ja": settings.TOMONI.text("TOMONI_ISSUER_NAME_JA") or None,
        "country_ja": place_name(participation.country_code, "ja"),
    }


def printed_values(facts: Mapping[str, Any], credential: str) -> CertificateValues:
    """Return what is printed of a certificate's facts."""
    return CertificateValues(
        kind=facts["kind"],
        number=facts["number"],
        name=facts["name"],
        native_name=facts["native_name"],
        country=facts["country"],
        country_ja=facts["country_ja"],
        course=facts["course"],
        course_ja=facts["course_ja"],
        theme=facts["theme"],
        theme_ja=facts["theme_ja"],
        place=facts["place"],
        starts=date.fromisoformat(facts["starts"]),
        ends=date.fromisoformat(facts["ends"]),
        hours=None if facts["hours"] is None else Decimal(facts["hours"]),
        institute=facts["institute"],
        institute_ja=facts["institute_ja"],
        signatory=Signatory(**facts["signatory"]),
        issued_on=date.fromisoformat(facts["issued_on"]),
        verify_url=f"{facts['site']}/verify/",
        credential=credential,
    )


def badge_values(facts: Mapping[str, Any], certificate_id: str, place: Place) -> CredentialValues:
    """Return what the badge of a certificate says. It names nobody."""
    course = f"{facts['site']}/courses/{facts['course_id']}/{facts['kind']}"
    return CredentialValues(
        id=f"urn:uuid:{certificate_id}",
        issuer=Issuer(**facts["issuer"]),
        achievement_id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, course)}",
        course=facts["series"],
        edition=facts["edition"],
        criteria=facts["criteria"],
        kind=facts["kind"],
        recipient=(Identity("name", facts["name"], facts["salt"]),),
        valid_from=datetime.fromisoformat(facts["issued_at"]),
        starts=date.fromisoformat(facts["starts"]),
        ends=date.fromisoformat(facts["ends"]),
        status=StatusEntry(status_address(place.status_list, facts["site"]), place.index),
        assessed=facts["assessed"],
        hours=None if facts["hours"] is None else Decimal(facts["hours"]),
        attendance_percent=facts["attendance_percent"],
    )

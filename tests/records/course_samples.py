"""One valid row of each kind that tests of the course desk need; any column may be given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tomoni.records.models import (
    Call,
    CourseEdition,
    Nomination,
    Participation,
    Person,
    SelectionDecision,
)

from .samples import make_edition

_numbers = count(1)
NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


def make_person(**columns: Any) -> Person:
    number = next(_numbers)
    values = {
        "public_id": f"person-{number}",
        "family_name": f"Family{number}",
        "given_name": f"Given{number}",
        "search_name": f"family{number} given{number}",
        "country_code": "KEN",
    }
    return Person.objects.create(**values | columns)


def make_course(**columns: Any) -> CourseEdition:
    values = {
        "public_id": f"course-{next(_numbers)}",
        "title": "Corruption and the recovery of assets",
        "first_day": date(2024, 5, 13),
        "last_day": date(2024, 6, 14),
        "seats": 24,
    }
    if "edition" not in columns:
        values["edition"] = make_edition()
    return CourseEdition.objects.create(**values | columns)


def make_call(**columns: Any) -> Call:
    values = {
        "public_id": f"call-{next(_numbers)}",
        "opens_at": datetime(2024, 1, 10, tzinfo=UTC),
        "closes_at": datetime(2024, 2, 20, tzinfo=UTC),
    }
    if "course" not in columns:
        values["course"] = make_course()
    return Call.objects.create(**values | columns)


def make_nomination(**columns: Any) -> Nomination:
    number = next(_numbers)
    values: dict[str, Any] = {
        "public_id": f"nomination-{number}",
        "country_code": "KEN",
        "number": number,
        "updated_at": NOW,
    }
    if "call" not in columns:
        values["call"] = make_call()
    if "person" not in columns:
        values["person"] = make_person()
    return Nomination.objects.create(**values | columns)


def make_decision(**columns: Any) -> SelectionDecision:
    values: dict[str, Any] = {
        "public_id": f"decision-{next(_numbers)}",
        "outcome_code": "selected",
        "reason_code": "selected_on_merit",
        "decided_by": "officer",
        "decided_at": NOW,
    }
    if "nomination" not in columns:
        values["nomination"] = make_nomination()
    return SelectionDecision.objects.create(**values | columns)


def make_participation(**columns: Any) -> Participation:
    values: dict[str, Any] = {
        "public_id": f"participation-{next(_numbers)}",
        "country_code": "KEN",
    }
    if "edition" not in columns:
        values["edition"] = make_edition()
    if "person" not in columns:
        values["person"] = make_person()
    return Participation.objects.create(**values | columns)

"""An edition whose people are done, and an issuer that signs nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from records.course_samples import make_course, make_participation, make_person
from records.samples import make_edition, make_mandate, make_series, make_user
from tomoni.records.actions.courses.certificates import Place
from tomoni.records.models import CourseEdition, Participation, SigningKey, User

DAY = date(2024, 6, 14)


def held_course(**columns: Any) -> CourseEdition:
    """An edition that was held: 6,000 minutes, 80 per cent and an assessment asked for."""
    edition = make_edition(
        series=make_series(name="International Training Course"),
        number=183,
        number_basis_code="stated",
    )
    values: dict[str, Any] = {
        "edition": edition,
        "title": "183rd International Training Course",
        "state_code": "running",
        "requires_assessment": True,
        "venue": "Tokyo",
    }
    return make_course(**values | columns)


def participant(course: CourseEdition, state: str = "completed", **columns: Any) -> Participation:
    """Somebody who attended 5,400 of 6,000 minutes and passed, unless ``columns`` say else."""
    values: dict[str, Any] = {
        "edition": course.edition,
        "country_code": "KE",
        "state_code": state,
        "attended_minutes": 5400,
        "planned_minutes": 6000,
        "assessment_passed": True,
    }
    if state in ("completed", "certified", "alumnus"):
        values["completed_on"] = DAY
    if "person" not in columns:
        values["person"] = make_person(country_code="KE")
    return make_participation(**values | columns)


def officer(course: CourseEdition | None = None, role: str = "programme_officer") -> User:
    user = make_user(email="officer@example.org")
    scope = None if course is None else course.public_id
    make_mandate(user=user, role_code=role, scope_id=scope, start=date(2021, 4, 1))
    return user


def make_key(kid: str = "did:web:example.org#k1", **columns: Any) -> SigningKey:
    values = {"jwk": {}, "valid_from": datetime.now(UTC) - timedelta(days=1)}
    return SigningKey.objects.create(kid=kid, **values | columns)


class PlainIssuer:
    """Says number and kind alone, and takes the id for a badge."""

    def __init__(self) -> None:
        self.signed: list[str] = []

    def facts(
        self, participation: Participation, kind: str, number: str, issued_at: datetime
    ) -> dict[str, Any]:
        return {"number": number, "kind": kind, "name": participation.person.family_name}

    def sign(self, facts: dict[str, Any], certificate_id: str, place: Place, kid: str) -> str:
        self.signed.append(certificate_id)
        return f"badge-{certificate_id}"

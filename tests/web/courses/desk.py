"""A course with its call, its people and their accounts, for tests of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from records.course_samples import make_course, make_person
from records.samples import make_edition, make_mandate, make_series, make_user
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.call_documents import publish_documents
from tomoni.records.actions.courses.calls import CallValues, advance_calls, create_call, step_call
from tomoni.records.actions.courses.dossiers import GivenFile, add_document, save_answers
from tomoni.records.actions.courses.nominations import (
    NomineeValues,
    enter_nomination,
    step_nomination,
)
from tomoni.records.models import Call, CourseEdition, Nomination, Person, User
from tomoni.rules.courses.allotment import AllotmentValues

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = b"%PDF-1.7 synthetic %%EOF"
WHOLE = {
    "current_duties": "Prosecutes corruption.",
    "experience_years": "7",
    "degree": "master",
    "language_level": "C1",
    "country_problem": "Assets abroad.",
    "use_of_results": "Train others.",
}


def now() -> datetime:
    return datetime.now(UTC)


def account(role: str, **bounds: Any) -> User:
    user = make_user(email=f"{role}-{bounds.get('country_code', 'all')}@example.org".lower())
    make_mandate(user=user, role_code=role, **bounds)
    return user


def client_of(user: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend=BACKEND)
    return client


@dataclass
class Desk:
    """An open call of one course, with Kenya and Viet Nam invited."""

    course: CourseEdition
    call: Call

    @property
    def key(self) -> str:
        return self.course.public_id

    def client(self, role: str, language: str = "en", **bounds: Any) -> Client:
        return client_of(account(role, **bounds), language)

    def enter(self, country: str = "KE", name: str = "Otieno", **values: Any) -> Nomination:
        given = {"given_name": "Achieng", "profession_code": "prosecutor"} | values
        return enter_nomination(
            by="system", call_id=self.call.public_id, country_code=country,
            values=NomineeValues(family_name=name, **given),
        )  # fmt: skip

    def forwarded(self, country: str = "KE", name: str = "Otieno", **values: Any) -> Nomination:
        one = self.enter(country, name, **values)
        key = one.public_id
        save_answers(by="system", nomination_id=key, answers=WHOLE)
        for kind in ("nomination_form", "curriculum_vitae"):
            file = GivenFile(f"{kind}.pdf", "application/pdf", PDF + kind.encode())
            add_document(by="system", nomination_id=key, kind_code=kind, file=file)
        for verb in ("submit", "endorse", "forward"):
            one = step_nomination(by="system", nomination_id=key, verb=verb)
        return one

    def nominee(self, country: str = "KE") -> tuple[Person, Client]:
        user = account("nominee", country_code=country, scope_id=self.key)
        return make_person(user=user, country_code=country), client_of(user)


def open_desk() -> Desk:
    """Make a course whose call is open since yesterday, for another month."""
    course = make_course(
        edition=make_edition(series=make_series(public_id="itc", is_numbered=True)), seats=10
    )
    rows = [AllotmentValues("KE", 0, 2), AllotmentValues("VN", 1, 2, 1, 2)]
    set_allotment(by="system", course_id=course.public_id, rows=rows)
    times = CallValues(opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30))
    call = create_call(by="system", course_id=course.public_id, values=times)
    step_call(by="system", call_id=call.public_id, verb="approve")
    publish_documents(by="system", call_id=call.public_id)
    step_call(by="system", call_id=call.public_id, verb="publish")
    advance_calls()
    call.refresh_from_db()
    course.refresh_from_db()
    return Desk(course, call)

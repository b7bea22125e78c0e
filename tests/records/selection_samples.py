"""A call at the stage of scoring or deliberation, small enough to be counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from records.course_samples import NOW, make_call, make_course, make_nomination, make_person
from records.samples import make_user
from tomoni.records.models import (
    Assessment,
    Call,
    CallDocument,
    Mandate,
    Nomination,
    Reviewer,
    User,
)
from tomoni.rules.courses.scoring import OVERALL

COUNTRIES = ("KE", "VN", "TH", "PH", "NP", "FJ")
SEED = "5eed" * 16
POLICY: dict[str, Any] = {
    "seats": 4,
    "country_cap": 1,
    "agency_cap": None,
    "respects_focal_order": True,
    "reserve_places": 2,
    "floors": [{"group": "woman", "value": None, "share": "1/2", "place": 1, "weight": 1}],
    "ceilings": [],
    "criteria": [
        {"code": "relevance", "most": 10, "weight": 2, "label": {"en": "Relevance", "ja": "関連"}},
        {"code": "use", "most": 5, "weight": 1, "label": {"en": "Use", "ja": "活用"}},
    ],
}


def member(name: str, course_id: str, role: str = "committee_member", **bounds: Any) -> User:
    """An account with one mandate for a course."""
    user = make_user(name, email=f"{name}@example.org")
    Mandate.objects.create(
        user=user, role_code=role, scope_id=course_id, start=date(2020, 4, 1), **bounds
    )
    return user


def scoring_call(policy: dict[str, Any] | None = None, **columns: Any) -> Call:
    """A call in screening with a published policy, and no nominations yet."""
    course = make_course(seats=4, **columns)
    call = make_call(
        course=course, state_code="screening", seed=SEED,
        seed_commitment="3" * 64,
    )  # fmt: skip
    CallDocument.objects.create(
        public_id=f"{call.public_id}--selection_policy--1", call=call,
        kind_code="selection_policy", version=1, content={**POLICY, **(policy or {})},
        published_at=datetime(2024, 1, 5, tzinfo=UTC),
    )  # fmt: skip
    return call


def nominated(call: Call, country: str, number: int, **columns: Any) -> Nomination:
    """An eligible nomination; ``sex_code`` and the names go to the person."""
    about = {"sex_code", "family_name", "given_name", "email", "native_name", "user"}
    given = {name: value for name, value in columns.items() if name in about}
    rest = {name: value for name, value in columns.items() if name not in about}
    person = make_person(country_code=country, **given)
    values = {"state_code": "eligible", "rank": None, "forwarded_at": NOW}
    return make_nomination(
        call=call, person=person, country_code=country, number=number, **(values | rest)
    )


def reviewer(call: Call, user: User, **columns: Any) -> Reviewer:
    return Reviewer.objects.create(
        public_id=f"{call.public_id}--{user.username}", call=call, user=user, **columns
    )


def scored(one: Reviewer, nomination: Nomination, **scores: int | None) -> Assessment:
    return Assessment.objects.create(
        public_id=f"{one.public_id}--{nomination.number}", reviewer=one, nomination=nomination,
        scores=scores or {OVERALL.code: 5}, updated_at=NOW,
    )  # fmt: skip


def deliberating_call(policy: dict[str, Any] | None = None, count: int = 10) -> Call:
    """A call in deliberation with ``count`` assessed nominations of six countries."""
    call = scoring_call(policy)
    for at in range(count):
        nominated(
            call, COUNTRIES[at % len(COUNTRIES)], at + 1, state_code="assessed",
            merit=(37 * at) % 101, rank=at // len(COUNTRIES) + 1,
            sex_code="female" if at % 3 == 0 else "male",
        )  # fmt: skip
    Call.objects.filter(pk=call.pk).update(state_code="deliberation")
    call.refresh_from_db()
    return call

"""Nothing leaks from offers and travel: canaries are planted, and every page is opened by GET.

Each page of this part is asked for as each role, with every id that exists in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.test import Client

from records.offer_samples import decided_call
from records.selection_samples import member
from tomoni.records.actions.courses.offers import send_offers
from tomoni.records.actions.courses.participants import step_participation
from tomoni.records.actions.courses.replacements import move_up_by_decision
from tomoni.records.actions.courses.travel import (
    TravelValues,
    decide_clearance,
    record_travel,
)
from tomoni.records.actions.courses.travel_papers import (
    PassportValues,
    store_passport,
)
from tomoni.records.models import AuditEvent, Call, Notice, Participation, Person
from tomoni.web.participants.papers import LISTS
from tomoni.web.participants.urls import urlpatterns
from web.courses.desk import client_of

# What a page says of whom does not hang on the kind of database.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OTHERS, SCORE, WHY, PASSPORT = "CANARYOTHER", "987654321", "CANARYWHY", "CANARYPASSPORT"
FLIGHT, ANSWER = "CANARYFLIGHT", "CANARYANSWER"
OWN_COUNTRY = "KE"
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "focal_point": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "embassy": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "nominee": (OTHERS, SCORE, WHY, PASSPORT, ANSWER),
    "participant": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "logistics": (SCORE, WHY, PASSPORT, ANSWER),
    "medical_officer": (SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "committee_member": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "lecturer": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "evaluator": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "editor": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
    "programme_officer": (SCORE, PASSPORT),
    "auditor": (SCORE, PASSPORT),
    "nobody": (OTHERS, SCORE, WHY, PASSPORT, FLIGHT, ANSWER),
}


@pytest.fixture
def call() -> Call:
    """Offers of four countries, one of them KE; a seat given up is filled by decision."""
    call = decided_call()
    for one in call.nominations.select_related("person"):
        name = "OWN" if one.country_code == OWN_COUNTRY else OTHERS
        Person.objects.filter(pk=one.person_id).update(family_name=name)
    call.nominations.update(merit=int(SCORE), answers={"current_duties": ANSWER})
    until = datetime.now(UTC) + timedelta(days=9)
    made = send_offers(by="system", course_id=call.course.public_id, expires_at=until)
    for one in made[:-1]:
        key = one.public_id
        step_participation(by="system", participation_id=key, verb="accept")
        values = TravelValues(arrival_day=date(2024, 5, 12), arrival_carrier=FLIGHT)
        record_travel(by="system", participation_id=key, values=values)
        store_passport(by="system", participation_id=key, values=PassportValues(number=PASSPORT))
        decide_clearance(by="system", participation_id=key, is_cleared=False)
    step_participation(by="system", participation_id=made[-1].public_id, verb="decline")
    waiting = call.nominations.filter(state_code="reserve").order_by("number")[0]
    move_up_by_decision(
        by="system", nomination_id=waiting.public_id, justification=WHY, expires_at=until
    )
    return call


def client_as(role: str, call: Call) -> Client:
    if role == "nobody":
        return Client()
    bounds = {"country_code": OWN_COUNTRY} if role in ("focal_point", "embassy") else {}
    user = member(f"one-{role}", call.course.public_id, role, **bounds)
    if role == "nominee":
        own = Participation.objects.filter(country_code=OWN_COUNTRY).order_by("pk")[0]
        Person.objects.filter(pk=own.person_id).update(user=user)
    return client_of(user)


def addresses(call: Call) -> Iterator[str]:
    known = {
        "course_id": [call.course.public_id],
        "country_code": sorted(set(call.nominations.values_list("country_code", flat=True))),
        "participation_id": list(Participation.objects.values_list("public_id", flat=True)),
        "name": list(LISTS),
        "kind": ["xlsx", "docx"],
    }
    for one in urlpatterns:
        converters = one.pattern.converters
        for values in product(*(known[name] for name in converters)):
            path = str(one.pattern)
            for name, value in zip(converters, values, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
            yield f"/{path}"


def crawled(client: Client, call: Call) -> tuple[str, int]:
    pages, opened = "", 0
    for path in addresses(call):
        answer = client.get(path)
        pages += answer.content.decode("utf-8", "replace")
        opened += answer.status_code == 200
    return pages, opened


@pytest.mark.parametrize("role", sorted(FORBIDDEN))
def test_no_page_shows_a_role_what_is_not_its_own(role: str, call: Call) -> None:
    pages, opened = crawled(client_as(role, call), call)
    assert [one for one in FORBIDDEN[role] if one in pages] == []
    is_refused = role in {"participant", "committee_member", "lecturer", "evaluator", "editor"}
    assert is_refused or role == "nobody" or opened > 0


def test_the_crawl_would_find_a_leak(call: Call) -> None:
    pages, _opened = crawled(client_as("logistics", call), call)
    assert OTHERS in pages
    assert FLIGHT in pages
    pages, _opened = crawled(client_as("medical_officer", call), call)
    assert OTHERS in pages


def test_messages_and_audit_hold_none_of_it(call: Call) -> None:
    planted = (OTHERS, SCORE, PASSPORT, FLIGHT, ANSWER, WHY)
    for notice in Notice.objects.all():
        assert [one for one in planted if one in str(notice.parameters)] == []
    for event in AuditEvent.objects.all():
        assert [one for one in planted if one in event.payload] == [], event.verb

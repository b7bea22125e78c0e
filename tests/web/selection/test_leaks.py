"""Nothing leaks: canaries are planted, then every page is opened as every role.

Names, addresses and scores, remarks, justifications, the seed and the record are unlike any other
text. Each page of the desk is asked for, with every id that exists in its place, by GET and by
following; so are messages, the audit and what was logged meanwhile.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from records.selection_samples import SEED, member, nominated, reviewer, scored, scoring_call
from tomoni.catalogue.course_templates import default_form
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.deciding import decide_by_run, decide_nomination
from tomoni.records.actions.courses.reviewers import recuse
from tomoni.records.actions.courses.selection import request_selection
from tomoni.records.actions.courses.selection_runs import compute_run
from tomoni.records.models import (
    AuditEvent,
    Call,
    CallDocument,
    Nomination,
    Notice,
    Person,
    SelectionRun,
    User,
)
from tomoni.rules.courses.allotment import AllotmentValues

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

OWN = ("CANARYKENYAN", "kenyan.canary@example.org", "CANARY-AGENCY-KE")
OTHER = ("CANARYVIETNAMESE", "viet.canary@example.org", "CANARY-AGENCY-VN", "Viet Nam")
SECRETS = ("987654", "987.654", "CANARYREMARK", "CANARYWHY", "CANARYCONFLICT", SEED)
# What a committee member never reads: whom it is about, and what others gave.
HIDDEN = (*OWN, *OTHER, "Kenya", *SECRETS)
# What each role must never see. The own nominee is the country's own matter.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "focal_point": (*OTHER, *SECRETS),
    "embassy": (*OTHER, *SECRETS),
    "agency_office": (*OTHER, *SECRETS),
    "nominee": (*OTHER, *SECRETS),
    "participant": (*OTHER[:3], *OWN, *SECRETS),
    "committee_member": HIDDEN,
    "logistics": (*OTHER[:3], *OWN, *SECRETS),
    "medical_officer": (*OTHER[:3], *OWN, *SECRETS),
    "evaluator": (*OTHER[:3], *OWN, *SECRETS),
    "lecturer": (*OTHER[:3], *OWN, *SECRETS),
    "desk_officer": (*OTHER[:3], *OWN, *SECRETS),
    "editor": (*OTHER[:3], *OWN, *SECRETS),
    "nobody": (*OTHER[:3], *OWN, *SECRETS),
}
NAMED = {"KE": "Kenya", "VN": "Viet Nam"}
OF_COUNTRY = {"focal_point", "embassy", "agency_office"}
# They reach what asks the ledger most; the others are refused before, on any database alike.
ON_EVERY_DATABASE = {"focal_point", "nominee", "committee_member"}
ROLES = [
    role if role in ON_EVERY_DATABASE else pytest.param(role, marks=pytest.mark.any_database)
    for role in sorted(FORBIDDEN)
]


@pytest.fixture
def call() -> Call:
    """A call of two countries, scored, selected from, half decided."""
    call = scoring_call({"seats": 1, "country_cap": 1, "reserve_places": 0})
    CallDocument.objects.create(
        public_id=f"{call.public_id}--form--1", call=call, kind_code="form", version=1,
        content=default_form(), published_at=call.opens_at,
    )  # fmt: skip
    course_id = call.course.public_id
    rows = [AllotmentValues("KE", 0, 1)]
    set_allotment_directly(call, rows)
    own = planted(call, "KE", 1, OWN)
    other = planted(call, "VN", 2, OTHER)
    third = planted(call, "VN", 3, ("CANARYVIETNAMESE2", *OTHER[1:]))
    locked = reviewer(call, member("locked-member", course_id), locked_at=call.opens_at)
    for one in (own, other, third):
        row = scored(locked, one, relevance=7, use=3)
        type(row).objects.filter(pk=row.pk).update(comment="CANARYREMARK")
    recuse(by="system", reviewer_id=locked.public_id, number=3, note="CANARYCONFLICT")
    call.nominations.update(state_code="assessed", merit=987654)
    Call.objects.filter(pk=call.pk).update(state_code="deliberation")
    run = compute_run(request_selection(by="system", call_id=call.public_id).public_id)
    assert run.state_code == "finished", run.problem
    assert run.outcome is not None
    (chosen,) = run.outcome["selected"]
    decide_nomination(
        by="system", nomination_id=chosen, outcome_code="not_selected",
        justification="CANARYWHY",
    )  # fmt: skip
    decide_by_run(by="system", run_id=run.public_id)
    call.refresh_from_db()
    return call


def set_allotment_directly(call: Call, rows: list[AllotmentValues]) -> None:
    """Seats come before the policy is published: here it is published already."""
    documents = call.documents.filter(kind_code="selection_policy")
    published = documents.get().published_at
    documents.update(published_at=None)
    set_allotment(by="system", course_id=call.course.public_id, rows=rows)
    documents.update(published_at=published)


def planted(call: Call, country: str, number: int, words: tuple[str, ...]) -> Nomination:
    return nominated(
        call, country, number, family_name=words[0], email=words[1], organisation=words[2],
        rank=number if country == "KE" else number - 1, profession_code="judge",
        answers={
            "current_duties": f"{words[0]} of {words[2]}, {words[1]}, in {NAMED[country]}",
            "experience_years": 9,
        },
    )  # fmt: skip


def client_as(role: str, call: Call) -> Client:
    client = Client()
    if role == "nobody":
        return client
    bounds = {"country_code": "KE"} if role in OF_COUNTRY else {}
    user = member(f"one-{role}", call.course.public_id, role, **bounds)
    if role == "nominee":
        Person.objects.filter(nominations__number=1).update(user=user)
    if role == "committee_member":
        reviewer(call, user)
    client.force_login(user, backend=BACKEND)
    return client


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of the desk with its converters, save those that end a session."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern) and "logout" not in route:
            yield route, one.pattern.converters


def known_values(call: Call) -> dict[str, list[str]]:
    """What may stand in an address, by the name of its part; "" for any other part."""
    nominations = list(call.nominations.values_list("public_id", flat=True))
    return {
        "": ["1", *nominations[:1]],
        "course_id": [call.course.public_id],
        "country_code": ["KE", "VN"],
        "nomination_id": nominations,
        "number": ["1", "2", "3"],
        "kind": ["xlsx", "csv", "form", "eligibility", "selection_policy"],
        "series_id": [call.course.edition.series.public_id],
        "person_id": list(Person.objects.values_list("public_id", flat=True)),
        "public_id": [
            *Person.objects.values_list("public_id", flat=True),
            *Notice.objects.values_list("public_id", flat=True),
        ],
        "object_id": [str(one) for one in Nomination.objects.values_list("pk", flat=True)],
    }


def addresses(call: Call) -> Iterator[str]:
    known = known_values(call)
    for route, converters in patterns(get_resolver()):
        if "(?P" in route or "^" in route:
            continue
        for values in product(*(known.get(name, known[""]) for name in converters)):
            path = route
            for name, value in zip(converters, values, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
            if "<" not in path:
                yield f"/{path}"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_role_what_is_not_its_own(
    role: str, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_as(role, call)
    opened = 0
    caplog.set_level(logging.DEBUG)
    for path in addresses(call):
        answer = client.get(f"{path}?why=1")
        content = b"".join(answer) if answer.streaming else answer.content
        text = content.decode("utf-8", "replace")
        found = [one for one in FORBIDDEN[role] if one in text]
        # Countries stand in lists of choices too, where nothing is said of them.
        if "<option" in text:
            found = [one for one in found if one not in ("Kenya", "Viet Nam")]
        assert found == [], (role, path, found)
        opened += answer.status_code == 200
    assert opened >= 1
    said = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert [one for one in (*OWN, *OTHER[:3], *SECRETS) if one in said] == []


def test_the_crawl_would_find_a_leak(call: Call) -> None:
    """The same crawl as an officer meets every canary but the seed before the decision."""
    client = Client()
    officer = member("officer", call.course.public_id, "programme_officer")
    client.force_login(officer, backend=BACKEND)
    pages = ""
    for path in addresses(call):
        answer = client.get(f"{path}?why=1")
        pages += (b"".join(answer) if answer.streaming else answer.content).decode(
            "utf-8", "replace"
        )
    for one in (*OWN[:1], *OTHER[:1], "987.654", "CANARYREMARK", "CANARYWHY"):
        assert one in pages, one
    assert SEED not in pages


def test_messages_and_audit_hold_none_of_it(call: Call) -> None:
    planted_ones = (*OWN, *OTHER[:3], *SECRETS)
    assert User.objects.exists()
    for notice in Notice.objects.all():
        text = f"{notice.template_code} {notice.parameters}"
        assert [one for one in planted_ones if one in text] == []
    for event in AuditEvent.objects.all():
        assert [one for one in planted_ones if one in event.payload] == [], event.verb


def test_the_record_holds_no_name(call: Call) -> None:
    for run in SelectionRun.objects.all():
        assert run.record is not None
        for one in (*OWN, *OTHER[:3], "CANARYREMARK", "CANARYWHY", "CANARYCONFLICT"):
            assert one not in run.record

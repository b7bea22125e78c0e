"""No page, file, message, audit event or log line links an answer to who gave it.

Canaries are planted: a text that too few wrote, one that enough wrote, a draft, and the pseudonyms.
Every address of the desk is then opened with every id that exists in its place, as those who
see most of a course, and as the participant. Roles that see less are held by the drawing of
permissions.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver

from records.evaluation_samples import REACTION, account_of, course_with
from records.samples import make_mandate, make_user
from tomoni.catalogue.notice_words import notice_text
from tomoni.records.actions.courses.answering import save_own_draft, submit_answers
from tomoni.records.actions.courses.asking import remind
from tomoni.records.evaluation_keys import pseudonym_of
from tomoni.records.models import (
    AuditEvent,
    Consent,
    CourseEdition,
    Instrument,
    Notice,
    Participation,
    Person,
)
from web.courses.desk import BACKEND, now
from web.evaluation.test_pages import closed, opened
from web.selection.test_leaks import patterns

# What a page says of whom does not hang on the kind of database.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FEW, ENOUGH, DRAFT = "CANARYFEW", "CANARYENOUGH", "CANARYDRAFT"
ROLES = ("administrator", "programme_officer", "auditor", "evaluator", "own")
NAMES = [f"CANARYNAME{letter}" for letter in "ABCDEFG"]


@pytest.fixture
def course() -> CourseEdition:
    """Seven people: all answered a closed questionnaire, one an open one, one drafts."""
    course, people = course_with(7)
    for person, name in zip(people, NAMES, strict=True):
        Person.objects.filter(pk=person.person_id).update(family_name=name)
        account_of(person)
        Consent.objects.create(person=person.person, scope_code="contact", given_at=now())
    done, going = opened(course), opened(course, "behaviour")
    for at, person in enumerate(people):
        texts = {"best": [ENOUGH]} if at else {"improve": [FEW]}
        send(done, person, REACTION | texts)
    closed(done)
    send(going, people[1], {
        "used": ["4"], "often": ["weekly"], "plan": ["4"], "example": [FEW],
    })  # fmt: skip
    save_own_draft(
        by=account_of(people[0]), instrument=going, participation=people[0],
        given={"example": [DRAFT]},
    )  # fmt: skip
    remind(now() + timedelta(days=4))
    return course


def send(one: Instrument, person: Participation, given: dict[str, list[str]]) -> None:
    kept = submit_answers(by=account_of(person), instrument=one, participation=person, given=given)
    assert not kept.faults


def values_for(name: str, course: CourseEdition) -> list[str]:
    known = {
        "course_id": [course.public_id],
        "instrument_id": list(course.instruments.values_list("public_id", flat=True)),
        "participation_id": list(
            course.edition.participations.values_list("public_id", flat=True)[:2]
        ),
        "person_id": list(Person.objects.values_list("public_id", flat=True)[:2]),
        "public_id": list(Notice.objects.values_list("public_id", flat=True)[:2]),
        "kind": ["xlsx", "csv"],
        "series_id": [course.edition.series.public_id],
        "country_code": ["KEN"],
        "object_id": ["1", *map(str, Notice.objects.values_list("pk", flat=True)[:1])],
    }
    return known.get(name, ["1"])


def addresses(course: CourseEdition) -> Iterator[str]:
    for route, converters in patterns(get_resolver()):
        if "(?P" in route or "^" in route:
            continue
        for values in product(*(values_for(name, course) for name in converters)):
            path = route
            for name, value in zip(converters, values, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
            if "<" not in path:
                yield f"/{path}"


def client_as(role: str, course: CourseEdition) -> Client:
    client = Client()
    if role == "own":
        person = course.edition.participations.order_by("pk")[0]
        client.force_login(account_of(person), backend=BACKEND)
    else:
        is_admin = role == "administrator"
        user = make_user(is_staff=True, is_superuser=is_admin, email=f"{role}@example.org")
        make_mandate(user=user, role_code=role, scope_id=None, country_code="KEN")
        client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_no_page_links_an_answer_to_a_person(
    role: str, course: CourseEdition, caplog: pytest.LogCaptureFixture
) -> None:
    people = list(course.edition.participations.values_list("public_id", flat=True))
    pseudonyms = [pseudonym_of(course.public_id, one) for one in people]
    client = client_as(role, course)
    caplog.set_level(logging.DEBUG)
    opened_pages, drafts, shown = 0, [], []
    for path in addresses(course):
        answer = client.get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        text = content.decode("utf-8", "replace")
        assert FEW not in text, path
        assert not any(one in text for one in pseudonyms), path
        if DRAFT in text:
            drafts.append(path)
        if ENOUGH in text:
            shown.append(path)
            assert not any(one in text for one in (*NAMES, *people)), path
        opened_pages += answer.status_code == 200
    assert opened_pages >= 1
    # Only who drafts reads the draft, and only evaluators read what enough people wrote.
    assert len(drafts) == (1 if role == "own" else 0), drafts
    assert len(shown) == (1 if role == "evaluator" else 0), shown
    said = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert not any(one in said for one in (FEW, ENOUGH, DRAFT, *pseudonyms))


def test_messages_and_the_audit_say_nothing_of_answers(course: CourseEdition) -> None:
    people = list(course.edition.participations.values_list("public_id", flat=True))
    pseudonyms = [pseudonym_of(course.public_id, one) for one in people]
    notices = list(Notice.objects.all())
    assert {one.template_code for one in notices} == {"evaluation_opened", "evaluation_reminder"}
    texts = [
        *(" ".join(notice_text(one.template_code, {**one.parameters, "link": "-"}, language))
          for one in notices for language in ("en", "ja")),
        *(json.dumps(one.parameters) + one.event_key for one in notices),
        *(event.payload for event in AuditEvent.objects.all()),
    ]  # fmt: skip
    secrets = (FEW, ENOUGH, DRAFT, *pseudonyms, *NAMES, '"points"', '"answers"')
    assert not [text for text in texts if any(one in text for one in secrets)]
    answered = AuditEvent.objects.filter(verb="answer")
    assert answered.count() == 8
    assert set(answered.values_list("payload", flat=True)) == {"{}"}

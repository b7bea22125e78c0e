from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.course_samples import make_participation, make_person
from records.samples import make_edition
from tomoni.records.models import Person, PossibleDuplicate

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(db: None) -> PossibleDuplicate:
    named = {"given_name": "Grace", "country_code": "KE"}
    first = make_person(family_name="Otieno", **named)
    second = make_person(family_name="Ottieno", **named)
    for person in (first, second):
        make_participation(person=person)
    return PossibleDuplicate.objects.create(
        public_id="pair-1", first=first, second=second, score=900, reasons=["similar_name"]
    )


def test_the_queue_costs_the_same_at_any_size(officer: Client, pair: PossibleDuplicate) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = officer.get("/people/duplicates/").content.decode()
        assert "Ottieno, Grace" in page
        assert "90 %" in page
        assert "similar name" in page
        return len(captured)

    few = queries()
    for number in range(60):
        PossibleDuplicate.objects.create(
            public_id=f"more-{number}",
            first=make_person(country_code="KE"),
            second=make_person(country_code="VN"),
            score=760,
        )
    assert queries() == few <= 15


def test_two_persons_stand_side_by_side_are_merged_and_taken_apart_again(
    officer: Client, pair: PossibleDuplicate
) -> None:
    path = f"/people/duplicates/{pair.public_id}/"
    page = officer.get(path).content.decode()
    assert "Otieno, Grace" in page
    assert "Ottieno, Grace" in page
    keep = pair.second.public_id
    assert (
        "This field is required" in officer.post(path, {"merge": "1", "why": ""}).content.decode()
    )
    done = officer.post(path, {"merge": "1", "why": "Same passport.", "keep": keep}, follow=True)
    assert "Merged" in done.content.decode()
    assert Person.objects.get(pk=pair.first_id).merged_into_id == pair.second_id
    officer.post(path, {"undo": "1"})
    assert Person.objects.get(pk=pair.first_id).merged_into is None
    officer.post(path, {"distinct": "1", "why": "Sisters."})
    pair.refresh_from_db()
    assert pair.state_code == "distinct"
    assert "No pair waits" in officer.get("/people/duplicates/").content.decode()
    assert "Ottieno" in officer.get("/people/duplicates/?state=distinct").content.decode()


def test_a_merge_that_cannot_be_says_why_and_what_to_do(
    officer: Client, pair: PossibleDuplicate
) -> None:
    edition = make_edition(public_id="itc-150")
    for person in (pair.first, pair.second):
        make_participation(person=person, edition=edition)
    path = f"/people/duplicates/{pair.public_id}/"
    page = officer.post(path, {"merge": "1", "why": "Same name."}).content.decode()
    assert "itc-150" in page
    assert "two persons" in page
    assert "Same name." in page


def test_auditors_look_and_do_not_judge(
    as_role: Callable[..., Client], pair: PossibleDuplicate
) -> None:
    auditor = as_role("auditor")
    path = f"/people/duplicates/{pair.public_id}/"
    page = auditor.get(path).content.decode()
    assert 'name="merge"' not in page
    answer = auditor.post(path, {"merge": "1", "why": "Same."})
    assert answer.status_code == 403
    pair.refresh_from_db()
    assert pair.state_code == "open"


def test_everybody_is_compared_on_demand(officer: Client) -> None:
    for family in ("Otieno", "OTIENO"):
        make_person(family_name=family, given_name="Grace", country_code="KE", birth_year=1979)
    page = officer.post("/people/duplicates/look/", follow=True).content.decode()
    assert "1 new pair" in page

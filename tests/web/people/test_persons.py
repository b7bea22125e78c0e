from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.course_samples import make_call, make_nomination, make_participation, make_person
from tomoni.records.models import Consent, Employment, Person

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)


def test_the_list_names_people_with_their_courses_and_costs_the_same_at_any_size(
    officer: Client,
) -> None:
    grace = make_person(
        family_name="Otieno", given_name="Grace", country_code="KE", search_name="otieno grace"
    )
    make_participation(person=grace)
    make_person(family_name="Hidden", merged_into=grace)
    few = queries(officer, "/people/")
    page = officer.get("/people/").content.decode()
    assert "Otieno, Grace" in page
    assert "Kenya" in page
    assert "Hidden" not in page
    for _ in range(80):
        make_participation(person=make_person(country_code="VN"))
    assert queries(officer, "/people/") == few <= 15
    assert len(officer.get("/people/").content) < 200_000


def test_people_are_found_by_any_part_of_their_name_and_by_country(officer: Client) -> None:
    make_person(family_name="Ngũgĩ", given_name="Ann", search_name="ngugi ann", country_code="KE")
    make_person(family_name="Tran", given_name="Ann", search_name="tran ann", country_code="VN")
    assert "Ngũgĩ" in officer.get("/people/?q=ANN+ngũ").content.decode()
    found = officer.get("/people/?q=ann&country=VN").content.decode()
    assert "Tran" in found
    assert "Ngũgĩ" not in found
    assert "Nobody fits." in officer.get("/people/?q=nobody").content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("auditor", 200), ("administrator", 200), ("focal_point", 403), ("committee_member", 403),
        ("nominee", 403), ("desk_officer", 403), ("logistics", 403),
    ],
)  # fmt: skip
def test_who_sees_people(as_role: Callable[..., Client], role: str, status: int) -> None:
    person = make_person(family_name="Canary", country_code="KE")
    client = as_role(role, country_code="KE")
    for path in ("/people/", f"/people/{person.public_id}/", "/people/duplicates/"):
        answer = client.get(path)
        assert answer.status_code == status
        assert ("Canary" in answer.content.decode()) is (status == 200 and "dup" not in path)


def test_an_officer_of_one_course_sees_its_people_alone(as_role: Callable[..., Client]) -> None:
    call = make_call()
    own = make_nomination(
        call=call,
        country_code="KE",
        person=make_person(family_name="Own", country_code="KE"),
    ).person
    other = make_person(family_name="Other", country_code="KE")
    client = as_role("programme_officer", scope_id=call.course.public_id)
    page = client.get("/people/").content.decode()
    assert "Own" in page
    assert "Other" not in page
    assert client.get(f"/people/{own.public_id}/").status_code == 200
    assert client.get(f"/people/{other.public_id}/").status_code == 403
    assert client.get("/people/duplicates/").status_code == 403


def test_a_person_is_entered_and_a_refusal_keeps_what_was_typed(officer: Client) -> None:
    typed = {"family_name": "Otieno", "country_code": "KE", "sex_code": "female",
             "preferred_language_code": "en", "birth_year": "1700"}  # fmt: skip
    answer = officer.post("/people/add/", typed)
    assert answer.status_code == 200
    assert "The year of birth does not lie" in answer.content.decode()
    assert 'value="Otieno"' in answer.content.decode()
    done = officer.post("/people/add/", typed | {"birth_year": "1979"}, follow=True)
    assert "Otieno" in done.content.decode()
    assert Person.objects.get().birth_year == 1979


def test_the_second_of_two_who_change_a_person_is_told(officer: Client) -> None:
    person = make_person(family_name="Otieno", country_code="KE")
    path = f"/people/{person.public_id}/change/"
    form = officer.get(path).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    Person.objects.update(family_name="Owino")
    answer = officer.post(path, typed | {"family_name": "Ochieng"})
    assert "meanwhile" in answer.content.decode()
    assert Person.objects.get().family_name == "Owino"


def test_a_person_page_shows_everything_in_few_queries(officer: Client) -> None:
    person = make_person(country_code="KE")
    path = f"/people/{person.public_id}/"
    few = queries(officer, path)
    for _ in range(20):
        make_participation(person=person, country_code="KE")
        make_nomination(person=person, country_code="KE")
    assert queries(officer, path) <= few + 1 <= 15


def test_posts_and_consents_are_entered_from_the_page(officer: Client) -> None:
    person = make_person(country_code="KE")
    base = f"/people/{person.public_id}/"
    officer.post(f"{base}posts/", {"organisation": "High Court", "start": "2019", "end": ""})
    post = Employment.objects.get()
    officer.post(f"{base}posts/{post.public_id}/", {"organisation": "High Court", "end": "2020"})
    assert Employment.objects.get().end_stated == "2020"
    officer.post(f"{base}consents/", {"scope": "directory"})
    assert Consent.objects.get().withdrawn_at is None
    officer.post(f"{base}consents/", {"scope": "directory", "withdraw": "1"})
    assert Consent.objects.get().withdrawn_at is not None
    assert "not agreed" in officer.get(base).content.decode()


def test_an_administrator_erases_and_the_page_says_what_stays(
    as_role: Callable[..., Client], officer: Client
) -> None:
    person = make_person(family_name="Canary", country_code="KE")
    base = f"/people/{person.public_id}/"
    assert officer.get(f"{base}erase/").status_code == 403
    administrator = as_role("administrator")
    assert "Erase" in administrator.get(base).content.decode()
    after = administrator.post(f"{base}erase/", {"why": "Asked for."}, follow=True)
    page = after.content.decode()
    assert "stays counted" in page
    assert "Canary" not in page


def test_pages_speak_japanese(officer: Client, settings: Any) -> None:
    make_person(country_code="KE")
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "ja"
    page = officer.get("/people/").content.decode()
    assert "人物" in page
    assert "ケニア" in page

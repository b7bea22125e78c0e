"""The directory and its neighbours: who opens them, and that nothing unsaid is ever on a page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.actions.courses.following import held
from records.course_samples import make_participation, make_person
from records.samples import make_mandate, make_user
from tomoni.records.actions.courses.alumni import ProfileValues, save_profile, send_message
from tomoni.records.actions.courses.associations import (
    ActivityValues,
    AssociationValues,
    add_activity,
    create_association,
    enter_office,
    join_association,
)
from tomoni.records.actions.courses.employments import (
    EmploymentValues,
    add_employment,
    give_consent,
    withdraw_consent,
)
from tomoni.records.models import (
    AlumniAssociation,
    AlumniMessage,
    AlumniProfile,
    AssociationMembership,
    Consent,
    Employment,
    Person,
    User,
)
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
ALL = ProfileValues("CANARY-ABOUT", True, True, True, True)
# What an alumnus's row holds that no other alumnus may ever read, whatever is shown.
SECRET = ("canary-mail", "1971", "CANARY-PERSON", "canary-account")
# What is shown only where the person says so.
CHOSEN = ("CANARY-COURSE", "CANARY-POST", "CANARY-COURT", "CANARY-ABOUT", "probation officer")


def alumnus(
    number: int, listed: bool = True, values: ProfileValues = ALL, country: str = "KE"
) -> tuple[Person, User]:
    course = held(title=f"CANARY-COURSE {number}")
    user = make_user(f"canary-account-{number}", email=f"canary-mail-{number}@example.org")
    make_mandate(user=user, role_code="alumnus")
    person = make_person(
        public_id=f"CANARY-PERSON-{number}", user=user, country_code=country, email=user.email,
        birth_year=1971, family_name=f"CANARY-NAME-{number}", search_name="canary name",
    )  # fmt: skip
    make_participation(
        edition=course.edition, person=person, country_code=country, state_code="alumnus",
        completed_on=course.last_day, profession_code="probation",
    )  # fmt: skip
    add_employment(person.public_id, EmploymentValues("CANARY-COURT", "CANARY-POST"), by="system")
    if listed:
        give_consent(person.public_id, "directory", by="system")
    save_profile(by="system", person_id=person.public_id, values=values)
    return person, user


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def key_of(person: Person) -> str:
    return AlumniProfile.objects.get(person=person).public_id


def facts(text: str) -> str:
    """The page without its form of search, which names professions and countries."""
    return re.sub(r"<select.*?</select>", "", text, flags=re.S)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_alumnus_sees_what_is_shown_and_no_address(language: str) -> None:
    shown, _ = alumnus(1)
    reader = client_of(alumnus(2)[1], language)
    texts = [page(reader, "/alumni/"), page(reader, f"/alumni/people/{key_of(shown)}/")]
    for text in texts:
        assert "CANARY-NAME-1" in text
        own = text.replace("canary-account-2", "")  # the reader's own name stands in the head
        assert not [word for word in SECRET if word in own]
    assert "CANARY-COURT" in texts[0] and "CANARY-ABOUT" in texts[1]


def test_what_is_not_shown_stands_on_no_page_and_finds_nobody() -> None:
    bare, _ = alumnus(1, values=ProfileValues())
    hidden, _ = alumnus(3, listed=False)
    reader_person, reader = alumnus(2, values=ProfileValues())
    client = client_of(reader)
    series = bare.participations.get().edition.series.public_id
    addresses = [
        "/alumni/", f"/alumni/people/{key_of(bare)}/", "/alumni/?profession=probation",
        f"/alumni/?series={series}", "/alumni/?year=2021", "/alumni/?name=canary",
        "/alumni/?country=KE", "/alumni/associations/", "/alumni/messages/",
    ]  # fmt: skip
    for address in addresses:
        text = facts(page(client, address))
        assert not [word for word in CHOSEN if word in text], address
        assert "CANARY-NAME-3" not in text, address
    assert "CANARY-NAME-1" in page(client, "/alumni/?name=canary")
    for narrowed in (f"?series={series}", "?profession=probation"):
        assert "Nobody fits" in page(client, f"/alumni/{narrowed}")
    assert client.get(f"/alumni/people/{key_of(hidden)}/").status_code == 404
    assert reader_person.pk and hidden.pk


def test_leaving_holds_at_once() -> None:
    person, user = alumnus(1)
    reader = client_of(alumnus(2)[1])
    path = f"/alumni/people/{key_of(person)}/"
    assert "CANARY-NAME-1" in page(reader, path)
    client_of(user).post("/alumni/own/consent/", {"scope": "directory", "withdraw": "1"})
    assert reader.get(path).status_code == 404
    assert "CANARY-NAME-1" not in page(reader, "/alumni/")
    assert reader.post(path, {"body": "Hello"}).status_code == 404
    assert not AlumniMessage.objects.exists()


PAGES = ("/alumni/", "/alumni/associations/", "/alumni/messages/", "/alumni/own/")


@pytest.mark.parametrize(
    ("role", "bounds", "opens"),
    [
        ("alumnus", {}, PAGES),
        ("programme_officer", {}, PAGES[:2]),
        ("administrator", {}, PAGES[:2]),
        ("auditor", {}, PAGES[:2]),
        ("participant", {}, ()),
        ("nominee", {}, ()),
        ("focal_point", {"country_code": "KE"}, ()),
        ("embassy", {"country_code": "KE"}, ()),
        ("committee_member", {}, ()),
        ("lecturer", {}, ()),
        ("logistics", {}, ()),
        ("medical_officer", {}, ()),
        ("evaluator", {}, ()),
        ("desk_officer", {}, ()),
        ("editor", {}, ()),
    ],
)
def test_who_opens_the_pages(role: str, bounds: dict[str, Any], opens: tuple[str, ...]) -> None:
    shown, _ = alumnus(1)
    user = account(role, **bounds)
    make_person(user=user)
    client = client_of(user)
    assert [one for one in PAGES if client.get(one).status_code == 200] == list(opens)
    entry = client.get(f"/alumni/people/{key_of(shown)}/").status_code
    assert entry == (200 if opens else 403)
    if role != "alumnus":
        assert b"Write a message" not in client.get(f"/alumni/people/{key_of(shown)}/").content
    assert Client().get("/alumni/").status_code == 302


def test_an_alumnus_keeps_the_own_entry_and_posts() -> None:
    person, user = alumnus(1, listed=False, values=ProfileValues())
    client = client_of(user)
    assert "you are not in the directory" in page(client, "/alumni/own/")
    client.post("/alumni/own/consent/", {"scope": "directory"})
    client.post("/alumni/own/", {"shows_post": "on", "about": "Hello", "revision": "1"})
    profile = AlumniProfile.objects.get()
    assert (profile.shows_post, profile.shows_courses, profile.about) == (True, False, "Hello")
    client.post("/alumni/own/posts/", {"organisation": "Ministry", "post": "Adviser",
                                       "start": "2024-04"})  # fmt: skip
    post = Employment.objects.get(organisation="Ministry")
    client.post(f"/alumni/own/posts/{post.public_id}/", {"organisation": "Ministry",
                                                         "end": "2025"})  # fmt: skip
    post.refresh_from_db()
    assert post.end_stated == "2025"
    other, _ = alumnus(2)
    foreign = other.employments.get()
    assert client.get(f"/alumni/own/posts/{foreign.public_id}/").status_code == 404
    assert person.consents.count() == 1


def test_a_message_goes_through_the_desk_and_is_answered() -> None:
    to, reader = alumnus(1)
    sender_person, sender = alumnus(2)
    client = client_of(sender)
    client.post(f"/alumni/people/{key_of(to)}/", {"body": "Shall we meet?"})
    message = AlumniMessage.objects.get()
    other = client_of(reader)
    assert "Messages (1)" in page(other, "/alumni/")
    text = page(other, f"/alumni/messages/{message.public_id}/")
    assert "Shall we meet?" in text and "canary-mail-2" not in text
    other.post(f"/alumni/messages/{message.public_id}/", {"body": "Gladly."})
    assert AlumniMessage.objects.filter(recipient=sender_person).count() == 1
    again = client.post(f"/alumni/people/{key_of(to)}/", {"body": "And again"})
    assert "one to the same person" in again.content.decode()
    third = client_of(alumnus(3)[1])
    assert third.get(f"/alumni/messages/{message.public_id}/").status_code == 404
    officer = client_of(account("programme_officer"))
    assert officer.get(f"/alumni/messages/{message.public_id}/").status_code == 403


def founded() -> AlumniAssociation:
    made = create_association(by="system", values=AssociationValues("KE", "Kenya Alumni"))
    add_activity(
        by="system", association_id=made.public_id, values=ActivityValues("Seminar", "2020")
    )
    return made


def joined(association: AlumniAssociation, person: Person) -> AssociationMembership:
    give_consent(person.public_id, "association", by="system")
    member = join_association(
        by="system", association_id=association.public_id, person_id=person.public_id,
        joined_on=date(2020, 1, 1),
    )  # fmt: skip
    enter_office(
        by="system", membership_id=member.public_id, office_code="president",
        from_on=date(2020, 1, 1),
    )  # fmt: skip
    return member


def test_an_association_names_those_who_agreed_and_no_other() -> None:
    association = founded()
    person, user = alumnus(1)
    joined(association, person)
    reader = client_of(alumnus(2)[1])
    path = f"/alumni/associations/{association.public_id}/"
    assert "CANARY-NAME-1" in page(reader, path)
    assert "president" in page(reader, path)
    withdraw_consent(person.public_id, "association", by=user)
    for one in (reader, client_of(account("programme_officer"))):
        assert "CANARY-NAME-1" not in page(one, path)
    assert ">0<" in page(reader, "/alumni/associations/")


def test_officers_keep_associations_and_alumni_join_and_leave() -> None:
    officer = client_of(account("programme_officer"))
    founding = {"country_code": "KE", "name": "Kenya Alumni", "founded": "2009"}
    officer.post("/alumni/associations/add/", founding | {"founding_members": "25"})
    association = AlumniAssociation.objects.get()
    path = f"/alumni/associations/{association.public_id}/"
    person, user = alumnus(1)
    client = client_of(user)
    assert "You may join once" in page(client, "/alumni/own/")
    client.post(f"{path}join/")
    assert not AssociationMembership.objects.exists()
    client.post("/alumni/own/consent/", {"scope": "association"})
    client.post(f"{path}join/")
    member = AssociationMembership.objects.get()
    officer.post(f"{path}offices/", {"membership": member.public_id, "office_code": "secretary",
                                     "from_on": member.joined_on.isoformat()})  # fmt: skip
    assert "secretary" in page(client, path)
    officer.post(f"{path}activities/", {"title": "Seminar", "held": "2024-05", "attendance": "30"})
    assert "30 came" in page(client, path)
    changed = {"country_code": "KE", "name": "Kenya Alumni Association", "revision": "1"}
    officer.post(f"{path}change/", changed)
    old = officer.post(f"{path}change/", changed | {"name": "Other"})
    assert "Somebody changed this record" in old.content.decode()
    client.post(f"{path}leave/{member.public_id}/")
    member.refresh_from_db()
    assert member.left_on == datetime.now(UTC).date()
    other, _ = alumnus(2)
    give_consent(other.public_id, "association", by="system")
    assert "CANARY-NAME-2" in page(officer, f"{path}members/")
    for address in ("members/", "offices/", "activities/", "change/"):
        assert client.get(f"{path}{address}").status_code == 403
    assert person.pk


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_opens_in_both_languages(language: str) -> None:
    association = founded()
    person, user = alumnus(1)
    joined(association, person)
    to, _ = alumnus(2)
    message = send_message(by=to.user, to_id=key_of(person), body="Hello")
    client = client_of(user, language)
    for address in (
        *PAGES, f"/alumni/messages/{message.public_id}/", "/alumni/own/posts/",
        f"/alumni/associations/{association.public_id}/",
    ):  # fmt: skip
        page(client, address)
    officer = client_of(account("programme_officer"), language)
    path = f"/alumni/associations/{association.public_id}/"
    for address in ("/alumni/associations/add/", f"{path}change/", f"{path}activities/",
                    f"{path}members/", f"{path}offices/"):  # fmt: skip
        page(officer, address)


@pytest.mark.parametrize("count", [2, 8])
def test_what_the_pages_cost_whatever_the_size(count: int) -> None:
    association = founded()
    people = [alumnus(number) for number in range(count)]
    for person, _ in people:
        joined(association, person)
    person, user = people[0]
    for other, account_of in people[1:]:
        send_message(by=account_of, to_id=key_of(person), body="Hello")
        assert other.pk
    client = client_of(user)
    for address in (
        *PAGES, "/alumni/?series=x&profession=probation&year=2024&country=KE&name=canary",
        f"/alumni/people/{key_of(people[1][0])}/",
        f"/alumni/associations/{association.public_id}/",
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            text = page(client, address)
        own = [q for q in captured.captured_queries
               if not re.search(r"SAVEPOINT|django_session", q["sql"])]  # fmt: skip
        assert len(own) <= MOST_QUERIES, (address, len(own))
        assert len(text.encode()) < 200_000
    assert Consent.objects.count() == 3 * count or Consent.objects.count() == 2 * count

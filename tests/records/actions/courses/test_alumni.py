from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from records.actions.courses.following import graduate, held, officer
from records.actions.courses.people import everything
from records.course_samples import make_participation, make_person
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.alumni import (
    ProfileValues,
    join_all,
    join_alumni,
    read_message,
    save_profile,
    send_message,
)
from tomoni.records.actions.courses.associations import (
    ActivityValues,
    AssociationValues,
    add_activity,
    change_association,
    create_association,
    enter_office,
    join_association,
    leave_association,
)
from tomoni.records.actions.courses.employments import (
    EmploymentValues,
    add_employment,
    give_consent,
    withdraw_consent,
)
from tomoni.records.actions.courses.merges import (
    Likeness,
    merge_persons,
    note_possible_duplicates,
    undo_decision,
)
from tomoni.records.actions.courses.persons import erase_person
from tomoni.records.models import (
    AlumniMessage,
    AlumniProfile,
    AssociationMembership,
    AuditEvent,
    Mandate,
    Notice,
    Participation,
    Person,
    PossibleDuplicate,
    User,
)
from tomoni.records.queries.people.directory import Asked, entries, entry_of, found, with_shown

pytestmark = pytest.mark.django_db
ALL = ProfileValues("I teach.", True, True, True, True)


def alumnus(country: str = "KE", listed: bool = True, **columns: Any) -> tuple[Person, User]:
    """Return an alumnus with an account and a post, who shows everything if listed."""
    course = columns.pop("course", None) or held()
    user = make_user(email=f"{make_person().public_id}@example.org")
    make_mandate(user=user, role_code="alumnus")
    person = make_person(user=user, country_code=country, email=user.email, **columns)
    make_participation(
        edition=course.edition, person=person, country_code=country, state_code="alumnus",
        completed_on=course.last_day, profession_code="judge",
    )  # fmt: skip
    add_employment(person.public_id, EmploymentValues("High Court", "Judge"), by="system")
    if listed:
        give_consent(person.public_id, "directory", by=user)
        save_profile(by=user, person_id=person.public_id, values=ALL)
    return person, user


def names(asked: Asked | None = None) -> list[str | None]:
    return [one.family_name for one in found(asked or Asked())]


def test_who_has_a_certificate_joins_and_may_then_open_the_directory() -> None:
    course = held()
    participation, user = graduate(course)
    other, _ = graduate(course, public_id="p-2", state_code="completed")
    with pytest.raises(TransitionError):
        join_alumni(by=officer(), participation_id=other.public_id)
    with pytest.raises(NotPermittedError):
        join_alumni(by=user, participation_id=participation.public_id)
    assert join_all(by=officer(), course_id=course.public_id) == 1
    assert join_all(by=officer(), course_id=course.public_id) == 0
    assert Participation.objects.get(pk=participation.pk).state_code == "alumnus"
    assert Mandate.objects.filter(user=user, role_code="alumnus").count() == 1
    assert names() == []
    verify_chain()


def test_nobody_is_listed_without_a_consent_and_a_word_of_the_own() -> None:
    person, user = alumnus(listed=False)
    assert names() == []
    give_consent(person.public_id, "directory", by=user)
    assert names() == []
    save_profile(by=user, person_id=person.public_id, values=ProfileValues())
    assert names() == [person.family_name]
    withdraw_consent(person.public_id, "directory", by=user)
    assert names() == []
    key = AlumniProfile.objects.get().public_id
    assert entry_of(key) is None


def test_an_entry_holds_what_is_shown_and_nothing_else() -> None:
    person, user = alumnus()
    shown = entries(with_shown(found(Asked())))[0]
    assert (shown.organisation, shown.profession_code, shown.about) == (
        "High Court", "judge", "I teach.",
    )  # fmt: skip
    assert shown.courses and shown.takes_messages
    save_profile(by=user, person_id=person.public_id, values=ProfileValues())
    bare = entries(with_shown(found(Asked())))[0]
    assert (bare.name, bare.country_code) == (
        f"{person.given_name} {person.family_name}", person.country_code,
    )  # fmt: skip
    assert not any(
        (bare.courses, bare.profession_code, bare.post, bare.organisation, bare.about,
         bare.takes_messages)
    )  # fmt: skip
    assert person.public_id not in str(bare) and str(person.email) not in str(shown)


def test_nobody_is_found_by_what_they_do_not_show() -> None:
    person, user = alumnus()
    series = person.participations.get().edition.series.public_id
    by = [Asked(series=series), Asked(profession="judge"), Asked(country="KE"),
          Asked(name=str(person.family_name))]  # fmt: skip
    assert all(names(asked) == [person.family_name] for asked in by)
    save_profile(by=user, person_id=person.public_id, values=ProfileValues())
    assert [names(asked) for asked in by] == [
        [], [], [person.family_name], [person.family_name],
    ]  # fmt: skip
    assert names(Asked(country="VN")) == []
    assert names(Asked(profession="police")) == []


def test_only_the_person_says_what_is_shown() -> None:
    person, _ = alumnus()
    _, other = alumnus("VN")
    for somebody in (other, officer(), officer(role="administrator")):
        with pytest.raises(NotPermittedError):
            save_profile(by=somebody, person_id=person.public_id, values=ProfileValues())
    with pytest.raises(TransitionError, match="Somebody changed"):
        user = person.user
        assert user is not None
        save_profile(by=user, person_id=person.public_id, values=ProfileValues(), seen_revision=99)


def test_a_message_gives_no_address_away_and_is_limited() -> None:
    person, user = alumnus()
    others = [alumnus("VN")[0] for _ in range(6)]
    keys = [AlumniProfile.objects.get(person=one).public_id for one in others]
    message = send_message(by=user, to_id=keys[0], body=" CANARY-TEXT ")
    notice = Notice.objects.get(template_code="alumni_message")
    assert notice.user == others[0].user
    assert "CANARY" not in str(notice.parameters) + notice.event_key
    assert "CANARY" not in "".join(AuditEvent.objects.values_list("payload", flat=True))
    with pytest.raises(RefusedError, match="messages a day"):
        send_message(by=user, to_id=keys[0], body="Again")
    for key in keys[1:5]:
        send_message(by=user, to_id=key, body="Hello")
    with pytest.raises(RefusedError, match="5 messages"):
        send_message(by=user, to_id=keys[5], body="Hello")
    AlumniMessage.objects.update(sent_at=datetime.now(UTC) - timedelta(days=2))
    send_message(by=user, to_id=keys[5], body="Hello")
    with pytest.raises(NotFoundError):
        read_message(by=user, message_id=message.public_id)
    reader = others[0].user
    assert reader is not None
    assert read_message(by=reader, message_id=message.public_id).read_at is not None
    assert person.pk == message.sender_id


def test_who_takes_no_messages_gets_none() -> None:
    person, user = alumnus()
    silent, own = alumnus("VN")
    key = AlumniProfile.objects.get(person=silent).public_id
    save_profile(by=own, person_id=silent.public_id, values=ProfileValues())
    with pytest.raises(RefusedError, match="takes no messages"):
        send_message(by=user, to_id=key, body="Hello")
    withdraw_consent(silent.public_id, "directory", by=own)
    with pytest.raises(NotFoundError):
        send_message(by=user, to_id=key, body="Hello")
    mine = AlumniProfile.objects.get(person=person).public_id
    with pytest.raises(RefusedError):
        send_message(by=user, to_id=mine, body="To myself")
    with pytest.raises(RefusedError, match="from 1 to"):
        give_consent(silent.public_id, "directory", by=own)
        save_profile(by=own, person_id=silent.public_id, values=ALL)
        send_message(by=user, to_id=key, body="  ")


VALUES = AssociationValues("KE", "Kenya Alumni", founded="2009", founding_members=25)


def test_an_association_with_members_by_consent_and_its_offices() -> None:
    boss = officer()
    association = create_association(by=boss, values=VALUES)
    with pytest.raises(InputError, match="of this name"):
        create_association(by=boss, values=VALUES)
    person, user = alumnus()
    day = date(2020, 1, 1)
    with pytest.raises(TransitionError, match="has not agreed"):
        join_association(
            by=user, association_id=association.public_id, person_id=person.public_id,
            joined_on=day,
        )  # fmt: skip
    give_consent(person.public_id, "association", by=user)
    member = join_association(
        by=user, association_id=association.public_id, person_id=person.public_id, joined_on=day
    )
    with pytest.raises(TransitionError, match="member already"):
        join_association(
            by=boss, association_id=association.public_id, person_id=person.public_id,
            joined_on=day,
        )  # fmt: skip
    _, other = alumnus("VN")
    with pytest.raises(NotPermittedError):
        leave_association(by=other, membership_id=member.public_id, left_on=day)
    with pytest.raises(NotPermittedError):
        enter_office(by=user, membership_id=member.public_id, office_code="president", from_on=day)
    with pytest.raises(InputError, match="outside"):
        enter_office(
            by=boss, membership_id=member.public_id, office_code="president",
            from_on=date(2019, 1, 1),
        )  # fmt: skip
    office = enter_office(
        by=boss, membership_id=member.public_id, office_code="president", from_on=day
    )
    leave_association(by=user, membership_id=member.public_id, left_on=date(2021, 1, 1))
    office.refresh_from_db()
    assert office.until_on == date(2021, 1, 1)
    add_activity(
        by=boss, association_id=association.public_id, values=ActivityValues("Seminar", "2020-05")
    )
    changed = change_association(
        by=boss, association_id=association.public_id,
        values=AssociationValues("KE", "Kenya Alumni", dissolved_on=date(2022, 1, 1)),
        seen_revision=1,
    )  # fmt: skip
    assert (changed.revision, changed.founding_members) == (2, None)
    with pytest.raises(TransitionError, match="dissolved"):
        join_association(
            by=user, association_id=association.public_id, person_id=person.public_id,
            joined_on=day,
        )  # fmt: skip
    verify_chain()


def test_only_officers_keep_associations() -> None:
    _, user = alumnus()
    for somebody in (user, officer(role="auditor"), officer(role="desk_officer")):
        with pytest.raises(NotPermittedError):
            create_association(by=somebody, values=VALUES)
    with pytest.raises(InputError):
        create_association(by=officer(), values=AssociationValues("XX", "Nowhere"))


def test_a_merge_takes_profile_and_memberships_along_and_gives_them_back() -> None:
    association = create_association(by="system", values=VALUES)
    first = make_person(country_code="KE")
    second, user = alumnus()
    give_consent(second.public_id, "association", by=user)
    join_association(
        by=user, association_id=association.public_id, person_id=second.public_id,
        joined_on=date(2020, 1, 1),
    )  # fmt: skip
    found_pair = [Likeness(first.public_id, second.public_id, 900)]
    note_possible_duplicates(found_pair, by="system")
    pair = PossibleDuplicate.objects.get()
    merge_persons(pair.public_id, by="system", why="One human.", keep_id=first.public_id)
    assert AlumniProfile.objects.get().person == first
    assert AssociationMembership.objects.get().person == first
    assert names() == [first.family_name]
    undo_decision(pair.public_id, by="system")
    assert AlumniProfile.objects.get().person == second
    assert AssociationMembership.objects.get().person == second


def test_an_erased_person_is_gone_from_directory_messages_and_association() -> None:
    person, user = alumnus()
    to, other = alumnus("VN")
    send_message(by=user, to_id=AlumniProfile.objects.get(person=to).public_id, body="CANARY")
    user.is_active = False
    user.save()
    erase_person(person.public_id, by=officer(role="administrator"), why="They asked.")
    assert names() == [to.family_name]
    assert "CANARY" not in everything()
    assert "I teach." not in str(AlumniProfile.objects.get(person=person).about)
    assert other.is_active

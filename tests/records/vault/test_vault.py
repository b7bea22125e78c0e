"""Passport, medical and vigilance data: who stores and reads them, until when they are kept."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from records.course_samples import make_person
from records.samples import make_user
from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.vault import is_held, keep_until, purge, read, rotate, store
from tomoni.records.models import AuditEvent, Mandate, User, VaultItem
from tomoni.records.vault.keys import keys_directory
from tomoni.rules.permissions import ROLES

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = b"CANARY-TR1234567"


def officer(role: str, **bounds: str) -> User:
    user = make_user()
    Mandate.objects.create(user=user, role_code=role, start=date(2020, 4, 1), **bounds)
    return user


@pytest.mark.parametrize(
    ("class_code", "reader"),
    [("passport", "logistics"), ("medical", "medical_officer"), ("vigilance", "programme_officer")],
)
def test_one_role_reads_and_the_reading_is_on_record(
    vault: Path, class_code: str, reader: str
) -> None:
    person = make_person(country_code="KE")
    store(by=SYSTEM, person=person, class_code=class_code, content=CANARY)
    for role in ROLES:
        user = officer(role, country_code="KE", scope_id="c-1")
        if role == reader:
            content = read(by=user, person=person, class_code=class_code, course_id="c-1")
            assert content == CANARY
            event = AuditEvent.objects.latest("sequence")
            assert (event.verb, event.by) == ("read", user.public_id)
        else:
            with pytest.raises(NotPermittedError):
                read(by=user, person=person, class_code=class_code, course_id="c-1")
    superuser = make_user(is_superuser=True)
    with pytest.raises(NotPermittedError):
        read(by=superuser, person=person, class_code=class_code)
    verify_chain()


def test_a_mandate_for_one_course_does_not_read_for_another(vault: Path) -> None:
    person = make_person()
    store(by=SYSTEM, person=person, class_code="passport", content=CANARY)
    with pytest.raises(NotPermittedError):
        read(
            by=officer("logistics", scope_id="c-1"),
            person=person,
            class_code="passport",
            course_id="c-2",
        )


def test_people_store_their_own_and_nobody_elses(vault: Path) -> None:
    user = officer("nominee")
    own, other = make_person(user=user), make_person()
    store(by=user, person=own, class_code="passport", content=CANARY)
    with pytest.raises(NotPermittedError):
        store(by=user, person=other, class_code="passport", content=CANARY)
    with pytest.raises(NotPermittedError):
        read(by=user, person=own, class_code="passport")


def test_what_is_stored_again_takes_the_place_of_the_old(vault: Path) -> None:
    person = make_person()
    for content in (b"old", b"new"):
        store(by=SYSTEM, person=person, class_code="passport", content=content)
    assert read(by=SYSTEM, person=person, class_code="passport") == b"new"
    assert len(list(vault.rglob("*.sealed"))) == 1
    assert VaultItem.objects.count() == 2


def test_a_change_that_is_taken_back_leaves_what_was_there(vault: Path) -> None:
    person = make_person()
    store(by=SYSTEM, person=person, class_code="passport", content=b"old")
    with pytest.raises(RuntimeError), transaction.atomic():
        store(by=SYSTEM, person=person, class_code="passport", content=b"new")
        raise RuntimeError
    assert read(by=SYSTEM, person=person, class_code="passport") == b"old"
    assert len(list(vault.rglob("*.sealed"))) == 2
    assert purge().orphans == 0, "it may be about to be recorded"
    for path in vault.rglob("*.sealed"):
        old = datetime.now(UTC).timestamp() - 7200
        os.utime(path, (old, old))
    assert purge(dry_run=True).orphans == 1
    assert purge().orphans == 1
    assert read(by=SYSTEM, person=person, class_code="passport") == b"old"


@pytest.mark.parametrize(("class_code", "days"), [("passport", 90), ("medical", 30)])
def test_it_is_kept_for_its_time_after_the_return(vault: Path, class_code: str, days: int) -> None:
    person, today = make_person(), datetime.now(UTC).date()
    returns = today + timedelta(days=10)
    item = store(
        by=SYSTEM, person=person, class_code=class_code, content=CANARY, returns_on=returns
    )
    last = returns + timedelta(days=days)
    assert item.retain_until == last
    assert purge(today=last).items == ()
    assert purge(today=last + timedelta(days=1), dry_run=True).items == (item.public_id,)
    assert is_held(person, class_code)
    assert purge(today=last + timedelta(days=1)).items == (item.public_id,)
    assert not is_held(person, class_code)
    assert not list(vault.rglob("*.sealed"))
    with pytest.raises(NotFoundError):
        read(by=SYSTEM, person=person, class_code=class_code)
    assert AuditEvent.objects.latest("sequence").verb == "purge"


def test_another_day_of_return_moves_the_time(vault: Path) -> None:
    person, today = make_person(), datetime.now(UTC).date()
    store(by=SYSTEM, person=person, class_code="medical", content=CANARY)
    item = keep_until(
        by=SYSTEM, person=person, class_code="medical", returns_on=today + timedelta(days=100)
    )
    assert item.retain_until == today + timedelta(days=130)


def test_rotation_turns_every_key(vault: Path) -> None:
    people = [make_person() for _ in range(3)]
    for person in people:
        store(by=SYSTEM, person=person, class_code="passport", content=CANARY)
    before = {path.name for path in keys_directory().glob("*.key")}
    done = rotate(reseal_others=lambda: 7)
    assert (done["files"], done["others"], done["removed_keys"]) == (3, 7, 1)
    after = {path.name for path in keys_directory().glob("*.key")}
    assert before.isdisjoint(after) and len(after) == 1
    assert all(read(by=SYSTEM, person=one, class_code="passport") == CANARY for one in people)
    assert set(VaultItem.objects.values_list("key_id", flat=True)) == {done["key"]}


def test_a_rotation_cut_short_loses_nothing(vault: Path) -> None:
    person = make_person()
    store(by=SYSTEM, person=person, class_code="passport", content=CANARY)

    def cut() -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        rotate(reseal_others=cut)
    assert read(by=SYSTEM, person=person, class_code="passport") == CANARY
    assert rotate()["removed_keys"] == 2
    assert read(by=SYSTEM, person=person, class_code="passport") == CANARY


def test_no_content_is_in_the_audit(vault: Path) -> None:
    person = make_person()
    store(by=SYSTEM, person=person, class_code="passport", content=CANARY)
    read(by=SYSTEM, person=person, class_code="passport")
    purge(today=date(2999, 1, 1))
    payloads = "".join(AuditEvent.objects.values_list("payload", flat=True))
    assert CANARY.decode() not in payloads
    assert str(person.family_name) not in payloads

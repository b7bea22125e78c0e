"""Passport, medical and vigilance data: stored, read, destroyed at their time, keys turned.

The row says that something is held; the content lies sealed beside the ledger. A file is written
before its row and removed after it: a crash leaves a file without a row, never a row without a
file, and the next purge removes it. No content enters an audit event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import Person, User, VaultItem
from tomoni.records.queries.mandates import mandates_of, own_person_id
from tomoni.records.vault import files, keys
from tomoni.rules.permissions import Subject, check_act_on
from tomoni.rules.retention import is_over, retained_until

from .audit import SYSTEM, record_event
from .common import check_actor, new_id

FOLDER = "items"
Reseal = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge destroyed, or would destroy: public ids of items, and files without a row."""

    items: tuple[str, ...]
    orphans: int


@transaction.atomic
def store(
    *,
    by: User | str,
    person: Person,
    class_code: str,
    content: bytes,
    course_id: str | None = None,
    returns_on: date | None = None,
) -> VaultItem:
    """Seal content of one class about a person, in place of what was held, and return its row.

    ``returns_on``: day of the person's return, from which the time of keeping runs; None: from
    today. Errors: NotPermittedError; StorageError.
    """
    _check(by, "store", class_code, person, course_id)
    now = datetime.now(UTC)
    public_id = new_id()
    key_id = files.put_file(f"{FOLDER}/{public_id}", content, _about(person, class_code))
    held = VaultItem.objects.select_for_update().filter(
        person=person, class_code=class_code, destroyed_at__isnull=True
    )
    for old in held:
        _destroy(old, now)
    days = settings.TOMONI.number(f"TOMONI_KEEP_{class_code.upper()}_DAYS")
    item = VaultItem.objects.create(
        public_id=public_id,
        person=person,
        class_code=class_code,
        key_id=key_id,
        stored_at=now,
        retain_until=retained_until(days, now.date(), returns_on),
    )
    _record(by, "store", item)
    return item


@transaction.atomic
def read(*, by: User | str, person: Person, class_code: str, course_id: str | None = None) -> bytes:
    """Return what is held of one class about a person; the reading itself is on record.

    Errors: NotPermittedError; NotFoundError; StorageError for a missing key or a changed seal.
    """
    _check(by, "read", class_code, person, course_id)
    item = _held(person, class_code)
    content = files.get_file(f"{FOLDER}/{item.public_id}", _about(person, class_code))
    _record(by, "read", item)
    return content


def is_held(person: Person, class_code: str) -> bool:
    """Whether something of the class is held about a person: all that officers see of it."""
    return VaultItem.objects.filter(
        person=person, class_code=class_code, destroyed_at__isnull=True
    ).exists()


@transaction.atomic
def keep_until(*, by: User | str, person: Person, class_code: str, returns_on: date) -> VaultItem:
    """Let the time of keeping run from another day of return; return the row.

    Errors: NotPermittedError; NotFoundError.
    """
    check_actor(by, "change", "participation")
    item = _held(person, class_code)
    days = settings.TOMONI.number(f"TOMONI_KEEP_{class_code.upper()}_DAYS")
    item.retain_until = retained_until(days, item.stored_at.date(), returns_on)
    item.save(update_fields=["retain_until"])
    _record(by, "change", item)
    return item


def purge(*, today: date | None = None, dry_run: bool = False, by: User | str = SYSTEM) -> Purged:
    """Destroy what is past its time, and files that no row names; return what it was.

    Errors: NotPermittedError; StorageError.
    """
    check_actor(by, "purge", "vault_item")
    day = today or datetime.now(UTC).date()
    held = VaultItem.objects.filter(destroyed_at__isnull=True).order_by("retain_until", "pk")
    over = [item for item in held if is_over(item.retain_until, day)]
    orphans = _orphans()
    if not dry_run:
        for item in over:
            _purge_one(item, by)
        for name in orphans:
            files.remove_file(name)
    return Purged(tuple(item.public_id for item in over), len(orphans))


@transaction.atomic
def _purge_one(item: VaultItem, by: User | str) -> None:
    locked = VaultItem.objects.select_for_update().get(pk=item.pk)
    if locked.destroyed_at is None:
        _destroy(locked, datetime.now(UTC))
        _record(by, "purge", locked)


def _destroy(item: VaultItem, now: datetime) -> None:
    item.destroyed_at = now
    item.save(update_fields=["destroyed_at"])
    name = f"{FOLDER}/{item.public_id}"
    transaction.on_commit(lambda: files.remove_file(name))


def _orphans() -> list[str]:
    """Return the names of files that no row in force names.

    Rows are asked after the files are listed: what is stored meanwhile has its row by then, or is
    younger than an hour and left alone.
    """
    names = [name for name in files.names_under(FOLDER) if files.age_seconds(name) > 3600]
    live = set(
        VaultItem.objects.filter(destroyed_at__isnull=True).values_list("public_id", flat=True)
    )
    return [name for name in names if name.partition("/")[2] not in live]


def _held(person: Person, class_code: str) -> VaultItem:
    item = (
        VaultItem.objects.select_for_update()
        .filter(person=person, class_code=class_code, destroyed_at__isnull=True)
        .first()
    )
    if item is None:
        raise NotFoundError("The vault holds nothing of this kind about this person.")
    return item


def _about(person: Person, class_code: str) -> str:
    return f"{person.public_id}:{class_code}"


def _check(
    by: User | str, action: str, class_code: str, person: Person, course_id: str | None
) -> None:
    if isinstance(by, User):
        subject = Subject(class_code, course_id, person.country_code, person.public_id)
        check_act_on(mandates_of(by), action, subject, own_person_id(by))


def _record(by: User | str, verb: str, item: VaultItem) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="vault_item",
        object_id=item.public_id,
        payload={"class_code": item.class_code, "subject_id": item.person.public_id},
    )


def rotate(*, by: User | str = SYSTEM, reseal_others: Reseal | None = None) -> dict[str, object]:
    """Make a new key, seal everything under it, and destroy the older keys; return what was done.

    ``reseal_others``: seals what lies outside the vault's directory, and returns how much. Cut
    short, it leaves files under several keys, all of which open; run it again. Errors:
    StorageError; NotPermittedError.
    """
    check_actor(by, "purge", "vault_item")
    with keys.lock(exclusive=True):
        older = set(keys.vault_keys().keys)
        current = keys.add_key()
        count = files.reseal_all()
        with transaction.atomic():
            others = reseal_others() if reseal_others is not None else 0
            VaultItem.objects.filter(destroyed_at__isnull=True).update(key_id=current)
            payload = {"files": count, "others": others}
            record_event(
                by=by, verb="rotate", object_type="vault_item", object_id=current, payload=payload
            )
        for key_id in sorted(older):
            keys.remove_key(key_id)
    return {"key": current, **payload, "removed_keys": len(older)}

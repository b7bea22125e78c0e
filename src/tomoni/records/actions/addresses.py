"""Changing the address of one's own account: the new one proves itself, the old one is told.

The link goes to the new address and is made when the message leaves; the ledger keeps nothing of
it. It names the address of before, so that it opens once, and no older one after another change.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.models import Notice, User

from .audit import record_event
from .common import find, new_id
from .notices import queue_notice

VALID = timedelta(days=1)
_SALT = "tomoni.address-change"


@transaction.atomic
def ask_new_address(*, by: User, address: str, language: str = "en") -> None:
    """Send a link to a new address of the own account; it changes nothing by itself.

    Of an address that another account has nothing is said, and nothing sent, so that nobody learns
    who has an account. Errors: InputError for what is no address, or the one that it has.
    """
    wanted = address.strip().lower()
    try:
        validate_email(wanted)
    except ValidationError as error:
        raise InputError(
            "This is no e-mail address.", where=Where(field="address"), do="Mend it."
        ) from error
    if wanted == by.email.lower():
        raise InputError("This is your address already.", where=Where(field="address"))
    if _is_taken(wanted, by):
        return
    queue_notice(
        template_code="address_change",
        event_key=f"address-change:{by.public_id}:{new_id()}",
        address=wanted,
        language=language,
    )


def token_of_change(notice: Notice) -> str:
    """Return the token of the link that a message of ``ask_new_address`` carries."""
    user = find(User, notice.event_key.split(":")[1])
    content = [user.public_id, user.email, notice.address]
    return signing.dumps(content, salt=_SALT)


def asked_address(user: User, token: str) -> str:
    """Return the new address that a link is for.

    Errors: NotFoundError when it is old, was used, or is another account's.
    """
    try:
        public_id, before, wanted = signing.loads(token, salt=_SALT, max_age=VALID)
    except signing.BadSignature as error:
        raise _unknown() from error
    if public_id != user.public_id or before != user.email:
        raise _unknown()
    return str(wanted)


@transaction.atomic
def change_address(*, by: User, token: str) -> User:
    """Change the address of the own account to the one whose link this is; tell the old one.

    Errors: NotFoundError when the link is old, was used, or is another account's.
    """
    user = find(User, by.public_id, lock=True)
    wanted = asked_address(user, token)
    if _is_taken(wanted, user):
        raise _unknown()
    before, user.email = user.email, wanted
    user.save(update_fields=["email"])
    if before:
        queue_notice(
            template_code="address_changed",
            event_key=f"address-changed:{user.public_id}:{new_id()}",
            address=before,
        )
    record_event(
        by=user, verb="change", object_type="user", object_id=user.public_id,
        payload={"fields": ["email"]},
    )  # fmt: skip
    return user


def _is_taken(address: str, user: User) -> bool:
    others = User.objects.exclude(pk=user.pk)
    return others.filter(email__iexact=address).exists()


def _unknown() -> NotFoundError:
    return NotFoundError("This link is old, or was used.", do="Ask for a new one.")

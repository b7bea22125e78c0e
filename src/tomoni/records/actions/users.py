"""Accounts and mandates: who works at the desk, in which role, for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import Mandate, User
from tomoni.rules.permissions import ROLES

from .audit import SYSTEM, as_payload, record_event
from .common import check_actor

# The public reads snapshots and has no account.
GRANTED_ROLES: tuple[str, ...] = tuple(role for role in ROLES if role != "public")


@transaction.atomic
def create_administrator(*, username: str, password: str, by: User | str = SYSTEM) -> User:
    """Make an account that may do everything, and return it.

    Writes the account, its mandate and two audit events. Errors: NotPermittedError; InputError for
    a name that is taken or unfit, or a password that is too weak.
    """
    user = create_user(username=username, password=password, by=by, is_superuser=True)
    grant_mandate(user=user, role_code="administrator", by=by)
    return user


@transaction.atomic
def create_user(
    *, username: str, password: str, by: User | str, is_superuser: bool = False
) -> User:
    """Make an account without a mandate, which may therefore do nothing yet, and return it.

    Writes the account and its audit event, which names it by its opaque id. Errors: as
    ``create_administrator``.
    """
    check_actor(by, "create", "user")
    user = User(username=username, is_staff=True, is_superuser=is_superuser)
    try:
        user.clean_fields(exclude=["password"])
        user.validate_unique()
        validate_password(password, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), do="Choose another name or password.") from error
    user.set_password(password)
    user.save()
    _record(user, "create", by, {"is_superuser": is_superuser})
    return user


@transaction.atomic
def grant_mandate(
    *,
    by: User | str,
    user: User,
    role_code: str,
    start: date | None = None,
    end: date | None = None,
) -> Mandate:
    """Give a user a role from a day on (today in UTC), to a day or until further notice.

    Writes the mandate and its audit event; returns the mandate. Errors: NotPermittedError;
    InputError for a role that is not granted or an end before the start.
    """
    check_actor(by, "change", "user")
    if role_code not in GRANTED_ROLES:
        raise InputError(
            f"{role_code!r} is no role that a user can hold.",
            where=Where(field="role_code"),
            do=f"Use one of {', '.join(GRANTED_ROLES)}.",
        )
    first = start or datetime.now(UTC).date()
    if end is not None and end < first:
        raise InputError(
            f"The mandate ends on {end}, before it starts on {first}.", where=Where(field="end")
        )
    mandate = Mandate.objects.create(user=user, role_code=role_code, start=first, end=end)
    _record(user, "grant", by, {"role_code": role_code, "start": first, "end": end})
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User | str, end: date) -> Mandate:
    """Let a mandate end with a day; it stays on record. Return it.

    Errors: NotPermittedError; TransitionError when it ended before that day; InputError when the
    day lies before its start.
    """
    check_actor(by, "change", "user")
    held = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if held.end is not None and held.end < end:
        raise TransitionError(f"The mandate ended on {held.end}.", do="Grant a new one.")
    if end < held.start:
        raise InputError(f"The mandate starts on {held.start}.", where=Where(field="end"))
    held.end = end
    held.save(update_fields=["end"])
    _record(held.user, "end", by, {"role_code": held.role_code, "end": end})
    return held


def _record(user: User, verb: str, by: User | str, payload: dict[str, object]) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="user",
        object_id=user.public_id,
        payload=as_payload(payload),
    )

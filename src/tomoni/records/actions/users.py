"""Accounts and mandates: who works at the desk, in which role, for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.records.models import CourseEdition, Mandate, User
from tomoni.rules.permissions import ROLES, HeldMandate
from tomoni.rules.reach import ASSIGNED_ROLES, COUNTRY_ROLES

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
    *, username: str, password: str, by: User | str, is_superuser: bool = False, email: str = ""
) -> User:
    """Make an account without a mandate, which may therefore do nothing yet, and return it.

    ``email``: where its messages go; "": nowhere. Writes the account and its audit event, which
    names it by its opaque id. Errors: as ``create_administrator``.
    """
    check_actor(by, "create", "user")
    user = User(username=username, email=email, is_staff=True, is_superuser=is_superuser)
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
    country_code: str | None = None,
    scope_id: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Mandate:
    """Give a user a role from a day on (today in UTC), to a day or until further notice.

    ``country_code``: the country it speaks for; ``scope_id``: public id of the one course it is
    for, None: all. Writes the mandate and its audit event; returns the mandate. Errors:
    NotPermittedError; InputError for a role that is not granted or an end before the start, and as
    ``check_mandate``.
    """
    check_actor(by, "change", "user")
    check_mandate(HeldMandate(role_code, country_code, scope_id))
    return _grant(user, HeldMandate(role_code, country_code, scope_id), start, end, by)


def check_mandate(mandate: HeldMandate) -> None:
    """Errors: InputError for a role that nobody can hold, an unknown country or course, and for a
    role that lacks the country or course it is bound to."""
    if mandate.role_code not in GRANTED_ROLES:
        raise InputError(
            f"{mandate.role_code!r} is no role that a user can hold.",
            where=Where(field="role_code"),
            do=f"Use one of {', '.join(GRANTED_ROLES)}.",
        )
    words = mandate.role_code.replace("_", " ")
    if mandate.country_code is None and mandate.role_code in COUNTRY_ROLES:
        raise InputError(
            f"A mandate as {words} is for one country.",
            where=Where(field="country_code"),
            do="State the country; several countries need several mandates.",
        )
    if mandate.country_code is not None and mandate.country_code not in PLACES_BY_CODE:
        raise InputError(
            f"{mandate.country_code!r} is no place of the catalogue.",
            where=Where(field="country_code"),
        )
    if mandate.scope_id is None:
        if mandate.role_code in ASSIGNED_ROLES:
            raise InputError(
                f"A mandate as {words} is for one course.",
                where=Where(field="scope_id"),
                do="Name the course edition.",
            )
    elif not CourseEdition.objects.filter(public_id=mandate.scope_id).exists():
        raise InputError(
            f"There is no course edition {mandate.scope_id!r}.", where=Where(field="scope_id")
        )


def _grant(
    user: User, held: HeldMandate, start: date | None, end: date | None, by: User | str
) -> Mandate:
    first = start or datetime.now(UTC).date()
    if end is not None and end < first:
        raise InputError(
            f"The mandate ends on {end}, before it starts on {first}.", where=Where(field="end")
        )
    values = {
        "role_code": held.role_code,
        "country_code": held.country_code,
        "scope_id": held.scope_id,
        "start": first,
        "end": end,
    }
    mandate = Mandate.objects.create(user=user, **values)
    stated = {name: value for name, value in values.items() if value is not None or name == "end"}
    _record(user, "grant", by, stated)
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


@transaction.atomic
def change_end(
    mandate: Mandate, *, by: User | str, end: date | None, today: date | None = None
) -> Mandate:
    """Let a mandate that holds end earlier, later, or not until further notice; return it.

    ``end`` None: further notice. Errors: NotPermittedError; TransitionError when it is over;
    InputError when the day lies before its start or before ``today`` (None: of UTC).
    """
    check_actor(by, "change", "user")
    held = Mandate.objects.select_for_update().get(pk=mandate.pk)
    now = today or datetime.now(UTC).date()
    if held.end is not None and held.end < now:
        raise TransitionError(f"The mandate ended on {held.end}.", do="Grant a new one.")
    if end is not None and end < held.start:
        raise InputError(f"The mandate starts on {held.start}.", where=Where(field="end"))
    if end is not None and end < now - timedelta(days=1):
        raise InputError(
            "What was done under a mandate stays done: it ends yesterday at the earliest.",
            where=Where(field="end"),
        )
    if held.end != end:
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

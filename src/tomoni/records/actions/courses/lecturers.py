"""The register of lecturers and visiting experts: who they are, when they come, their account."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, RefusedError, Where
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.records.models import (
    AccountInvitation,
    Lecturer,
    Mandate,
    SessionLecturer,
    User,
)
from tomoni.rules.permissions import Subject
from tomoni.rules.quantities import ZERO, Quantity

from ..audit import SYSTEM, as_payload, record_event
from ..common import find, new_id, why_given
from ..users import grant_mandate
from .scopes import check_may
from .steps import check_seen, lock, save_revised

MOST_SPANS = 200
_LONGEST = 200
_LONGEST_BIOGRAPHY = 5000
_TEXTS = ("name", "native_name", "organisation", "post", "biography", "email", "zone")
# Who erases a name keeps the row: the sessions were given by somebody.
_ERASED = ("name", "native_name", "organisation", "post", "biography", "email", "zone",
           "honorarium_quantity", "honorarium_exponent", "honorarium_currency_code")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LecturerValues:
    """What the register says of a lecturer. None: not stated.

    ``available``: spans of instants in which they can come, empty: always. ``honorarium``: of one
    session, exact, with its currency.
    """

    kind_code: str = "lecturer"
    name: str
    native_name: str | None = None
    organisation: str | None = None
    post: str | None = None
    country_code: str
    biography: str | None = None
    email: str | None = None
    zone: str | None = None
    available: tuple[tuple[datetime, datetime], ...] = ()
    honorarium: Quantity | None = None
    honorarium_currency_code: str | None = None
    is_active: bool = True


def register_subject() -> Subject:
    """Return a row of the register as permissions see it: of no course."""
    return Subject("lecturer")


@transaction.atomic
def add_lecturer(*, by: User | str, values: LecturerValues) -> Lecturer:
    """Enter a lecturer into the register and return the row.

    Errors: NotPermittedError; InputError for values that make no sense.
    """
    check_may(by, "create", register_subject())
    columns = _columns(values)
    lecturer = Lecturer.objects.create(public_id=new_id(), **columns)
    payload = {"kind_code": values.kind_code, "country_code": values.country_code}
    _record(lecturer, "create", by, payload)
    return lecturer


@transaction.atomic
def change_lecturer(
    *, by: User | str, lecturer_id: str, values: LecturerValues, seen_revision: int | None
) -> Lecturer:
    """Change what the register says of a lecturer and return the row.

    Errors: as ``add_lecturer``; NotFoundError; RefusedError for one who is erased; TransitionError
    when it was changed since ``seen_revision``.
    """
    lecturer = lock(find(Lecturer, lecturer_id))
    check_may(by, "change", register_subject())
    check_there(lecturer)
    check_seen(lecturer, "lecturer", seen_revision)
    columns = _columns(values)
    changed = [name for name, value in columns.items() if getattr(lecturer, name) != value]
    if changed:
        for name in changed:
            setattr(lecturer, name, columns[name])
        save_revised(lecturer)
        _record(lecturer, "change", by, {"fields": sorted(changed)})
    return lecturer


def join_invited(invitation: AccountInvitation, user: User) -> None:
    """Let an account that a lecturer was invited to be the lecturer's, and open their courses."""
    if invitation.role_code != "lecturer" or hasattr(user, "lecturer"):
        return
    rows = Lecturer.objects.select_for_update().filter(
        email__iexact=invitation.address, user__isnull=True, erased_at__isnull=True
    )
    lecturer = rows.order_by("pk").first()
    if lecturer is None:
        return
    lecturer.user = user
    save_revised(lecturer, ["user"])
    _record(lecturer, "change", SYSTEM, {"fields": ["user"]})
    courses = SessionLecturer.objects.filter(lecturer=lecturer).values_list(
        "session__course__public_id", flat=True
    )
    for course_id in sorted(set(courses)):
        let_teach(lecturer, course_id)


def let_teach(lecturer: Lecturer, course_id: str) -> None:
    """Give the account of a lecturer, if there is one, the mandate of an edition, once."""
    if lecturer.user is None:
        return
    today = datetime.now(UTC).date()
    held = Mandate.objects.filter(user=lecturer.user, role_code="lecturer", scope_id=course_id)
    if not held.filter(Q(end__isnull=True) | Q(end__gte=today)).exists():
        grant_mandate(by=SYSTEM, user=lecturer.user, role_code="lecturer", scope_id=course_id)


@transaction.atomic
def erase_lecturer(*, by: User | str, lecturer_id: str, why: str) -> Lecturer:
    """Remove name, contacts and honorarium of a lecturer; the sessions stay. Return the row.

    Errors: NotPermittedError; NotFoundError; InputError without a reason.
    """
    lecturer = lock(find(Lecturer, lecturer_id))
    check_may(by, "erase", register_subject())
    reason = why_given(why)
    if lecturer.erased_at is None:
        for name in _ERASED:
            setattr(lecturer, name, None)
        lecturer.available, lecturer.is_active = [], False
        lecturer.user, lecturer.erased_at = None, datetime.now(UTC)
        save_revised(lecturer)
        _record(lecturer, "erase", by, {"why": reason})
    return lecturer


def honorarium_of(lecturer: Lecturer) -> Quantity | None:
    """Return the honorarium of one session; None: not stated."""
    if lecturer.honorarium_quantity is None or lecturer.honorarium_exponent is None:
        return None
    return Quantity(lecturer.honorarium_quantity, lecturer.honorarium_exponent)


def check_there(lecturer: Lecturer) -> None:
    """Errors: RefusedError for a lecturer who is erased."""
    if lecturer.erased_at is not None:
        raise RefusedError("This lecturer is erased.", do="Enter a new one.")


def _columns(values: LecturerValues) -> dict[str, Any]:
    """Return the register's columns for values that make sense. Errors: InputError."""
    given = asdict(values)
    columns = {name: (given[name] or "").strip() or None for name in _TEXTS}
    _check(values, columns)
    honorarium = values.honorarium
    return columns | {
        "kind_code": values.kind_code,
        "country_code": values.country_code,
        "is_active": values.is_active,
        "available": [
            [first.astimezone(UTC).isoformat(), last.astimezone(UTC).isoformat()]
            for first, last in sorted(values.available)
        ],
        "honorarium_quantity": None if honorarium is None else honorarium.coefficient,
        "honorarium_exponent": None if honorarium is None else honorarium.exponent,
        "honorarium_currency_code": None if honorarium is None else values.honorarium_currency_code,
    }


def _check(values: LecturerValues, columns: dict[str, Any]) -> None:
    if columns["name"] is None:
        raise InputError("The lecturer has no name.", where=Where(field="name"))
    for name in _TEXTS:
        longest = _LONGEST_BIOGRAPHY if name == "biography" else _LONGEST
        if len(columns[name] or "") > longest:
            raise InputError(f"At most {longest} signs are taken.", where=Where(field=name))
    if not codelist("lecturer_kind").is_active(values.kind_code):
        raise InputError("There is no such kind of lecturer.", where=Where(field="kind_code"))
    if values.country_code not in PLACES_BY_CODE:
        raise InputError("This is no place of the catalogue.", where=Where(field="country_code"))
    if columns["zone"] is not None and columns["zone"] not in available_timezones():
        raise InputError("There is no such time zone.", where=Where(field="zone"))
    if columns["email"] is not None:
        _check_address(columns["email"])
    _check_spans(values)
    _check_honorarium(values)


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise InputError("This is no e-mail address.", where=Where(field="email")) from error


def _check_spans(values: LecturerValues) -> None:
    if len(values.available) > MOST_SPANS:
        raise InputError(f"At most {MOST_SPANS} spans are taken.", where=Where(field="available"))
    for first, last in values.available:
        if first.tzinfo is None or last.tzinfo is None or last <= first:
            raise InputError("A span ends before it begins.", where=Where(field="available"))


def _check_honorarium(values: LecturerValues) -> None:
    if values.honorarium is None:
        return
    if values.honorarium < ZERO or not values.honorarium.fits_ledger:
        raise InputError("The amount is negative or too large.", where=Where(field="honorarium"))
    if not codelist("Currency").is_active(values.honorarium_currency_code or ""):
        raise InputError(
            "The honorarium names no currency.", where=Where(field="honorarium_currency_code")
        )


def _record(lecturer: Lecturer, verb: str, by: User | str, payload: dict[str, Any]) -> None:
    record_event(
        by=by, verb=verb, object_type="lecturer", object_id=lecturer.public_id,
        payload=as_payload(payload),
    )  # fmt: skip

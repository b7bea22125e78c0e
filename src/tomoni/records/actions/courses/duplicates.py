"""Looks for persons that may be one, and puts the pairs into the queue."""

from __future__ import annotations

from collections.abc import Collection

from tomoni.planning.identity import PersonRecord, possible_matches
from tomoni.records.models import Person, User
from tomoni.rules.permissions import Subject

from .merges import Likeness, note_possible_duplicates
from .scopes import check_may

_COLUMNS = (
    "public_id", "family_name", "given_name", "native_name", "birth_year", "country_code", "email",
)  # fmt: skip


def look_for_duplicates(*, by: User | str, among: Collection[str] | None = None) -> int:
    """Compare all persons and note the pairs that are alike; return how many pairs are new.

    ``among``: public ids of which one of a pair must be; None: any. Pairs that were noted or judged
    before stay as they are. Errors: NotPermittedError.
    """
    check_may(by, "create", Subject("possible_duplicate"))
    wanted = None if among is None else frozenset(among)
    if wanted is not None and not wanted:
        return 0
    found = possible_matches(person_records()).pairs
    return note_possible_duplicates(
        (
            Likeness(one.first, one.second, one.score * 10, one.reasons)
            for one in found
            if wanted is None or one.first in wanted or one.second in wanted
        ),
        by=by,
    )


def person_records() -> list[PersonRecord]:
    """Return everybody who stands for themselves and has a name, as they are compared.

    Who was made for demonstration is left out: such persons are alike on purpose.
    """
    rows = Person.objects.filter(merged_into__isnull=True, erased_at__isnull=True)
    rows = rows.exclude(participations__is_synthetic=True)
    rows = rows.exclude(nominations__call__course__is_synthetic=True)
    return [_record(*values) for values in rows.values_list(*_COLUMNS)]


def _record(
    public_id: str,
    family_name: str | None,
    given_name: str | None,
    native_name: str | None,
    birth_year: int | None,
    country_code: str,
    email: str | None,
) -> PersonRecord:
    name = " ".join(part for part in (family_name, given_name) if part)
    return PersonRecord(
        id=public_id,
        name=name or native_name or "",
        native_name=native_name,
        birth_year=birth_year,
        country=country_code,
        identifiers=(email.casefold(),) if email else (),
    )

"""Nominees of a country in bulk: looked at first, then entered, all or none, and again in vain.

A row is known by the nominee's address, else by names and year of birth. A row that says what is
there changes nothing; a row about a nomination that was sent on may not say anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import transaction

from tomoni.catalogue.errors import InputError, TomoniError, Where
from tomoni.records.models import Call, Nomination, User
from tomoni.rules.courses.nominating import can_edit
from tomoni.rules.courses.outcomes import told_state
from tomoni.rules.courses.persons import search_name

from ..common import find
from .nominations import NomineeValues, change_nomination, enter_nomination, stripped
from .ranking import ranked
from .scopes import check_may, of_country
from .sheet_faults import refuse_whole

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
_OWN = ("organisation", "post", "profession_code", "participation_role_code")
_PERSONS = ("family_name", "given_name", "native_name", "sex_code", "birth_year", "email")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a file: its line, and the nominee that it names."""

    line: int
    values: NomineeValues


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What a row would do: new, changed or unchanged; ``fields``: what would change."""

    line: int
    values: NomineeValues
    what: str
    fields: tuple[str, ...] = ()
    nomination_id: str | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a file would do, and the faults for which it would do nothing."""

    rows: tuple[PlannedRow, ...]
    faults: tuple[InputError, ...]

    def count(self, what: str) -> int:
        """Return how many rows are new, changed or unchanged."""
        return sum(row.what == what for row in self.rows)


def plan_nominees(
    *, by: User | str, call_id: str, country_code: str, rows: Sequence[SheetRow], file: str
) -> SheetPlan:
    """Return what the rows of a file would do to a country's nominations; nothing is written.

    Errors: NotPermittedError; NotFoundError.
    """
    call = find(Call, call_id)
    check_may(by, "import", of_country(call, country_code))
    there = {key: one for one in ranked(call, country_code) for key in _keys_of(one)}
    planned, faults, seen = [], [], set[tuple[str, ...]]()
    for row in rows:
        values = stripped(row.values)
        keys = _keys(values)
        if seen.intersection(keys):
            faults.append(_fault("This nominee stands in the file twice.", row, file))
            continue
        seen.update(keys)
        found = next((there[key] for key in keys if key in there), None)
        one = _planned(row, values, found)
        if one.what == CHANGED and found is not None and not can_edit(found.state_code, False):
            state = told_state(found.state_code, call.state_code).replace("_", " ")
            faults.append(_fault(f"The nomination is {state} and no longer changes.", row, file))
            continue
        planned.append(one)
    return SheetPlan(tuple(planned), tuple(faults))


def enter_nominees(
    *, by: User | str, call_id: str, country_code: str, rows: Sequence[SheetRow], file: str
) -> SheetPlan:
    """Do what the rows of a file say, all of it or nothing, and return what was done.

    Doing it again changes nothing. Errors: NotPermittedError; NotFoundError; QuarantineError naming
    the first row that cannot be taken, and how many there are.
    """
    plan = plan_nominees(by=by, call_id=call_id, country_code=country_code, rows=rows, file=file)
    refuse_whole(plan.faults)
    with transaction.atomic():
        for row in plan.rows:
            try:
                with transaction.atomic():
                    _do(row, by, call_id, country_code)
            except TomoniError as error:
                field = error.where.field if error.where else None
                where = Where(file=file, line=row.line, field=field)
                refuse_whole([InputError(error.what, where=where, do=error.do)])
    return plan


def _do(row: PlannedRow, by: User | str, call_id: str, country_code: str) -> None:
    if row.what == NEW:
        enter_nomination(by=by, call_id=call_id, country_code=country_code, values=row.values)
    elif row.what == CHANGED and row.nomination_id is not None:
        change_nomination(
            by=by, nomination_id=row.nomination_id, values=row.values,
            seen_revision=row.revision,
        )  # fmt: skip


def _planned(row: SheetRow, values: NomineeValues, found: Nomination | None) -> PlannedRow:
    if found is None:
        return PlannedRow(row.line, values, NEW)
    changed = [name for name in _OWN if getattr(found, name) != getattr(values, name)]
    changed += [name for name in _PERSONS if getattr(found.person, name) != getattr(values, name)]
    what = CHANGED if changed else UNCHANGED
    return PlannedRow(row.line, values, what, tuple(changed), found.public_id, found.revision)


def _keys_of(nomination: Nomination) -> list[tuple[str, ...]]:
    person = nomination.person
    given = {field.name: getattr(person, field.name, None) for field in fields(NomineeValues)}
    names = {name: given[name] for name in _PERSONS}
    return _keys(NomineeValues(**names | {"family_name": person.family_name or ""}))


def _keys(values: NomineeValues) -> list[tuple[str, ...]]:
    """What a nominee is known by, strongest first. An address stands for the person alone."""
    name = search_name(values.family_name, values.given_name, values.native_name)
    keys: list[tuple[str, ...]] = []
    if values.email:
        keys.append(("address", values.email.casefold()))
    keys.append(("name", name, str(values.birth_year)))
    return keys


def _fault(what: str, row: SheetRow, file: str) -> InputError:
    return InputError(what, where=Where(file=file, line=row.line))

"""What every action does: ask whether the actor may, find records, turn values into columns.

Values come under their contract names and are checked against the catalogue; a stated date comes
under its prefix ("start") as text or as a ``StatedDate``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import uuid4

from django.conf import settings
from django.db import models

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.catalogue.fields import Field
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.records.models import User
from tomoni.records.queries.mandates import roles_of
from tomoni.records.tables import LEDGER_TABLES
from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.rules.permissions import check_act

from .audit import as_payload, record_event
from .loading.columns import date_columns
from .loading.references import model_of

AnyRecord = TypeVar("AnyRecord", bound=models.Model)


def check_actor(by: User | str, action: str, object_type: str) -> None:
    """Errors: NotPermittedError when ``by`` is a user none of whose roles may do it.

    The system itself, named by a text, acts for whoever holds the machine.
    """
    if isinstance(by, User):
        check_act(roles_of(by), action, object_type)


def fiscal_start_month() -> int:
    """Return the first month of the home party's fiscal year."""
    return settings.TOMONI.number("TOMONI_FISCAL_YEAR_START_MONTH")


def new_id() -> str:
    """Return a public id for a record that no source names."""
    return str(uuid4())


def find(model: type[AnyRecord], public_id: str, *, lock: bool = False) -> AnyRecord:
    """Return the record with a public id; ``lock`` holds its row until the transaction ends.

    Errors: NotFoundError.
    """
    rows = model._default_manager.all()
    found = (rows.select_for_update() if lock else rows).filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(
            f"There is no {model._meta.verbose_name} {public_id!r}.", do="Check the id."
        )
    return found


def why_given(why: str) -> str:
    """Return a reason without blanks around it. Errors: InputError when it is blank."""
    if not why.strip():
        raise InputError("No reason is given.", where=Where(field="why"), do="Say why.")
    return why.strip()


def stated(value: StatedDate | str | None) -> StatedDate | None:
    """Return a stated date from its text, in the home party's fiscal year. None stays None."""
    return parse_stated_date(value, fiscal_start_month()) if isinstance(value, str) else value


def columns_of(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ledger's columns for values under contract names; missing ones are left out.

    Errors: InputError for a name that is no field, a blank text, a code or place that the catalogue
    lacks, a required field that is None; NotFoundError for a reference to no record.
    """
    fields = {field.name: field for field in TABLES_BY_NAME[table].fields}
    key = TABLES_BY_NAME[table].key
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if f"{name}_stated" in fields and f"{name}_first" in fields:
            columns |= date_columns(name, stated(value))
        elif name not in fields:
            raise InputError(f"{table} has no field {name!r}.", where=Where(field=name))
        elif name == key:
            columns["public_id"] = _checked(fields[name], value)
        else:
            columns[name] = _checked(fields[name], value)
    return columns


def _checked(field: Field, value: Any) -> Any:
    """Return a value as its column keeps it."""
    where = Where(field=field.name)
    if value is None:
        if field.required:
            raise InputError(f"{field.name} is missing.", where=where, do=field.help)
        return None
    if isinstance(value, str) and not value.strip():
        raise InputError("A text is blank.", where=where, do="Leave out what is not stated.")
    if field.codelist is not None and not codelist(field.codelist).is_active(value):
        raise InputError(
            f"{value!r} is no code in force of the list {field.codelist}.",
            where=where,
            do="Use a code of the list.",
        )
    if field.references == "places" and value not in PLACES_BY_CODE:
        raise InputError(f"{value!r} is no place of the catalogue.", where=where)
    if field.references in LEDGER_TABLES:
        return find(model_of(field.references), value).pk
    return value


def link_id(*parts: str) -> str:
    """Return the public id of a row that ties records together: their ids in one."""
    return "--".join(parts)


def refuse_taken(model: type[models.Model], public_id: str) -> None:
    """Errors: InputError when a record of this kind has the public id already."""
    if model._default_manager.filter(public_id=public_id).exists():
        raise InputError(
            f"There is a {model._meta.verbose_name} {public_id!r} already.",
            do="Choose another id.",
        )


def record_created(
    object_type: str, public_id: str, values: Mapping[str, Any], *, by: User | str
) -> None:
    """Write the audit event of a new record: what was given, dates as stated."""
    given = {
        name: value.stated if isinstance(value, StatedDate) else value
        for name, value in values.items()
    }
    record_event(
        by=by,
        verb="create",
        object_type=object_type,
        object_id=public_id,
        payload=as_payload(given),
    )


def create_record(
    model: type[AnyRecord],
    table: str,
    object_type: str,
    values: Mapping[str, Any],
    *,
    by: User | str,
) -> AnyRecord:
    """Enter a record of values under contract names, with its audit event, and return it."""
    check_actor(by, "create", object_type)
    columns = columns_of(table, values)
    refuse_taken(model, columns["public_id"])
    created = model._default_manager.create(**columns)
    record_created(object_type, columns["public_id"], values, by=by)
    return created

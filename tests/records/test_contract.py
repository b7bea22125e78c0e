"""Every column of the snapshot contract is a column of the ledger, or is known to be derived."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES, Table
from tomoni.records.tables import (
    CATALOGUE_TABLES,
    DERIVED_COLUMNS,
    LEDGER_TABLES,
    MATERIALISED_TABLES,
)

MODELS = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}
INTEGERS = (models.BigIntegerField, models.IntegerField, models.SmallIntegerField)
TYPES: dict[str, tuple[type[models.Field], ...]] = {
    "text": (models.TextField,),
    "integer": INTEGERS,
    "boolean": (models.BooleanField,),
    "date": (models.DateField,),
}
LEDGER = [table for table in TABLES if table.name in LEDGER_TABLES]


def refers_to_ledger(field: Field) -> bool:
    return field.references in LEDGER_TABLES


def ledger_column(table: Table, field: Field) -> models.Field | None:
    """The model field that keeps a contract field; None where nothing is stored."""
    model = MODELS[LEDGER_TABLES[table.name]]
    column = "public_id" if field.name == table.key else field.name
    return next((f for f in model._meta.concrete_fields if f.column == column), None)


def problems(table: Table) -> list[str]:
    found = []
    derived = DERIVED_COLUMNS.get(table.name, {})
    for field in table.fields:
        column, name = ledger_column(table, field), f"{table.name}.{field.name}"
        if column is None:
            if field.name not in derived:
                found.append(f"{name} has no column")
            continue
        if refers_to_ledger(field):
            wanted = LEDGER_TABLES[field.references or ""]
            if not column.is_relation or column.related_model._meta.db_table != wanted:
                found.append(f"{name} does not refer to {wanted}")
        elif not isinstance(column, TYPES[field.type]):
            found.append(f"{name} is {type(column).__name__}, not {field.type}")
        if column.null == field.required:
            found.append(f"{name} is {'nullable' if column.null else 'not nullable'}")
    return found


def test_every_contract_table_has_a_place() -> None:
    assert {table.name for table in TABLES} == (
        LEDGER_TABLES.keys() | CATALOGUE_TABLES | MATERIALISED_TABLES
    )
    assert set(LEDGER_TABLES.values()) <= MODELS.keys()


@pytest.mark.parametrize("table", LEDGER, ids=lambda table: table.name)
def test_every_contract_field_has_its_column(table: Table) -> None:
    assert problems(table) == []


def test_a_new_contract_field_is_named_as_missing() -> None:
    table = next(table for table in LEDGER if table.name == "parties")
    added = Table("parties", table.rows, (*table.fields, Field("founded_year", "integer", "Year.")))
    assert problems(added) == ["parties.founded_year has no column"]


def test_derived_columns_are_in_the_contract() -> None:
    for name, columns in DERIVED_COLUMNS.items():
        table = next(table for table in TABLES if table.name == name)
        assert columns.keys() <= set(table.columns)


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)


def test_money_is_kept_in_integers() -> None:
    inexact = (models.FloatField, models.DecimalField)
    assert not [
        f"{table}.{field.column}"
        for table, model in MODELS.items()
        for field in model._meta.concrete_fields
        if isinstance(field, inexact)
    ]


def test_no_reference_cascades() -> None:
    assert not [
        f"{table}.{field.column}"
        for table, model in MODELS.items()
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is not models.PROTECT
    ]

"""The desk's tables and the catalogue of their columns say the same."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from tomoni.catalogue.desk_fields import DESK_TABLES
from tomoni.rules.permission_table import FIELD_GROUPS
from tomoni.rules.permissions import may_roles

DESK_MODULES = (
    "tomoni.records.models.courses.",
    "tomoni.records.models.evidence",
    "tomoni.records.models.finding_decisions",
    "tomoni.records.models.iati",
    "tomoni.records.models.notices",
    "tomoni.records.models.reading",
    "tomoni.records.models.reports",
)
MODELS: dict[str, type[Model]] = {
    model._meta.db_table: model
    for model in apps.get_app_config("records").get_models()
    if model.__module__.startswith(DESK_MODULES)
}
BY_DB_TABLE = {table.db_table: table for table in DESK_TABLES.values()}


def test_every_table_of_the_desk_is_in_the_catalogue() -> None:
    assert set(MODELS) == set(BY_DB_TABLE)


@pytest.mark.parametrize("db_table", sorted(MODELS))
def test_every_column_of_the_desk_is_in_the_catalogue(db_table: str) -> None:
    columns = {field.name for field in MODELS[db_table]._meta.concrete_fields} - {"id"}
    named = [field.name for field in BY_DB_TABLE[db_table].fields]
    assert len(named) == len(set(named))
    assert set(named) == columns, "add what is missing to catalogue/desk_columns"


@pytest.mark.parametrize("kind", DESK_TABLES)
def test_each_column_is_explained_and_belongs_to_a_group(kind: str) -> None:
    assert may_roles("view", kind)
    for field in DESK_TABLES[kind].fields:
        assert field.help.endswith("."), field.name
        assert field.group in FIELD_GROUPS, field.name


def test_names_addresses_and_scores_are_marked_as_personal() -> None:
    personal = {
        (kind, field.name)
        for kind, table in DESK_TABLES.items()
        for field in table.fields
        if field.personal
    }
    assert personal >= {
        ("person", "family_name"),
        ("person", "email"),
        ("nomination", "answers"),
        ("assessment", "scores"),
        ("notice", "address"),
        ("account_invitation", "address"),
    }

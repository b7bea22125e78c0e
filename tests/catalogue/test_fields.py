"""The contract of a snapshot hangs together: keys, references and code lists exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tomoni.catalogue.fields import FIELDS, Field
from tomoni.catalogue.tables import TABLES, TABLES_BY_NAME, Table

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
ALL = [(name, field) for name, fields in FIELDS.items() for field in fields]


def _that(breaks: Callable[[Field], bool]) -> list[str]:
    """Names of the fields that break a rule."""
    return [f"{table}.{field.name}" for table, field in ALL if breaks(field)]


def test_every_list_of_fields_is_a_table() -> None:
    assert FIELDS.keys() == TABLES_BY_NAME.keys()
    assert len(TABLES_BY_NAME) == len(TABLES)


@every_table
def test_a_table_has_a_required_text_key_and_no_column_twice(table: Table) -> None:
    assert table.fields[0].required
    assert table.fields[0].type == "text"
    assert len(set(table.columns)) == len(table.columns)
    assert table.rows.endswith(".")


def test_a_field_says_what_it_means() -> None:
    assert _that(lambda field: not field.help.endswith(".")) == []


def test_a_reference_names_a_table_and_holds_text() -> None:
    references = [(name, field) for name, field in ALL if field.references is not None]
    assert {field.references for _, field in references} <= TABLES_BY_NAME.keys()
    assert _that(lambda field: field.references is not None and field.type != "text") == []


def test_a_listed_code_is_text_and_refers_to_no_table() -> None:
    listed = [field for _, field in ALL if field.codelist is not None]
    assert {field.type for field in listed} == {"text"}
    assert _that(lambda field: bool(field.codelist and field.references)) == []


def test_yes_or_no_is_always_answered() -> None:
    assert _that(lambda field: field.type == "boolean" and not field.required) == []


def test_no_column_holds_a_float() -> None:
    exact = {"text", "integer", "boolean", "date"}
    assert _that(lambda field: field.type not in exact) == []

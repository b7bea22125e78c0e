"""The contract as an Arrow schema, and plain rows as a table by it."""

from __future__ import annotations

import datetime
from typing import Any

import pyarrow as pa
import pytest

from exchange.drawn_snapshots import entry, party
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.tables import TABLES, Table
from tomoni.exchange.snapshot import arrow_schema, table_from_rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_schema_follows_the_contract(table: Table) -> None:
    types = {"text": "string", "integer": "int64", "boolean": "bool", "date": "date32[day]"}
    schema = arrow_schema(table)
    assert schema.names == list(table.columns)
    for field, column in zip(table.fields, schema, strict=True):
        assert str(column.type) == types[field.type]
        assert column.nullable is not field.required


def test_rows_are_ordered_by_key_bytewise() -> None:
    # As UTF-8, é comes after z and 𝄞 after 日; UTF-16 would turn the last two round.
    keys = ["z", "é", "Z", "a-b", "a", "日", "𝄞", "a--b"]
    table = table_from_rows("parties", [party(key) for key in keys])
    assert table.column("party_id").to_pylist() == sorted(keys, key=str.encode)


def test_a_missing_optional_value_is_null_and_dates_may_be_text() -> None:
    rows = [
        entry("a", date_first="2021-04-01"),
        entry("b", date_first=datetime.date(2021, 4, 1), low_quantity=None),
    ]
    table = table_from_rows("entries", rows)
    assert table.column("date_first").to_pylist() == [datetime.date(2021, 4, 1)] * 2
    assert table.column("low_quantity").null_count == 2
    assert table.schema.equals(arrow_schema(next(t for t in TABLES if t.name == "entries")))


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"quantity": None}, "quantity"),
        ({"quantity": 1.0}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": 2**63}, "quantity"),
        ({"is_reversed": 1}, "is_reversed"),
        ({"date_first": "2021"}, "date_first"),
        ({"date_first": datetime.datetime(2021, 4, 1, tzinfo=datetime.UTC)}, "date_first"),
        ({"measure_code": 7}, "measure_code"),
        ({"measure_code": "\ud800"}, "measure_code"),
    ],
)
def test_a_value_against_the_contract_is_refused(columns: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        table_from_rows("entries", [entry("a"), entry("b", **columns)])
    assert refused.value.where is not None
    assert (refused.value.where.line, refused.value.where.field) == (2, field)


def test_unknown_columns_tables_and_repeated_keys_are_refused() -> None:
    with pytest.raises(InputError, match="no column founder"):
        table_from_rows("parties", [party("a", founder="x")])
    with pytest.raises(InputError, match="no table 'party'"):
        table_from_rows("party", [])
    with pytest.raises(InputError, match="'a' occurs twice"):
        table_from_rows("parties", [party("a"), party("b"), party("a")])


def test_no_rows_make_an_empty_table() -> None:
    table = table_from_rows("parties", [])
    assert table.num_rows == 0
    assert pa.types.is_string(table.schema.field("party_id").type)

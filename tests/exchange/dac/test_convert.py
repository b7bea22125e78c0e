"""Cells into types: exact, and a fault never travels to a neighbour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.exchange.dac.convert import convert_batch
from tomoni.exchange.dac.mapping import Mapped, MappedType, match_columns
from tomoni.exchange.dac.mapping import Mapping as CrsMapping


def converted(kind: MappedType, *texts: str | None) -> tuple[list[object], dict[int, list[str]]]:
    mapping = CrsMapping("drawn", (Mapped("cell", ("Cell",), kind),), is_guarded=True)
    batch = pa.RecordBatch.from_arrays([pa.array(texts, pa.string())], names=["Cell"])
    typed, faults = convert_batch(
        batch, match_columns(["Cell"], mapping, "file"), mapping.columns, mapping.is_guarded
    )
    found = {row: [reason for _, reason, _ in cells] for row, cells in faults.rows.items()}
    return typed.column("cell").to_pylist(), found


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("1.25", Decimal("1.25"), None),
        (" -3 ", Decimal(-3), None),
        ("", None, None),
        (None, None, None),
        (".5", Decimal("0.5"), None),
        ("5.", Decimal(5), None),
        ("1E-05", Decimal("0.00001"), None),
        ("1.2E+3", Decimal(1200), None),
        ("0.1234567890123456785", Decimal("0.123456789012345678"), "rounded"),
        ("0.1234567890123456775", Decimal("0.123456789012345678"), "rounded"),
        ("1,234", None, "no_number"),
        ("n/a", None, "no_number"),
        ("1e99", None, "no_number"),
        ("100000000000000000000", None, "no_number"),
        ("NaN", None, "no_number"),
    ],
)
def test_amounts(text: str | None, value: Decimal | None, fault: str | None) -> None:
    values, faults = converted("amount", text, "7")
    assert values == [value, Decimal(7)]
    assert faults == ({0: [fault]} if fault else {})


@given(
    st.decimals(min_value=-(10**19), max_value=10**19, places=18, allow_nan=False),
)
def test_an_amount_of_18_places_is_kept_exactly(value: Decimal) -> None:
    assert converted("amount", format(value, "f")) == ([value], {})


@pytest.mark.parametrize(
    ("kind", "text", "value", "fault"),
    [
        ("code", "41128.0", "41128", None),
        ("code", "2.", "2", None),
        ("code", "B031", "B031", None),
        ("code", "0", "0", None),
        ("code", "", None, None),
        ("year", "2020", 2020, None),
        ("year", "2020.0", 2020, None),
        ("year", "20", None, "no_year"),
        ("year", "0001", None, "no_year"),
        ("year", "9999", None, "no_year"),
        ("date", "2021-03-04", date(2021, 3, 4), None),
        ("date", "2021-03-04 00:00:00", date(2021, 3, 4), None),
        ("date", "2021-03-04T00:00:00", date(2021, 3, 4), None),
        ("date", "04/03/2021", None, "no_date"),
        ("date", "2021-02-30", None, "no_date"),
        ("text", " as it stands ", " as it stands ", None),
        ("text", "'=1+1", "=1+1", None),
        ("text", "''=1+1", "'=1+1", None),
    ],
)
def test_other_types(kind: MappedType, text: str, value: object, fault: str | None) -> None:
    assert converted(kind, text) == ([value], {0: [fault]} if fault else {})

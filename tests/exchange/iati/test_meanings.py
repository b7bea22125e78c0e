"""What texts mean, whether their column is plain or holds odd neighbours."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from tomoni.catalogue.iati.tables import Column, ColumnType
from tomoni.exchange.iati.meanings import meaning_of

D = Decimal


def meanings(kind: ColumnType, *texts: str | None) -> list[Any]:
    column = Column("x", kind, "", None)
    listed: list[Any] = meaning_of(column, pa.array(texts, pa.string())).to_pylist()
    return listed


NUMBERS = {
    "1": D(1),
    "-1.50": D("-1.5"),
    "+7": D(7),
    ".5": D("0.5"),
    "5.": D(5),
    "1.1000000000000": D("1.1"),
    "1234567890123456789012345678.5": D("1234567890123456789012345678.5"),
    " 2\n": D(2),
    "1e3": None,
    "1,5": None,
    ".": None,
    "": None,
    "1.12345678901": None,
    "12345678901234567890123456789": None,
    "0" * 40: None,
}
DAYS = {
    "2020-02-29": datetime.date(2020, 2, 29),
    "2017-02-06+08:00": datetime.date(2017, 2, 6),
    "2020-01-02Z": datetime.date(2020, 1, 2),
    "0001-01-01": datetime.date(1, 1, 1),
    "9999-12-31": datetime.date(9999, 12, 31),
    "2021-02-29": None,
    "0000-01-01": None,
    "-0001-01-01": None,
    "12020-01-01": None,
    "2020-1-1": None,
    "2020-01-01T00:00:00": None,
    "": None,
}


@pytest.mark.parametrize(("kind", "known"), [("decimal", NUMBERS), ("date", DAYS)])
def test_a_text_means_the_same_alone_and_among_odd_ones(
    kind: ColumnType, known: dict[str, Any]
) -> None:
    assert meanings(kind, *known, None) == [*known.values(), None]
    for text, meaning in known.items():
        assert meanings(kind, text) == [meaning], text
        assert meanings(kind, text, None, text) == [meaning, None, meaning], text


def test_truth_integers_and_instants() -> None:
    assert meanings("boolean", "1", "true", " 0 ", "false", "TRUE", "", None) == [
        True, True, False, False, None, None, None,
    ]  # fmt: skip
    assert meanings("integer", "1", "+5", "-3", "1.0", "99999999999999999999") == [
        1, 5, -3, None, None,
    ]  # fmt: skip
    assert meanings("datetime", "2020-01-02T10:00:00.5Z", "2020-01-02") == [
        datetime.date(2020, 1, 2),
        None,
    ]


def test_a_column_without_texts_has_no_meanings() -> None:
    for kind in ("decimal", "date", "integer", "boolean", "datetime"):
        assert meanings(kind, None, None) == [None, None]  # type: ignore[arg-type]  # kinds all
        assert meanings(kind) == []  # type: ignore[arg-type]  # kinds all

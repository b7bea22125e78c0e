"""Columns have names for people in both languages."""

from __future__ import annotations

import pytest

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.field_labels import field_label
from tomoni.catalogue.fields import FIELDS
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.tables import TABLES_BY_NAME

COLUMNS = [(table, field.name) for table, fields in FIELDS.items() for field in fields]


def test_every_column_has_a_japanese_name() -> None:
    """A column named here needs a row in data/field-labels.csv."""
    same_in_both = {"sha256"}
    nameless = [
        (table, column)
        for table, column in COLUMNS
        if field_label(table, column).ja.isascii() and column not in same_in_both
    ]
    assert nameless == []


def test_every_row_of_the_file_names_a_column_or_a_date() -> None:
    columns = {column for _, column in COLUMNS}
    stated = {column.removesuffix("_stated") for column in columns if column.endswith("_stated")}
    rows = {row["field"] for row in packaged_rows("field-labels.csv")}
    assert rows <= columns | stated | {"start_date", "end_date"}


@pytest.mark.parametrize(
    ("table", "column", "en", "ja"),
    [
        ("activities", "theme_code", "Theme", "テーマ"),
        ("activities", "start_stated", "Start, as stated", "開始日（記載）"),
        ("claims", "start", "First character", "開始位置"),
        ("claims", "period_end_last", "End of the period, last day", "期間の終わり（最も遅い日）"),
        ("activities", "parent_activity_id", "Wider activity", "上位案件"),
    ],
)
def test_names(table: str, column: str, en: str, ja: str) -> None:
    assert (field_label(table, column).en, field_label(table, column).ja) == (en, ja)


def test_a_table_may_be_given_itself() -> None:
    assert field_label(TABLES_BY_NAME["claims"], "metric_code").en == "Metric"


@pytest.mark.parametrize(("table", "column"), [("claims", "colour"), ("colours", "claim_id")])
def test_a_column_that_does_not_exist(table: str, column: str) -> None:
    with pytest.raises(NotFoundError, match="no column"):
        field_label(table, column)

"""A submission out and in again: every cell as it was, in both kinds of file."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from tomoni.catalogue.dac import CRS_COLUMNS, columns_of
from tomoni.exchange.dac import (
    CrsStore,
    import_file,
    mapping_named,
    write_submission_csv,
    write_submission_xlsx,
)

ROWS = [
    {
        "reporting_year": "2021",
        "donor_code": "701",
        "recipient_code": "769",
        "title": "=cmd|' /C calc'!A0",
        "description": "-two\nlines, with commas",
        "gender_equality": "",
        "biodiversity": "0",
        "start_date": "2021-04-01",
        "commitments": "1234567890123.45",
        "amounts_extended": "123456789012345678.01",
        "channel_code": "41128",
    },
    {"reporting_year": "2021", "donor_code": "701", "recipient_code": "998", "title": "'=quoted"},
]


def written(kind: str, layout: str = "crs++") -> bytes:
    if kind == "csv":
        return write_submission_csv(ROWS, layout)
    return write_submission_xlsx(ROWS, layout, dated=date(2022, 1, 1))


def read_back(tmp_path: Path, data: bytes, kind: str) -> list[dict[str, Any]]:
    path = tmp_path / f"crs.{kind}"
    path.write_bytes(data)
    done = import_file(path, mapping_named("crs++"), CrsStore(tmp_path / "store"))
    assert done.manifest["quarantined"] == 0
    rows: list[dict[str, Any]] = pq.read_table(done.directory / "rows.parquet").to_pylist()
    return rows


def as_cells(row: dict[str, Any]) -> dict[str, str]:
    """The cells that a row of the store writes."""
    cells = {}
    for column in CRS_COLUMNS:
        value = row.get(column.name)
        if isinstance(value, Decimal):
            cells[column.name] = format(value.normalize(), "f")
        elif value is not None:
            cells[column.name] = str(value)
    return cells


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_written_is_read_back_cell_by_cell(tmp_path: Path, kind: str) -> None:
    rows = read_back(tmp_path, written(kind), kind)
    wanted = [{name: text for name, text in row.items() if text} for row in ROWS]
    assert [as_cells(row) for row in rows] == wanted


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_read_is_written_as_it_was(tmp_path: Path, kind: str) -> None:
    first = written(kind)
    rows = [as_cells(row) for row in read_back(tmp_path, first, kind)]
    again = (
        write_submission_csv(rows)
        if kind == "csv"
        else write_submission_xlsx(rows, dated=date(2022, 1, 1))
    )
    assert again == first


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_rows_make_the_same_bytes(kind: str) -> None:
    assert written(kind) == written(kind)


@pytest.mark.parametrize(("layout", "width"), [("crs++", 54), ("full", 65)])
def test_columns_stand_in_the_order_of_the_layout(layout: str, width: int) -> None:
    text = written("csv", layout).decode("utf-8-sig")
    heads = next(csv.reader(io.StringIO(text)))
    assert heads == [column.heading for column in columns_of(layout)]
    assert len(heads) == width
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", layout)))
    assert [cell.value for cell in next(book.worksheets[0].iter_rows())] == heads


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    kinds = {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line}
    assert "f" not in kinds
    assert "'=cmd" in written("csv").decode("utf-8-sig")


def test_an_amount_that_a_spreadsheet_would_round_stands_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    line = dict(
        zip(
            (column.name for column in columns_of("crs++")),
            list(book.worksheets[0].iter_rows(values_only=True))[1],
            strict=True,
        )
    )
    assert line["amounts_extended"] == "123456789012345678.01"
    assert line["commitments"] == 1234567890123.45

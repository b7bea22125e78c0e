"""Tables that a user gives: read exactly, or refused with the place of the fault."""

from __future__ import annotations

import csv
import io
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.user_tables import UserRow, read_user_rows


def _rows(tmp_path: Path, content: str | bytes) -> list[UserRow]:
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_user_rows(path, ("name", "value")))


def test_rows_carry_file_line_and_trimmed_cells(tmp_path: Path) -> None:
    (row,) = _rows(tmp_path, "value,name,more\n 5 , a ,x\n")
    assert row == UserRow(str(tmp_path / "table.csv"), 2, {"name": "a", "value": "5"})


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    (row,) = _rows(tmp_path, "\ufeffname,value\na,5\n")
    assert row.cells["name"] == "a"


def test_a_cell_may_hold_a_line_break_and_lines_stay_right(tmp_path: Path) -> None:
    first, second = _rows(tmp_path, 'name,value\n"a\nb",5\nc,6\n')
    assert (first.cells["name"], second.cells["name"], second.line) == ("a\nb", "c", 4)


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        ("name\na\n", 1, "value"),
        ("", 1, "name"),
        ("name,value\na\n", 2, None),
        ("name,value\na,5,6\n", 2, None),
        (b"name,value\n\xff,5\n", None, None),
    ],
)
def test_a_file_of_another_shape_is_refused(
    tmp_path: Path, content: str | bytes, line: int | None, field: str | None
) -> None:
    with pytest.raises(InputError) as refused:
        _rows(tmp_path, content)
    where = refused.value.where
    assert where is not None
    assert (where.file, where.line, where.field) == (str(tmp_path / "table.csv"), line, field)
    assert refused.value.do


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_user_rows(tmp_path / "nowhere.csv", ("name",)))


def _row(value: str) -> UserRow:
    return UserRow("table.csv", 2, {"value": value})


@given(st.integers(min_value=1, max_value=10**30), st.integers(min_value=0, max_value=12))
def test_a_decimal_is_read_exactly(digits: int, places: int) -> None:
    text = str(digits).rjust(places + 1, "0")
    printed = f"{text[:-places]}.{text[-places:]}" if places else text
    assert _row(printed).positive("value") == Fraction(digits, 10**places)


@pytest.mark.parametrize(
    "value", ["", "0", "0.0", "-1", "1e3", "1,000", "1/2", "٣", ".", "nan", "1 2"]
)
def test_what_is_no_positive_number_is_refused(value: str) -> None:
    with pytest.raises(InputError):
        _row(value).positive("value")


@pytest.mark.parametrize("value", ["", "22", "20220", "２０２２", "FY22"])
def test_what_is_no_year_is_refused(value: str) -> None:
    with pytest.raises(InputError):
        _row(value).year("value")


_cells = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=12)


@given(st.lists(st.tuples(_cells, _cells), max_size=6))
def test_what_csv_wrote_is_read_back(pairs: list[tuple[str, str]]) -> None:
    kept = [(name.strip(), value.strip()) for name, value in pairs]
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([("name", "value"), *kept])
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "drawn.csv"
        path.write_bytes(file.getvalue().encode())
        rows = list(read_user_rows(path, ("name", "value")))
    assert [(row.cells["name"], row.cells["value"]) for row in rows] == kept

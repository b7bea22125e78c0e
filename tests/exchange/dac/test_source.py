"""Files into batches of text: kinds, encodings, and rows that harm no neighbour."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tomoni.catalogue.errors import InputError
from tomoni.exchange.dac.source import open_source

from .drawn_crs import BULK, bulk_file

Read = tuple[list[int], list[list[str | None]], list[tuple[int, str, str]]]


def read(path: Path) -> Read:
    rejects: list[tuple[int, str, str]] = []
    numbers: list[int] = []
    rows: list[list[str | None]] = []
    for found, batch in open_source(path).batches(lambda *row: rejects.append(row)):
        numbers += found
        rows += [list(row.values()) for row in batch.to_pylist()]
    return numbers, rows, rejects


def test_bars_quotes_and_line_breaks(tmp_path: Path) -> None:
    numbers, rows, rejects = read(bulk_file(tmp_path))
    assert numbers == [1, 2, 3]
    assert rejects == []
    assert [row[9] for row in rows] == ["Law reform", "Two\nlines", 'He said "no"']
    assert rows[1][7] is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", ["|", ",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "crs.csv"
    path.write_bytes(delimiter.join("AB").encode(encoding) + b"")
    text = f"A{delimiter}B{delimiter}C\nCôte{delimiter}é{delimiter}1\n"
    path.write_bytes(text.encode(encoding))
    assert read(path)[1] == [["Côte", "é", "1"]]


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_packed_files_read_as_the_plain_one(tmp_path: Path, kind: str) -> None:
    plain = bulk_file(tmp_path)
    packed = tmp_path / "packed"
    if kind == "gzip":
        packed.write_bytes(gzip.compress(BULK.encode()))
    else:
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("CRS 2020 data.txt", BULK)
            archive.writestr("readme.md", "about")
    assert read(packed) == read(plain)


def test_rows_of_other_width_are_put_aside_with_their_number(tmp_path: Path) -> None:
    text = "A|B|C\n1|2|3\n1|2\n4|5|6\n7|8|9|10\n11|12|13\n"
    numbers, rows, rejects = read(bulk_file(tmp_path, text))
    assert numbers == [1, 3, 5]
    assert [row[0] for row in rows] == ["1", "4", "11"]
    assert rejects == [(2, "cell_count", "1|2"), (4, "cell_count", "7|8|9|10")]


def test_an_open_quote_takes_no_neighbour_with_it(tmp_path: Path) -> None:
    text = 'A|B|C\n1|2|3\n4|5\n7|"open|9\n10|11|12\n13|"two\nlines"|15\n16|17|18\n'
    numbers, rows, rejects = read(bulk_file(tmp_path, text))
    assert [row[0] for row in rows] == ["1", "10", "13", "16"]
    assert numbers == [1, 4, 5, 6]
    assert rejects == [(2, "cell_count", "4|5"), (3, "open_quote", '7|"open|9')]


def test_a_quote_that_is_open_to_the_end_takes_one_row(tmp_path: Path) -> None:
    text = 'A|B\n1|"open\n' + "".join(f"{number}|x\n" for number in range(2, 500))
    numbers, rows, rejects = read(bulk_file(tmp_path, text))
    assert [row[0] for row in rows] == [str(number) for number in range(2, 500)]
    assert (numbers[0], rejects) == (2, [(1, "open_quote", '1|"open')])


def test_a_binary_fraction_becomes_the_decimal_that_it_means(tmp_path: Path) -> None:
    path = tmp_path / "crs.parquet"
    columns = {
        "Year": pa.array([2020], pa.int16()),
        "usd_commitment": pa.array([0.1]),
        "DonorName": pa.array(["Japan"]).dictionary_encode(),
    }
    pq.write_table(pa.table(columns), path)
    assert read(path) == ([1], [["2020", "0.1", "Japan"]], [])


def test_a_formula_in_a_workbook_puts_its_row_aside(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["A", "B"], [1, 2.5], ["=1+1", "x"], [None, None], ["y", None]):
        sheet.append(row)
    path = tmp_path / "crs.xlsx"
    book.save(path)
    numbers, rows, rejects = read(path)
    assert (numbers, rows) == ([1, 4], [["1", "2.5"], ["y", None]])
    assert rejects == [(2, "formula", "=1+1\tx")]


@pytest.mark.parametrize(
    "content",
    [None, b"", b"  \n", b"\x1f\x8b\x08broken", b"PK\x03\x04broken", b"PAR1broken"],
    ids=["missing", "empty", "blank", "gzip", "zip", "parquet"],
)
def test_a_file_that_cannot_be_read_is_named_with_advice(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "crs.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read(path)
    assert str(path) in str(refused.value)
    assert refused.value.do


def test_an_archive_of_two_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", BULK)
        archive.writestr("b.txt", BULK)
    with pytest.raises(InputError, match="2 tables"):
        open_source(path)


def test_a_packing_that_is_not_known_here_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "crs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("crs.txt", BULK)
    data = bytearray(path.read_bytes())
    deflate64 = (9).to_bytes(2, "little")
    central = data.index(b"PK\x01\x02")
    data[8:10], data[central + 10 : central + 12] = deflate64, deflate64
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="Unpack the archive"):
        open_source(path)


def test_bytes_of_no_encoding_are_read_sign_by_sign(tmp_path: Path) -> None:
    path = tmp_path / "crs.txt"
    path.write_bytes(b"A|B\n\x81\xe9|1\n")
    assert read(path)[1] == [["\x81\xe9", "1"]]


def test_many_rows_of_other_width_do_not_wait_in_memory(tmp_path: Path) -> None:
    text = "A|B\n" + "".join(f"{n}|x\n{n}\n" for n in range(1000))
    numbers, _, rejects = read(bulk_file(tmp_path, text))
    assert numbers == list(range(1, 2000, 2))
    assert [row for row, _, _ in rejects] == list(range(2, 2001, 2))

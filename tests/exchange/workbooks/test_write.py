"""Workbooks written: read back exactly, harmless, with lists to choose from, the same bytes."""

from __future__ import annotations

import csv
import errno
import gc
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.workbooks.drawn_tables import ROWS, TABLE, whole
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.workbooks import (
    Filled,
    Language,
    Value,
    find_tables,
    open_source,
    read_lines,
    write_csv_table,
    write_workbook,
)

DATED = date(2026, 11, 22)


def written(folder: Path, rows: list[dict[str, Value]], language: Language = "en") -> Path:
    out = folder / "book.xlsx"
    write_workbook(out, [Filled(TABLE, rows)], title="Things", dated=DATED, language=language)
    return out


def read(path: Path) -> list[dict[str, Value]]:
    source = open_source(path)
    contents = find_tables(source, [TABLE], "things" if source.kind == "csv" else None)
    lines = list(read_lines(source, contents.tables[0]))
    assert [fault for line in lines for fault in line.faults] == []
    return [dict(line.values) for line in lines]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_written_is_read_back(tmp_path: Path, language: Language) -> None:
    assert read(written(tmp_path, ROWS, language)) == [whole(row) for row in ROWS]
    out = tmp_path / "things.csv"
    assert write_csv_table(out, Filled(TABLE, ROWS), language) == len(ROWS)
    assert read(out) == [whole(row) for row in ROWS]


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, ROWS).read_bytes()
    assert written(tmp_path, ROWS).read_bytes() == first


def test_no_cell_is_a_formula_a_number_or_an_error(tmp_path: Path) -> None:
    out = written(tmp_path, ROWS)
    sheet = openpyxl.load_workbook(out)["Things"]
    for line in sheet.iter_rows(min_row=2):
        assert {cell.data_type for cell in line if cell.value is not None} == {"s"}
    assert sheet["B2"].quotePrefix
    assert sheet["E2"].value == "12345678901234567.8900"
    with zipfile.ZipFile(out) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_cells_that_look_like_formulas_are_guarded_in_csv(tmp_path: Path) -> None:
    out = tmp_path / "things.csv"
    write_csv_table(out, Filled(TABLE, ROWS))
    with out.open(encoding="utf-8-sig", newline="") as opened:
        titles = [row[1] for row in csv.reader(opened)][1:]
    assert titles == ["'=cmd|' /C calc'!A0", "'+1\nsecond line", "'quoted", "'@SUM(A1)", "#N/A"]


def test_an_empty_form_helps_and_offers_lists(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, []))
    assert book.sheetnames == ["Things", "How to fill in", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    sheet = book["Things"]
    assert [cell.value for cell in sheet[1]][:3] == ["Thing *", "Title", "Kind"]
    comment = sheet["B1"].comment
    assert comment is not None and "Its title." in comment.text
    lists = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    kinds, parties = lists["C2:C1048576"], lists["H2:H1048576"]
    assert (kinds.type, kinds.formula1) == ("list", "'Lists'!$A$1:$A$5")
    assert [cell.value for cell in book["Lists"]["A"]] == [
        "Training course", "Grant [grant]", "Loan [loan_a]", "Loan [loan_b]", "grant [aid]",
    ]  # fmt: skip
    assert kinds.showErrorMessage
    # Another id may stand in another sheet of the same workbook.
    assert not parties.showErrorMessage
    assert sheet.column_dimensions["E"].number_format == "@"
    guide = [[cell.value for cell in line] for line in book["How to fill in"].iter_rows()]
    assert ["Things", "Thing", "yes"] in [line[:3] for line in guide]


def test_a_text_that_no_cell_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="32,768 signs"):
        written(tmp_path, [{"thing_id": "one", "title": "x" * 32_768}])
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\t\n"),
            max_size=20,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    rows: list[dict[str, Value]] = [
        {"thing_id": str(number), "title": text} for number, text in enumerate(texts)
    ]
    expected = [unicodedata.normalize("NFC", text).strip() or None for text in texts]
    assert [row["title"] for row in read(written(folder, rows))] == expected
    out = folder / "things.csv"
    write_csv_table(out, Filled(TABLE, rows))
    assert [row["title"] for row in read(out)] == expected


def test_a_place_that_is_not_there_is_told_and_nothing_is_begun(tmp_path: Path) -> None:
    unraised: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.unraisablehook", unraised.append)
        with pytest.raises(FileNotFoundError):
            written(tmp_path / "nowhere", ROWS)
        gc.collect()
    assert unraised == []


def test_a_full_disk_leaves_nothing_open_and_nothing_behind(tmp_path: Path) -> None:
    unraised: list[object] = []
    aside = tmp_path / "aside"
    aside.mkdir()

    def refuse(archive: zipfile.ZipFile, *_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.unraisablehook", unraised.append)
        patch.setattr("tempfile.tempdir", str(aside))
        patch.setattr(zipfile.ZipFile, "write", refuse)
        with pytest.raises(OSError, match="No space left"):
            written(tmp_path, ROWS)
        gc.collect()
    assert unraised == []
    assert list(aside.iterdir()) == [] and not (tmp_path / "book.xlsx").exists()

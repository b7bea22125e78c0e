"""Imports beside the ledger: what is kept, what is put aside, and what a cut leaves."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tomoni.catalogue.errors import InputError
from tomoni.exchange.dac import CrsStore, Imported, import_file, mapping_named

from .drawn_crs import BULK, bulk_file


def imported(directory: Path, text: str = BULK, **more: Any) -> Imported:
    store = CrsStore(directory / "store")
    return import_file(bulk_file(directory, text), mapping_named("bulk"), store, **more)


def rows_of(done: Imported) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(done.directory / "rows.parquet").to_pylist()
    return rows


def quarantine_of(done: Imported) -> list[dict[str, str]]:
    with (done.directory / "quarantine.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_are_typed_and_blank_markers_stay_blank(tmp_path: Path) -> None:
    rows = rows_of(imported(tmp_path))
    assert [row["usd_commitment"] for row in rows] == [
        Decimal("1.25"),
        Decimal("2.5"),
        Decimal("0.5"),
    ]
    assert [row["gender"] for row in rows] == ["0", None, "2"]
    assert [row["channel_code"] for row in rows] == ["11001", "41128", None]
    assert [row["other_extra"] for row in rows] == ["x", None, "y"]
    assert rows[0]["usd_disbursement"] is None
    assert rows[0]["row"] == 1


def test_the_manifest_says_what_was_read(tmp_path: Path) -> None:
    manifest = imported(tmp_path).manifest
    assert (manifest["rows"], manifest["quarantined"]) == (3, 0)
    assert manifest["years"] == {"2020": 2, "2021": 1}
    assert manifest["not_mapped"] == ["Extra"]
    assert (manifest["encoding"], manifest["delimiter"]) == ("utf-8", "|")
    assert "usd_disbursement" in manifest["not_in_file"]


def test_odd_rows_are_put_aside_with_their_reason_and_whole(tmp_path: Path) -> None:
    head, first, *rest = BULK.splitlines(keepends=True)
    odd = [
        first.replace("2020|", "20|", 1),
        first.replace("|701|", "||", 1),
        first.replace("1.250000", "much"),
        "2020|701\n",
    ]
    done = imported(tmp_path, "".join([head, first, *odd, *rest]))
    assert [row["row"] for row in rows_of(done)] == [1, 6, 7]
    aside = sorted(quarantine_of(done), key=lambda row: int(row["row"]))
    assert [(row["row"], row["column"], row["reason"], row["text"]) for row in aside] == [
        ("2", "year", "no_year", "20"),
        ("3", "donor_code", "missing", ""),
        ("4", "usd_commitment", "no_number", "much"),
        ("5", "", "cell_count", ""),
    ]
    assert json.loads(aside[2]["record"])["CRSid"] == "2020000001"
    assert aside[3]["record"] == "2020|701"
    assert done.manifest["quarantined"] == 4


def test_a_rounded_amount_keeps_its_text(tmp_path: Path) -> None:
    done = imported(tmp_path, BULK.replace("1.250000", "1.1234567890123456785"))
    assert json.loads(rows_of(done)[0]["as_written"]) == {"usd_commitment": "1.1234567890123456785"}
    assert done.manifest["noted"] == {"rounded": 1}


def test_the_same_file_is_left_alone_and_another_becomes_the_next_version(tmp_path: Path) -> None:
    first = imported(tmp_path)
    again = imported(tmp_path)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.directory == first.directory
    second = imported(tmp_path, BULK.replace("1.25", "1.75"))
    store = CrsStore(tmp_path / "store")
    assert store.imports() == {"crs": second.directory.name}
    assert first.directory.is_dir()
    assert store.file("crs") == second.directory / "rows.parquet"
    assert imported(tmp_path).is_new
    assert store.imports() == {"crs": first.directory.name}


def test_two_names_stand_side_by_side(tmp_path: Path) -> None:
    imported(tmp_path, name="one")
    imported(tmp_path, BULK.replace("2020|", "2019|"), name="two")
    store = CrsStore(tmp_path / "store")
    assert list(store.imports()) == ["one", "two"]
    assert list(store.of_mapping("bulk")) == ["one", "two"]
    assert store.of_mapping("crs++") == {}


def test_a_cut_leaves_the_list_and_the_next_import_clears_up(tmp_path: Path) -> None:
    first = imported(tmp_path)

    def cut(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path, BULK.replace("1.25", "1.75"), progress=cut)
    store = CrsStore(tmp_path / "store")
    assert store.imports() == {"crs": first.directory.name}
    killed = tmp_path / "store" / ".writing-999999999"
    killed.mkdir()
    (killed / "rows.parquet").write_bytes(b"half")
    imported(tmp_path, BULK.replace("1.25", "1.75"))
    assert not killed.exists()
    assert list((tmp_path / "store").glob(".writing-*")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A|B\n1|2\n", "None of the headings"),
        ("Year|DonorCode\n2020|701\n", "no column RecipientCode"),
        (BULK.replace("DonorName", "Donor Code"), "Two headings mean donor_code"),
        (BULK.splitlines()[0], "no row that can be read"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        imported(tmp_path, text)
    assert CrsStore(tmp_path / "store").imports() == {}


def test_headings_that_differ_by_case_alone_are_told_apart(tmp_path: Path) -> None:
    text = "DONOR,Donor,AIDTYPE,Aid type,TIME,Year,Value\n701,Japan,1010,ODA,2020,2020,17.5\n"
    done = import_file(bulk_file(tmp_path, text), mapping_named("dac1"), CrsStore(tmp_path / "s"))
    (row,) = rows_of(done)
    assert (row["donor_code"], row["donor_name"]) == ("701", "Japan")
    assert (row["aid_type_code"], row["aid_type_name"]) == ("1010", "ODA")
    assert (row["year"], row["value"]) == (2020, Decimal("17.5"))
    assert done.manifest["not_mapped"] == ["TIME"]


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "column,headings,type,required\nyear,Jahr;An,year,yes\nmoney,Betrag,amount,\n",
        encoding="utf-8",
    )
    file = bulk_file(tmp_path, "An;Betrag\n2020;7.5\n")
    done = import_file(file, mapping_named(str(path)), CrsStore(tmp_path / "store"))
    assert rows_of(done) == [{"row": 1, "year": 2020, "money": Decimal("7.5"), "as_written": None}]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("row,Row,text,", "no name"),
        ("Year,Year,year,", "no name"),
        ("year,Year,number,", "not allowed"),
        ("year,Year,year,\nyear,An,year,", "mapped twice"),
    ],
)
def test_a_wrong_mapping_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"column,headings,type,required\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=words):
        mapping_named(str(path))

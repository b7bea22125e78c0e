"""Converted values stand beside the files, each with rate, year, table and source, or a reason."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from publish.iati.drawn_records import OPTIONS, write_drawn_snapshot
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.rates import RateTable
from tomoni.exchange.snapshot import open_snapshot
from tomoni.publish.iati.conversions import Converting, fraction_text
from tomoni.publish.iati.export import IatiExport, write_iati

RATES = RateTable("drawn", "Drawn", "A drawing", {("JPY", 2024): Fraction(150)})


def test_every_transaction_has_a_line(tmp_path: Path, written: IatiExport) -> None:
    info = write_drawn_snapshot(tmp_path / "snapshots")
    with open_snapshot(info.path) as snapshot:
        beside = write_iati(
            snapshot, tmp_path / "iati", OPTIONS, converting=Converting("USD", RATES)
        )
    with (beside.directory / "conversions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["transaction_ref"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"e07", "e10", "e14", "e15", "t2"}
    paid = rows["e10"]
    assert (paid["value"], paid["currency"], paid["converted_value"]) == (
        "1000000",
        "JPY",
        "6666.67",
    )
    assert (paid["rate"], paid["rate_year"], paid["rate_table"]) == ("1/150", "2024", "drawn")
    assert paid["rate_source"] == "A drawing"
    assert paid["stated"] == "As stated: about 1000000."
    assert rows["e14"]["converted_value"] == ""
    assert "no rate of JPY for 2025" in rows["e14"]["not_converted_because"]
    assert rows["t2"]["converted_value"] == ""
    assert "pledge" in rows["t2"]["not_converted_because"]
    assert (beside.directory / "activities.xml").read_bytes() == (
        written.directory / "activities.xml"
    ).read_bytes(), "nothing of it stands inside the files"


def test_its_own_currency_needs_no_rate(tmp_path: Path) -> None:
    info = write_drawn_snapshot(tmp_path / "snapshots")
    with open_snapshot(info.path) as snapshot:
        beside = write_iati(
            snapshot, tmp_path / "iati", OPTIONS, converting=Converting("JPY", RATES)
        )
    with (beside.directory / "conversions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["converted_value"] == row["value"] for row in rows)


def test_a_currency_must_be_one() -> None:
    with pytest.raises(InputError, match="no currency"):
        Converting("XYZ", RATES)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1), "1"),
        (Fraction(3, 2), "1.5"),
        (Fraction(1, 150), "1/150"),
        (Fraction(1, 8), "0.125"),
        (Fraction(20), "20"),
    ],
)
def test_rates_are_printed_exactly(value: Fraction, text: str) -> None:
    assert fraction_text(value) == text

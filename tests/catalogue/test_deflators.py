"""Deflators: one edition and one base year a file, exact numbers, nothing guessed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tomoni.catalogue.deflators import DeflatorTable, load_deflators
from tomoni.catalogue.errors import InputError

HEAD = "donor,year,deflator,base_year,edition\n"


def _load(tmp_path: Path, lines: str) -> DeflatorTable:
    path = tmp_path / "deflators.csv"
    path.write_text(HEAD + lines, encoding="utf-8")
    return load_deflators(path)


def test_a_table(tmp_path: Path) -> None:
    table = _load(tmp_path, "701,2021,118.07,2022,April 2024\n701,2022,100,2022,April 2024\n")
    assert (table.edition, table.base_year) == ("April 2024", 2022)
    assert table.deflator("701", 2021) == Fraction(11807, 100)
    assert table.deflator("701", 2020) is None
    assert table.deflator("302", 2021) is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("701,2021,118.07,2022,April 2025", "edition"),
        ("701,2021,118.07,2021,April 2024", "base_year"),
        ("701,2022,99,2022,April 2024", "deflator"),
        ("701,2020,101,2022,April 2024", "year"),
        ("701,2021,abc,2022,April 2024", "deflator"),
        (",2021,118.07,2022,April 2024", "donor"),
    ],
)
def test_a_wrong_line_is_refused_with_line_and_field(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        _load(tmp_path, f"701,2020,102,2022,April 2024\n{line}\n")
    where = refused.value.where
    assert where is not None
    assert (where.line, where.field) == (3, field)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no deflators"):
        _load(tmp_path, "")

"""Income groups: by year, never carried over to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.income_groups import NO_INCOME_GROUPS, IncomeGroups, load_income_groups

HEAD = "place_code,year,income_group,source\n"


def _load(tmp_path: Path, lines: str) -> IncomeGroups:
    path = tmp_path / "income.csv"
    path.write_text(HEAD + lines, encoding="utf-8")
    return load_income_groups(path)


def test_a_group_belongs_to_its_year(tmp_path: Path) -> None:
    groups = _load(tmp_path, "KH,2022,ldc,DAC list for 2022\nKE,2022,lmic,DAC list for 2022\n")
    assert groups.group("KH", 2022) == "ldc"
    assert groups.group("KH", 2023) is None
    assert groups.group("VN", 2022) is None
    assert groups.groups["KE", 2022] == ("lmic", "DAC list for 2022")


def test_none_are_packaged() -> None:
    assert NO_INCOME_GROUPS.group("KH", 2022) is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("QQ,2022,ldc,x", "place_code"),
        ("KH,2022,poor,x", "income_group"),
        ("KH,2022,ldc,", "source"),
        ("KH,year,ldc,x", "year"),
        ("KH,2021,ldc,x", "year"),
    ],
)
def test_a_wrong_line_is_refused_with_line_and_field(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        _load(tmp_path, f"KH,2021,ldc,x\n{line}\n")
    where = refused.value.where
    assert where is not None
    assert (where.line, where.field) == (3, field)

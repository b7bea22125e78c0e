from __future__ import annotations

import pytest

from tomoni.reading.read import read_text
from tomoni.reading.tables import unit_of_head

TABLE = """Table 1: help given

| Country | 2019 (US$ million) | Number of trainees | Share (%) | Notes |
|---|---|---|---|---|
| Kenya | 12.5 | 1,200 | 3 | 7 |
| Nepal | 3 | - | 4.5 | page 2 |
"""


def read(text: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (p.text, str(p.value), p.currency or p.unit or "", p.countries) for p in read_text(text)
    ]


def test_cells_take_the_unit_of_their_head() -> None:
    assert read(TABLE) == [
        ("12.5", "12500000", "USD", ("KE",)),
        ("1,200", "1200", "person", ("KE",)),
        ("3", "3", "percent", ("KE",)),
        ("3", "3000000", "USD", ("NP",)),
        ("4.5", "4.5", "percent", ("NP",)),
    ]


def test_a_unit_above_the_table_holds_for_columns_without_one() -> None:
    text = "支援額（単位：億円）\n\n国名 | 2019 | 2020\nラオス | 12 | 1.5\n"
    assert read(text) == [
        ("12", "1200000000", "JPY", ("LA",)),
        ("1.5", "150000000", "JPY", ("LA",)),
    ]


def test_cells_without_a_unit_say_nothing() -> None:
    assert read("| Country | 2019 | Rank |\n|---|---|---|\n| Kenya | 12 | 3 |\n") == []
    assert read("| 4 | 12 |\n| 5 | 13 |\n") == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Amount (JPY)", ("JPY", 1)),
        ("Budget ($000)", ("USD", 1000)),
        ("EUR million", ("EUR", 10**6)),
        ("millions of euros", ("EUR", 10**6)),
        ("金額（百万円）", ("JPY", 10**6)),
        ("Participants", ("person", 1)),
        ("Number of member states", ("country", 1)),
        ("派遣人員", ("person", 1)),
        ("per cent of total", ("percent", 1)),
    ],
)
def test_units_of_heads(head: str, expected: tuple[str, int]) -> None:
    unit = unit_of_head(head)
    assert unit is not None
    assert (unit.currency or unit.unit, unit.factor) == expected


@pytest.mark.parametrize("head", ["", "Year", "Length (m)", "Notes", "2019", "Country"])
def test_heads_without_a_unit(head: str) -> None:
    assert unit_of_head(head) is None

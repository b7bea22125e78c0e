"""Amounts stand in the columns that are drawn, or nowhere with the reason that is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from publish.dac.drawn_dac import Case, apart, entry, reasons
from spec.drawn import drawn_rows
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.publish.dac import Report

TEXT = (Path(__file__).parent / "amounts.md").read_text(encoding="utf-8")
ROWS = drawn_rows("\n".join(line for line in TEXT.splitlines() if line.startswith("|")))
# Told of every row of this table, whatever the line is.
ALWAYS = {"crs_id_unknown"}


def line(row: dict[str, str]) -> dict[str, Any]:
    quantity, _, exponent = row["quantity"].partition("e")
    unit = MEASURES_BY_CODE[row["measure"]].unit
    return entry(
        measure_code=row["measure"],
        quantity=int(quantity),
        exponent=int(exponent or 0),
        qualifier_code=row["qualifier"],
        date_stated=row["date"],
        counting_level_code=row["level"],
        provider_party_id=row["provider"] or None,
        unit_code=unit,
        currency_code="USD" if unit == "currency" else None,
    )


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """What is reported of each line alone, in the order of the table."""
    return apart([Case(lines=(line(row),)) for row in ROWS])


@pytest.mark.parametrize(("place", "row"), list(enumerate(ROWS)), ids=[row["line"] for row in ROWS])
def test_a_line_stands_where_it_is_drawn(
    place: int, row: dict[str, str], reports: list[Report]
) -> None:
    made = reports[place]
    amounts = [written.written() for written in made.rows]
    columns = ("commitments", "amounts_extended", "amounts_received")
    found = {name: cells[name] for cells in amounts for name in columns if name in cells}
    assert found == ({row["column"]: row["amount"]} if row["column"] else {})
    assert reasons(made) - ALWAYS == ({row["reason"]} - {""})


def test_every_measure_of_money_is_drawn() -> None:
    money = {one.code for one in MEASURES_BY_CODE.values() if one.dimension == "money"}
    # A pledge is a target and never a line.
    assert money - {row["measure"] for row in ROWS} == {"amount_pledged"}

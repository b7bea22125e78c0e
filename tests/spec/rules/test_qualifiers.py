"""What a hedged number can mean. "soft" is inferred from the rounding grain, "open" not reached."""

from __future__ import annotations

import pytest

from spec.drawn import drawn_rows
from tomoni.rules.qualifiers import add_intervals, interval, rounding_grain, subtract_intervals
from tomoni.rules.quantities import Quantity

HEDGES = """
| printed       | hedge     | grain     | low            | high           |
|---------------|-----------|-----------|----------------|----------------|
| 6000          | more_than | 100       | 6000 open      | 6100 soft      |
| 6100          | more_than | 100       | 6100 open      | 6200 soft      |
| 5300          | more_than | 100       | 5300 open      | 5400 soft      |
| 20            | more_than | 1         | 20 open        | 21 soft        |
| 468000000     | about     | 1000000   | 467500000 soft | 468500000 soft |
| 10000000      | around    | 1000000   | 9500000 soft   | 10500000 soft  |
| 45000000000   | about     | 1000000000| 44500000000 soft | 45500000000 soft |
| 15530000      | about     | 10000     | 15525000 soft  | 15535000 soft  |
| 700000        | about     | 10000     | 695000 soft    | 705000 soft    |
| 0.5           | about     | 0.1       | 0.45 soft      | 0.55 soft      |
| 0             | about     | 1         | 0 soft         | 0.5 soft       |
| 92            | exact     | 1         | 92             | 92             |
| 579000000     | exact     | 1000000   | 579000000      | 579000000      |
| 10            | at_least  | 1         | 10             |                |
| 30            | up_to     | 1         |                | 30             |
| 100           | less_than | 10        | 90 soft        | 100 open       |
"""


def bound(value: Quantity | None, *, is_open: bool, is_soft: bool) -> str:
    words = [] if value is None else [str(value.normalised())]
    return " ".join(words + ["open"] * is_open + ["soft"] * is_soft)


@pytest.mark.parametrize(
    "row", drawn_rows(HEDGES), ids=lambda row: f"{row['hedge']} {row['printed']}"
)
def test_hedges(row: dict[str, str]) -> None:
    printed = Quantity.from_text(row["printed"])
    meant = interval(printed, row["hedge"])
    assert rounding_grain(printed) == Quantity.from_text(row["grain"])
    low = bound(meant.low, is_open=meant.low_is_open, is_soft=meant.low_is_soft)
    high = bound(meant.high, is_open=meant.high_is_open, is_soft=meant.high_is_soft)
    assert (low, high) == (row["low"], row["high"])


def test_graduates_rose_by_anything_from_0_to_200() -> None:
    rise = subtract_intervals(
        interval(Quantity(6100), "more_than"), interval(Quantity(6000), "more_than")
    )
    assert (rise.low, rise.high) == (Quantity(0), Quantity(200))
    assert rise.low_is_open


def test_more_than_survives_an_addition() -> None:
    total = add_intervals(interval(Quantity(6100), "more_than"), interval(Quantity(24), "exact"))
    assert (total.low, total.high) == (Quantity(6124), Quantity(6224))
    assert total.low_is_open
    assert total.high_is_soft

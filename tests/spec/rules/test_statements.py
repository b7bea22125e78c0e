"""What may be said of a number, drawn; and the laws that hold whatever the number."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.drawn import drawn_rows
from tomoni.rules.qualifiers import QUALIFIERS, interval
from tomoni.rules.quantities import Quantity
from tomoni.rules.statements import Known, Said, Untrue, decide_statement, known_as

PAGE = Path(__file__).with_name("statements.md").read_text(encoding="utf-8")
ROWS = drawn_rows(PAGE[PAGE.index("| known |") :])


def drawn_known(row: dict[str, str]) -> Known:
    *hedge, value = row["known"].split()
    if row["to"]:
        low, high = (Fraction(part) for part in row["to"].split(" – "))
        known = None if value == "unknown" else Fraction(value)
        return known_as(known, low, high, "exact")
    if value == "unknown":
        return known_as(None, None, None, "exact")
    return known_of(Quantity.from_text(value), hedge[0] if hedge else "exact")


def known_of(quantity: Quantity, qualifier: str) -> Known:
    meant = interval(quantity, qualifier)
    low = None if meant.low is None else meant.low.to_fraction()
    high = None if meant.high is None else meant.high.to_fraction()
    return known_as(quantity.to_fraction(), low, high, qualifier)


def as_drawn(decided: Said | Untrue) -> str:
    if isinstance(decided, Untrue):
        return f"untrue {decided.reason}"
    value = float(decided.value)
    said = f"{decided.qualifier} {int(value) if value.is_integer() else value}"
    return f"loose {said}" if decided.is_loose else said


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row.values()))
def test_what_may_be_said(row: dict[str, str]) -> None:
    step = Fraction(row["round"]) if row["round"] else None
    assert as_drawn(decide_statement(drawn_known(row), row["say"] or None, step)) == row["reads"]


QUANTITIES = st.builds(Quantity, st.integers(-(10**7), 10**7), st.integers(-3, 3))
HEDGES = st.sampled_from(sorted(QUALIFIERS))
STEPS = st.none() | st.sampled_from(
    [Fraction(1, 100), *map(Fraction, (1, 5, 10, 100, 1000, 10**6))]
)


@given(QUANTITIES, HEDGES, st.none() | HEDGES, STEPS)
def test_what_is_said_holds_for_every_number_that_may_be_meant(
    quantity: Quantity, qualifier: str, say: str | None, step: Fraction | None
) -> None:
    known = known_of(quantity, qualifier)
    decided = decide_statement(known, say, step)
    if isinstance(decided, Untrue):
        return
    low, high, printed = known.low, known.high, decided.value
    if say == "more_than":
        assert low is not None
        assert printed < low or (printed == low and known.low_is_open)
    if say == "at_least":
        assert low is not None
        assert printed <= low
    if say == "less_than":
        assert high is not None
        assert printed > high or (printed == high and known.high_is_open)
    if say == "up_to":
        assert high is not None
        assert printed >= high
    if say == "exact":
        assert low == high == printed
    if step is not None:
        assert printed % step == 0
    if say in ("about", "around") and step is not None:
        assert known.value is not None
        assert abs(printed - known.value) <= step / 2


@given(QUANTITIES, HEDGES)
def test_a_number_may_always_be_said_as_its_source_says_it(
    quantity: Quantity, qualifier: str
) -> None:
    assert decide_statement(known_of(quantity, qualifier), None, None) == Said(
        quantity.to_fraction(), qualifier
    )


@pytest.mark.parametrize(("say", "step"), [("roughly", None), (None, Fraction(0)), (None, -1)])
def test_a_hedge_that_is_none_and_a_step_of_nothing_are_refused(
    say: str | None, step: Fraction | None
) -> None:
    with pytest.raises(ValueError, match=r"roughly|None"):
        decide_statement(known_of(Quantity(1), "exact"), say, step)

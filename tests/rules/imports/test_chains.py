"""Where money stands in a chain: it is counted once, where it enters."""

from __future__ import annotations

from datetime import date

import pytest

from tomoni.rules.imports.chains import ChainLine, counting_level, funding_line
from tomoni.rules.quantities import Quantity


@pytest.mark.parametrize(
    ("type_code", "is_funded", "passes_on", "level"),
    [
        ("1", False, False, "origin"),
        ("11", False, False, "origin"),
        ("1", True, False, "channel"),
        ("2", False, False, "origin"),
        ("3", False, False, "origin"),
        ("4", False, False, "origin"),
        ("3", False, True, "channel"),
        ("2", True, False, "channel"),
        ("4", False, True, "final"),
        ("4", True, False, "final"),
    ],
)
def test_counting_levels(type_code: str, is_funded: bool, passes_on: bool, level: str) -> None:
    assert counting_level(type_code, is_funded=is_funded, passes_on=passes_on) == level


def line(
    name: str, *, incoming: bool = False, provider: str | None = None, to: str | None = None,
    value: int = 100, day: int = 1,
) -> ChainLine:  # fmt: skip
    return ChainLine(name, incoming, provider, to, "USD", Quantity(value), date(2021, 1, day))


IN = line("", incoming=True, provider="A")
OUT = line("", provider="A")


@pytest.mark.parametrize(
    ("wanted", "of_provider", "of_own", "found"),
    [
        # The only payment to here, whatever its sum.
        (IN, [line("a", to="B", value=900)], [], "a"),
        # Of several the one of the same sum and day.
        (IN, [line("a", to="B", value=900), line("b", to="B")], [], "b"),
        (IN, [line("a", to="B", day=2), line("b", to="B")], [], "b"),
        # Several alike, or several others: no guess.
        (IN, [line("a", to="B"), line("b", to="B")], [], None),
        (IN, [line("a", to="B", value=1), line("b", to="B", value=2)], [], None),
        # Payments to others, and what came in there, are none to here.
        (IN, [line("a", to="C"), line("b"), line("c", incoming=True, to="B")], [], None),
        # What goes out comes from what came in.
        (OUT, [line("a", to="B")], [line("i", incoming=True, provider="A")], "i"),
        (OUT, [line("a", to="B")], [line("i", incoming=True, provider="Z")], "a"),
        (OUT, [], [line("i", incoming=True, provider="A"),
                   line("j", incoming=True, provider="A")], None),
        (OUT, [], [line("o", provider="A")], None),
    ],
)  # fmt: skip
def test_the_line_that_funds_another(
    wanted: ChainLine, of_provider: list[ChainLine], of_own: list[ChainLine], found: str | None
) -> None:
    assert funding_line(wanted, "B", of_provider, of_own) == found

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import tomoni.rules
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.catalogue.refusals import REFUSALS, refusal_text
from tomoni.rules.refusals import Refusal, raise_first

ROOM = Path(tomoni.rules.__file__).parent


def codes_in_source() -> Iterator[str]:
    """Yield the first literal argument of every Refusal(…) and of helpers that make one.

    The guard of a step is the code of the refusal that its action gives.
    """
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "guard":
                if isinstance(node.value, ast.Constant) and node.value.value is not None:
                    yield str(node.value.value)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                makes = node.func.id in {"Refusal", "_about"}
                if makes and isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_refusal_has_its_wording_and_every_wording_its_refusal() -> None:
    assert set(codes_in_source()) == set(REFUSALS)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_both_languages_say_the_same(code: str) -> None:
    wording = REFUSALS[code]
    assert placeholders(wording.what.en) == placeholders(wording.what.ja)
    assert not placeholders(wording.do.en) | placeholders(wording.do.ja)
    assert all((wording.what.en, wording.what.ja, wording.do.en, wording.do.ja))


def test_the_wording_is_filled_in() -> None:
    what, do = refusal_text("no_rate", {"table": "t", "currency": "CHF", "year": "1999"})
    assert what == "The table t has no rate of CHF for 1999."
    assert do == "Choose another table or currency."
    refusal = Refusal("spans_years", {"date": "FY2018"})
    assert "FY2018" in refusal.text("ja")
    assert refusal.text() != refusal.text("ja")


def test_the_first_refusal_is_raised_with_its_place() -> None:
    refusals = [Refusal("quantity_missing", {}, "quantity"), Refusal("date_missing")]
    with pytest.raises(InputError) as raised:
        raise_first(refusals, InputError, file="entries.csv")
    assert str(raised.value).startswith("entries.csv, field quantity: The quantity is blank")
    with pytest.raises(RefusedError) as unplaced:
        raise_first(refusals[1:])
    assert unplaced.value.where is None
    raise_first([])

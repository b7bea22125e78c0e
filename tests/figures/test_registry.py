"""A figure without a definition, a basis or a Japanese name is refused when it is written."""

from __future__ import annotations

from typing import Any

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.labels import Label
from tomoni.figures import FIGURES_BY_NAME, Basis
from tomoni.figures.evidence import Evidence
from tomoni.figures.keys import KEYS
from tomoni.figures.registry import figure

DEFINITION = """Things on record.

Rows: one.
Unit: things.
Missing: nothing
is missing.
Source: the ledger.
"""
COMPLETE: dict[str, Any] = {
    "name": "things_count",
    "version": 1,
    "label": Label("Things", "もの"),
    "unit": "things",
    "basis": Basis(time="always", population="things", country_basis="does not apply"),
}


@pytest.fixture(autouse=True)
def _forget() -> Any:
    before = dict(FIGURES_BY_NAME)
    yield
    FIGURES_BY_NAME.clear()
    FIGURES_BY_NAME.update(before)


def register(docstring: str | None = DEFINITION, **changes: Any) -> None:
    def compute(workspace: object, request: object) -> Evidence:
        return Evidence(())

    compute.__doc__ = docstring
    figure(**{**COMPLETE, **changes})(compute)


def test_the_docstring_is_the_definition() -> None:
    register()
    definition = FIGURES_BY_NAME["things_count"].definition
    assert definition.sentence == "Things on record."
    assert definition.missing == "nothing is missing."
    assert definition.source == "the ledger."


@pytest.mark.parametrize(
    ("docstring", "lacks"),
    [
        (None, "Rows, Unit, Missing, Source"),
        ("Things.", "Rows, Unit, Missing, Source"),
        (DEFINITION.replace("Unit: things.\n", ""), "Unit"),
        ("\n\nRows: one.\nUnit: things.\nMissing: none.\nSource: ledger.", "Rows"),
    ],
)
def test_an_incomplete_definition_is_refused(docstring: str | None, lacks: str) -> None:
    with pytest.raises(InputError, match=lacks):
        register(docstring)
    assert "things_count" not in FIGURES_BY_NAME


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "Things"}, "small_letters"),
        ({"name": "graduates_count"}, "another figure has its name"),
        ({"version": 0}, "version is below 1"),
        ({"label": Label("Things", "Things")}, "not Japanese"),
        ({"label": Label("", "もの")}, "empty"),
        ({"unit": " "}, "empty"),
        ({"basis": Basis(time="", population="things", country_basis="none")}, "empty"),
        ({"dimensions": ("colour",)}, "unknown keys: colour"),
        ({"required": ("country",)}, "not among its where keys"),
    ],
)
def test_an_incomplete_figure_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        register(**changes)


def test_every_key_has_a_name_in_japanese() -> None:
    assert [key.name for key in KEYS.values() if key.label.ja.isascii()] == []


def test_every_key_is_used_by_a_figure() -> None:
    used = {
        name
        for each in FIGURES_BY_NAME.values()
        for name in (*each.dimensions, *each.always, *each.where)
    }
    assert sorted(KEYS.keys() - used) == []

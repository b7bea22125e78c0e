"""Measures: worded in both languages, and their nature fits how they add up."""

from __future__ import annotations

import pytest

from tomoni.catalogue.kinds import KINDS
from tomoni.catalogue.measures import MEASURES, MEASURES_BY_CODE, Measure
from tomoni.catalogue.terms import TERMS

every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)


def test_codes_are_unique() -> None:
    assert len(MEASURES_BY_CODE) == len(MEASURES)


@every_measure
def test_a_measure_is_worded_in_both_languages(measure: Measure) -> None:
    assert measure.label.en and measure.label.ja
    assert measure.definition.endswith(".")


@every_measure
def test_unit_and_population_are_known(measure: Measure) -> None:
    assert measure.unit in TERMS["unit"]
    assert measure.population is None or measure.population in TERMS["population"]


@every_measure
def test_only_flows_add_up(measure: Measure) -> None:
    if measure.nature == "flow":
        assert measure.adds.startswith("Entries add up")
    else:
        assert measure.adds.startswith("Never added")


@every_measure
def test_money_has_the_unit_currency_and_nothing_else_has(measure: Measure) -> None:
    assert (measure.dimension == "money") == (measure.unit == "currency")


@every_measure
def test_every_measure_of_output_belongs_to_a_kind(measure: Measure) -> None:
    kinds = [kind.code for kind in KINDS if measure.code in kind.measures]
    assert bool(kinds) != measure.is_need

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tomoni.rules.findings
from rules.findings.samples import TOTAL, any_claim
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.terms import TERMS
from tomoni.rules.findings import (
    EDITOR_RELATION_CLASSES,
    FINDING_CLAIM_REASONS,
    agrees,
    classify,
    classify_silence,
    editor_class,
)
from tomoni.rules.quantities import Quantity

LATER = replace(
    TOTAL, claim_id="b", document_id="w2021", edition_year=2021, quantity=Quantity(6100)
)
UNDATED = replace(TOTAL, claim_id="c", document_id="profile", edition_year=None)


@settings(deadline=None)
@given(
    st.lists(any_claim(), min_size=2, max_size=4, unique_by=lambda claim: claim.claim_id), st.data()
)
def test_any_claims_get_one_class_whatever_their_order(claims: list, data: st.DataObject) -> None:
    found = classify(claims, 1)
    assert found.class_code in TERMS["finding_class"]
    assert found.reason_code in FINDING_CLAIM_REASONS
    assert classify(data.draw(st.permutations(claims)), 1) == found


@given(any_claim())
def test_a_claim_is_the_same_as_itself(claim) -> None:  # type: ignore[no-untyped-def]
    copy = replace(claim, claim_id=claim.claim_id + "-copy")
    assert classify([claim, copy]).class_code == "same"


def test_the_reasons_are_the_catalogues() -> None:
    assert TERMS["finding_reason"] is FINDING_CLAIM_REASONS


def test_every_worded_reason_is_one_the_rule_gives() -> None:
    room = Path(tomoni.rules.findings.__file__).parent
    written = {
        node.value
        for path in room.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert set(FINDING_CLAIM_REASONS) <= written


def test_a_series_rises() -> None:
    last = replace(
        LATER, claim_id="d", document_id="w2022", edition_year=2022, quantity=Quantity(6200)
    )
    found = classify([TOTAL, LATER, last])
    assert (found.class_code, found.reason_code) == ("update", "total_rises")


def test_an_undated_claim_is_set_aside_where_dated_ones_tell() -> None:
    found = classify([UNDATED, TOTAL, LATER])
    assert (found.class_code, found.reason_code) == ("update", "total_rises")
    assert classify([UNDATED, LATER]).class_code == "undeterminable"


def test_a_claim_that_compares_with_none_is_set_aside_by_name() -> None:
    participants = replace(TOTAL, claim_id="p", population="participants")
    found = classify([participants, TOTAL, LATER])
    assert (found.class_code, found.reason_code) == ("update", "total_rises")
    assert found.parameters == (("set_aside", "p"),)
    elsewhere = replace(TOTAL, claim_id="e", activity_id="other")
    assert classify([participants, TOTAL, elsewhere]).class_code == "scope_difference"


def test_the_most_serious_pair_names_the_class() -> None:
    fallen = replace(
        LATER, claim_id="d", document_id="w2022", edition_year=2022, quantity=Quantity(5)
    )
    assert classify([TOTAL, LATER, fallen]).class_code == "conflict"


@pytest.mark.parametrize("claims", [[], [TOTAL]])
def test_one_claim_is_no_finding(claims: list) -> None:
    with pytest.raises(InputError):
        classify(claims)


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(InputError):
        classify([replace(TOTAL, metric_code="smiles"), LATER])


@pytest.mark.parametrize(
    ("claim", "held", "class_code", "reason"),
    [
        (TOTAL, True, "stale_or_dropped", "no_longer_said"),
        (TOTAL, False, "undeterminable", "section_not_held"),
        (UNDATED, True, "undeterminable", "undated"),
    ],
)
def test_a_later_editions_silence(claim, held: bool, class_code: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    found = classify_silence(claim, 2023, held)
    assert (found.class_code, found.reason_code) == (class_code, reason)


def test_silence_of_an_earlier_edition_means_nothing() -> None:
    with pytest.raises(InputError):
        classify_silence(TOTAL, 2020, True)


def test_editors_relations_are_the_catalogues_and_cover_known_classes() -> None:
    assert set(EDITOR_RELATION_CLASSES) == set(TERMS["editor_relation"])
    for classes in EDITOR_RELATION_CLASSES.values():
        assert classes
        assert set(classes) <= set(TERMS["finding_class"])


def test_agreeing_with_an_editor() -> None:
    assert agrees("same", "restatement")
    assert not agrees("same", "update")
    assert editor_class("contradiction", "internal_inconsistency") == "internal_inconsistency"
    assert editor_class("contradiction", "update") == "conflict"
    for ask in (agrees, editor_class):
        with pytest.raises(InputError):
            ask("alike", "same")

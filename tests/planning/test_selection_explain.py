"""An explanation says what comparing every subset with that person in says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from planning.pools import best, keeps_rules, losses, lots, possible, selections
from planning.test_selection import plain, selected
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.selection_words import PUBLIC_REASONS, REASONS, RULES, STAGES, public_reason
from tomoni.planning.selection import PolicyConflict, SelectionResult, select
from tomoni.planning.selection_explain import after_withdrawals, explain, resolve_after, what_if
from tomoni.planning.selection_values import CountrySeats, SelectionInputs


@settings(max_examples=60, deadline=None)
@given(selections(most=6))
def test_an_explanation_is_what_every_subset_says(inputs: SelectionInputs) -> None:
    found = select(inputs)
    if not isinstance(found, SelectionResult):
        return
    inside = frozenset(found.selected)
    for one in inputs.candidates:
        told = explain(inputs, found, one.id)
        assert told.code in REASONS
        assert told.public_code in PUBLIC_REASONS
        assert (told.code in ("selected", "decided_in")) == (one.id in inside)
        is_open = one.is_eligible and one.id not in inputs.excluded
        if one.id in inside or not is_open:
            assert not told.losses
            continue
        with_one = [subset for subset in possible(inputs) if one.id in subset]
        assert bool(told.losses) == bool(with_one)
        assert bool(told.conflict) == (not with_one)
        if with_one:
            least = min(losses(inputs, subset) for subset in with_one)
            expected = zip(least, losses(inputs, inside), strict=True)
            found_changes = changes(told.losses)
            assert found_changes == tuple(new - old for new, old in expected)[: len(found_changes)]
            assert one.id not in told.enters


def changes(told: tuple[object, ...]) -> tuple[int, ...]:
    return tuple(
        one.with_candidate - one.selected  # type: ignore[attr-defined]  # a StageLoss
        for one in told
        if one.code != "lot"  # type: ignore[attr-defined]  # a StageLoss
    )


@settings(max_examples=40, deadline=None)
@given(selections(most=6))
def test_who_enters_and_leaves_makes_a_selection_that_keeps_the_rules(
    inputs: SelectionInputs,
) -> None:
    found = select(inputs)
    if not isinstance(found, SelectionResult):
        return
    for one in inputs.candidates:
        told = explain(inputs, found, one.id)
        if told.losses:
            after = (frozenset(found.selected) | {one.id, *told.enters}) - set(told.leaves)
            assert keeps_rules(inputs, after)


@settings(max_examples=40, deadline=None)
@given(selections(most=7))
def test_after_a_withdrawal_the_kept_stay_and_the_best_follow(inputs: SelectionInputs) -> None:
    found = select(inputs)
    if not isinstance(found, SelectionResult) or not found.selected:
        return
    gone, kept = found.selected[0], found.selected[1:]
    changed = after_withdrawals(inputs, withdrawn=[gone], kept=kept)
    again = resolve_after(inputs, withdrawn=[gone], kept=kept)
    expected = best(changed)
    if expected is None:
        assert isinstance(again, PolicyConflict)
    else:
        assert isinstance(again, SelectionResult)
        assert frozenset(again.selected) == expected
        assert set(kept) <= set(again.selected)


def test_the_lot_is_named_when_all_else_is_equal() -> None:
    inputs = plain(6, 2)
    found = selected(inputs)
    out = next(one.id for one in inputs.candidates if one.id not in found.selected)
    told = explain(inputs, found, out)
    assert (told.code, told.public_code) == ("lot", "places_taken")
    with_out = next(one for one in told.losses if one.code == "lot")
    assert with_out.with_candidate != with_out.selected
    chosen = frozenset(found.selected)
    assert -with_out.selected == -lots(inputs, chosen)[0]


def test_another_policy_shows_who_moves() -> None:
    inputs = plain(6, 2)
    found = selected(inputs)
    wider = what_if(inputs, found, replace(inputs.policy, seats=3))
    assert isinstance(wider.outcome, SelectionResult)
    assert len(wider.enters) - len(wider.leaves) == 1
    assert set(wider.outcome.selected) == (set(found.selected) | set(wider.enters)) - set(
        wider.leaves
    )
    impossible = replace(inputs.policy, countries={"PHL": CountrySeats(minimum=1)})
    refused = what_if(inputs, found, impossible)
    assert isinstance(refused.outcome, PolicyConflict)
    assert [rule.code for rule in refused.outcome.rules] == ["country_minimum"]


def test_a_stranger_is_not_explained() -> None:
    with pytest.raises(NotFoundError):
        explain(plain(3, 1), selected(plain(3, 1)), "nobody")


def test_every_word_that_is_used_is_in_the_catalogue() -> None:
    assert set(STAGES) == {"seats", "floors", "countries", "merit", "need", "lot"}
    assert {public_reason(reason) for reason in REASONS} == set(PUBLIC_REASONS)
    assert set(STAGES) - {"seats"} < set(REASONS)
    assert {"seats", "fixed_in", "country_minimum"} < set(RULES)

"""The programme finds what comparing every subset finds, whatever the policy."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings

from planning.pools import best, keeps_rules, losses, lots, possible, selections
from tomoni.catalogue.errors import InputError, PlanningError
from tomoni.planning import selection_solver, selection_stages
from tomoni.planning.selection import PolicyConflict, SelectionResult, select
from tomoni.planning.selection_values import (
    Candidate,
    Floor,
    Group,
    SelectionInputs,
    SelectionPolicy,
)


def plain(count: int, seats: int, seed: str = "one") -> SelectionInputs:
    """Candidates of one country and one merit: everything is left to the lot."""
    pool = tuple(Candidate(f"n{at:02}", f"p{at:02}", "KEN", merit=5) for at in range(count))
    return SelectionInputs(pool, SelectionPolicy("plain", seats=seats), seed)


def selected(inputs: SelectionInputs) -> SelectionResult:
    found = select(inputs)
    assert isinstance(found, SelectionResult)
    return found


@settings(max_examples=100, deadline=None)
@given(selections())
def test_the_selection_is_the_best_of_all_subsets(inputs: SelectionInputs) -> None:
    found = select(inputs)
    expected = best(inputs)
    if expected is None:
        assert isinstance(found, PolicyConflict)
    else:
        assert isinstance(found, SelectionResult)
        assert frozenset(found.selected) == expected


@settings(max_examples=40, deadline=None)
@given(selections())
def test_the_lot_is_drawn_exactly_when_others_are_as_good(inputs: SelectionInputs) -> None:
    found = select(inputs)
    if isinstance(found, SelectionResult):
        least = losses(inputs, frozenset(found.selected))
        as_good = [one for one in possible(inputs) if losses(inputs, one) == least]
        assert found.is_by_lot == (len(as_good) > 1)


@settings(max_examples=40, deadline=None)
@given(selections())
def test_the_order_of_the_nominations_does_not_matter(inputs: SelectionInputs) -> None:
    mixed = list(inputs.candidates)
    random.Random(len(mixed)).shuffle(mixed)
    assert select(replace(inputs, candidates=tuple(mixed))) == select(inputs)


@settings(max_examples=40, deadline=None)
@given(selections())
def test_who_comes_next_is_who_loses_least_beside_the_selected(inputs: SelectionInputs) -> None:
    found = select(inputs)
    if not isinstance(found, SelectionResult):
        return
    inside = frozenset(found.selected)
    for place in [*found.reserve, None]:
        roomier = with_more_seats(inputs, 1 + len(inside) - len(found.selected))
        others = [inside | {one.id} for one in inputs.candidates if one.id not in inside]
        fitting = [one for one in others if keeps_rules(roomier, one)]
        if place is None:
            assert not fitting or len(found.reserve) == inputs.policy.reserve_places
        else:
            least = min(fitting, key=lambda one: (losses(inputs, one), lots(inputs, one)))
            inside |= {place}
            assert least == inside


def with_more_seats(inputs: SelectionInputs, more: int) -> SelectionInputs:
    """The same rules with more seats: shares stay those of the seats that were published."""
    policy = inputs.policy
    return replace(
        inputs,
        policy=replace(
            policy,
            seats=policy.seats + more,
            other_seats={kind: seats + more for kind, seats in policy.other_seats.items()},
            countries={name: replace(held, reserved=0) for name, held in policy.countries.items()},
            ceilings=tuple(
                replace(ceiling, count=ceiling.allowed(policy.seats), share=None)
                for ceiling in policy.ceilings
            ),
        ),
    )


def test_a_seed_decides_between_equals_and_another_otherwise() -> None:
    outcomes = {selected(plain(12, 4, seed)).selected for seed in ("one", "two", "three", "four")}
    assert len(outcomes) > 1
    assert selected(plain(12, 4)).is_by_lot
    assert selected(plain(12, 4)) == selected(plain(12, 4))
    assert not selected(plain(4, 4)).is_by_lot


def test_lots_that_are_all_equal_still_leave_one_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection_stages, "LOT_BITS", 0)
    found = selected(plain(6, 2))
    draws = [stage for stage in found.stages if stage.code == "lot"]
    assert len(found.selected) == 2
    assert len(draws) > selection_stages.LOT_DRAWS


def test_every_stage_is_told_as_it_is_solved() -> None:
    told: list[tuple[str, int, int]] = []
    floors = (Floor(Group("woman"), 1, count=2), Floor(Group("ldc"), 2, count=1))
    inputs = plain(6, 2)
    inputs = replace(inputs, policy=replace(inputs.policy, floors=floors, need={"KEN": 4}))
    select(inputs, progress=lambda *step: told.append(step))
    assert [code for code, _, _ in told] == [
        "seats", "floors", "floors", "countries", "merit", "need", "lot",
    ]  # fmt: skip
    assert [(at, of) for _, at, of in told] == [(at, 7) for at in range(1, 8)]


def test_losses_and_shortfalls_are_those_of_the_selected() -> None:
    floors = (Floor(Group("woman"), 1, count=2, weight=3), Floor(Group("ldc"), 2, count=1))
    inputs = plain(3, 2)
    inputs = replace(inputs, policy=replace(inputs.policy, floors=floors))
    found = selected(inputs)
    assert [(one.code, one.subject, one.loss) for one in found.stages[:5]] == [
        ("seats", "", 0), ("floors", "1", 6), ("floors", "2", 1), ("countries", "", 0),
        ("merit", "", -10),
    ]  # fmt: skip
    assert [(one.group, one.required, one.reached, one.short) for one in found.shortfalls] == [
        ("woman", 2, 0, 2), ("ldc", 1, 0, 1),
    ]  # fmt: skip


def test_what_is_not_proven_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(*_: object, **__: object) -> object:
        return type("Found", (), {"status": 1, "x": None})()

    monkeypatch.setattr(selection_solver, "linprog", lambda *_, **__: out_of_time())
    monkeypatch.setattr(selection_solver, "milp", out_of_time)
    with pytest.raises(PlanningError, match="not proven best"):
        select(plain(4, 2), time_limit=0.1)


def test_a_solution_that_breaks_a_rule_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_many(weights: object, **_: object) -> object:
        size = len(weights)  # type: ignore[arg-type]  # the solver's own array
        return type("Found", (), {"status": 0, "x": [1.0] * size, "mip_dual_bound": -4.0})()

    monkeypatch.setattr(
        selection_solver, "linprog", lambda *_, **__: type("Found", (), {"status": 4})()
    )
    monkeypatch.setattr(selection_solver, "milp", too_many)
    with pytest.raises(PlanningError, match="whole numbers"):
        select(plain(4, 2))


def test_both_solvers_work_in_one_process_and_highspy_is_not_there() -> None:
    script = (
        "import sys; from planning.test_selection import plain; "
        "from tomoni.planning.selection import select; "
        "from tomoni.planning.groups import GroupPolicy, Member, plan_groups; "
        "members = [Member(f'm{at}', 'KEN') for at in range(4)]; "
        "first = select(plain(6, 2)).selected; "
        "groups = plan_groups(members, GroupPolicy(2)).groups; "
        "assert select(plain(6, 2)).selected == first and len(groups) == 2; "
        "assert 'highspy' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seed": ""}, "seed"),
        ({"candidates": plain(1, 1).candidates * 2}, "id"),
        ({"candidates": (Candidate("a", "", "KEN", 1),)}, "id"),
        ({"candidates": (Candidate("a", "p", "KEN", 1 << 21),)}, "merit"),
        ({"candidates": (Candidate("a", "p", "KEN", 1, cost=-1),)}, "cost"),
        ({"fixed": frozenset({"nobody"})}, "id"),
        ({"fixed": frozenset({"n00"}), "excluded": frozenset({"n00"})}, "fixed"),
    ],
)
def test_inputs_that_make_no_sense(change: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        select(replace(plain(3, 2), **change))
    assert refused.value.where
    assert refused.value.where.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"budget": 100}, "cost"),
        ({"seats": -1}, "seats"),
        ({"other_seats": {"participant": 3}}, "other_seats"),
        ({"floors": (Floor(Group("woman"), 1),)}, "floors"),
        ({"floors": (Floor(Group("shoe"), 1, count=1),)}, "floors"),
        ({"floors": (Floor(Group("woman"), 1, count=1, weight=0),)}, "floors"),
        ({"need": {"PHL": 2}}, "need"),
        ({"forbidden_pairs": (("n00", "n00"),)}, "forbidden_pairs"),
    ],
)
def test_policies_that_make_no_sense(change: dict[str, object], field: str) -> None:
    inputs = plain(3, 2)
    with pytest.raises(InputError) as refused:
        select(replace(inputs, policy=replace(inputs.policy, **change)))
    assert refused.value.where
    assert refused.value.where.field == field

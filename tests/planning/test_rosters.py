from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tomoni.planning.rosters import Known, RosterPlan, plan_edition, repeated_lines
from tomoni.rules.courses.rosters import RosterRow


def row(family: str, given: str = "Grace", **stated: Any) -> RosterRow:
    return RosterRow(**{"line": 2, "country_code": "KE", **stated}, family_name=family,
                     given_name=given)  # fmt: skip


def known(*rows: RosterRow, **stated: Any) -> list[Known]:
    return [Known(at, at, one, **stated) for at, one in enumerate(rows, start=1)]


def counts(plan: RosterPlan) -> tuple[int, int, int, int, int]:
    return len(plan.new), len(plan.changed), len(plan.renamed), len(plan.gone), plan.same


def test_the_same_lines_in_any_order_and_spelling_of_case_change_nothing() -> None:
    there = [row("Otieno"), row("Mwangi", "John"), row("Tran", "Linh", country_code="VN")]
    lines = [row("TRAN", "Linh", country_code="VN"), row("Mwangi", "John"), row("otieno")]
    assert counts(plan_edition(lines, known(*there))) == (0, 0, 0, 0, 3)


def test_what_differs_is_told_apart() -> None:
    there = known(row("Otieno"), row("Mwangi", "John"), row("Kamau", "Peter"))
    lines = [row("Otieno", completed=True), row("Mwangy", "John"), row("Wanjiru", "Ann")]
    plan = plan_edition(lines, there)
    assert counts(plan) == (1, 1, 1, 1, 0)
    assert [one.family_name for one in plan.new] == ["Wanjiru"]
    assert plan.renamed[0][1].family_name == "Mwangy"
    assert [one.row.family_name for one in plan.gone] == ["Kamau"]


def test_a_spelling_is_not_corrected_for_who_stands_elsewhere_or_is_one_of_two() -> None:
    elsewhere = plan_edition([row("Mwangy", "John")], known(row("Mwangi", "John"), elsewhere=True))
    assert counts(elsewhere) == (1, 0, 0, 1, 0)
    two = plan_edition([row("Mwangy", "John"), row("Mwanga", "John")], known(row("Mwangi", "John")))
    assert counts(two) == (2, 0, 0, 1, 0)


def test_a_blank_contradicts_nothing() -> None:
    there = known(row("Otieno", birth_year=1979, profession_code="judge", sex_code="female"))
    assert plan_edition([row("Otieno")], there).same == 1
    assert counts(plan_edition([row("Otieno", profession_code="police")], there)) == (
        0, 1, 0, 0, 0,
    )  # fmt: skip


def test_namesakes_are_told_apart_by_their_years_of_birth() -> None:
    lines = [row("Otieno", birth_year=1979), row("Otieno", birth_year=1984, line=3)]
    assert repeated_lines(lines) == {}
    assert repeated_lines([lines[0], replace(lines[0], line=9)]) == {9: 2}
    there = known(row("Otieno", birth_year=1984), row("Otieno", birth_year=1979))
    plan = plan_edition(lines, there)
    assert counts(plan) == (0, 0, 0, 0, 2)


def test_who_was_taken_out_comes_back_and_who_was_erased_stays() -> None:
    assert counts(plan_edition([row("Otieno")], known(row("Otieno"), is_gone=True))) == (
        0, 1, 0, 0, 0,
    )  # fmt: skip
    assert counts(plan_edition([], known(row("Otieno"), is_gone=True))) == (0,) * 5
    erased = plan_edition([], known(RosterRow(0, "KE"), is_erased=True))
    assert (erased.erased, erased.changes) == (1, 0)


NAMES = st.sampled_from(["Otieno", "Mwangi", "Kamau", "Wanjiru", "Tran", "Nguyen", "Sato"])
ROWS = st.lists(
    st.builds(row, NAMES, NAMES),
    max_size=8,
    unique_by=lambda one: tuple(sorted((str(one.family_name), str(one.given_name)))),
)


@given(before=ROWS, after=ROWS)
def test_every_line_and_every_record_is_accounted_for_once(
    before: list[RosterRow], after: list[RosterRow]
) -> None:
    there = known(*before)
    new, changed, renamed, gone, same = counts(plan_edition(after, there))
    assert new + changed + renamed + same == len(after)
    assert gone + changed + renamed + same == len(there)

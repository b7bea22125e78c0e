"""The Sustainable Development Goals."""

from __future__ import annotations

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.sdgs import GOALS, GOALS_BY_CODE, goal_of_target


def test_there_are_seventeen_goals_in_order() -> None:
    assert [goal.code for goal in GOALS] == [str(number) for number in range(1, 18)]
    assert set(GOALS_BY_CODE) == set(codelist("UNSDG-Goals").codes)


def test_every_target_belongs_to_one_goal() -> None:
    targets = [target for goal in GOALS for target in goal.targets]
    assert sorted(targets) == sorted(codelist("UNSDG-Targets").codes)


def test_a_goal_has_its_official_name_and_a_short_label() -> None:
    goal = GOALS_BY_CODE["16"]
    assert goal.name.startswith("Promote peaceful and inclusive societies")
    assert (goal.label.en, goal.label.ja) == ("Peace, justice and institutions", "平和・公正・制度")
    assert "16.5" in goal.targets


def test_the_goal_of_a_target() -> None:
    assert goal_of_target("16.a") == "16"
    assert goal_of_target("1.1") == "1"

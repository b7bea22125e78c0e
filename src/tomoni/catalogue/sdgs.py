"""The Sustainable Development Goals: official wording from the code lists, short labels of ours."""

from __future__ import annotations

from dataclasses import dataclass

from .codelists import codelist
from .labels import Label
from .packaged import packaged_rows


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. ``name``: official English wording; ``label``: our short one; targets by code."""

    code: str
    label: Label
    name: str
    targets: tuple[str, ...]


def goal_of_target(target_code: str) -> str:
    """Return the goal that a target such as 16.5 or 16.a belongs to: 16."""
    return target_code.partition(".")[0]


def _goal(row: dict[str, str]) -> Goal:
    code = row["code"]
    name = codelist("UNSDG-Goals").name_of(code).removeprefix(f"Goal {code}. ")
    targets = (t for t in codelist("UNSDG-Targets").codes if goal_of_target(t) == code)
    return Goal(code, Label(row["en"], row["ja"]), name, tuple(targets))


GOALS: tuple[Goal, ...] = tuple(_goal(row) for row in packaged_rows("sdg-labels.csv"))
GOALS_BY_CODE: dict[str, Goal] = {goal.code: goal for goal in GOALS}

"""Runs the cases drawn in selection.md."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from spec.drawn import drawn_rows
from tomoni.planning.selection import PolicyConflict, SelectionResult, select
from tomoni.planning.selection_explain import explain
from tomoni.planning.selection_values import (
    Candidate,
    CountrySeats,
    Floor,
    Group,
    SelectionInputs,
    SelectionPolicy,
)

PAGE = Path(__file__).with_name("selection.md").read_text(encoding="utf-8")
SEED = "the seed of the drawn cases"


def cases() -> list[tuple[str, list[str]]]:
    sections = re.split(r"^## ", PAGE, flags=re.M)[1:]
    return [
        (section.partition("\n")[0], re.findall(r"(?:^\|.*\n?)+", section, flags=re.M))
        for section in sections
    ]


def policy_of(table: str) -> SelectionPolicy:
    policy = SelectionPolicy("drawn", seats=0)
    for row in drawn_rows(table):
        name, value = row["policy"], row["value"]
        words = value.split()
        if name == "floor":
            floor = floor_of(*words)
            policy = replace(policy, floors=(*policy.floors, floor))
        elif name in ("reserved", "country_minimum"):
            field = "reserved" if name == "reserved" else "minimum"
            seats = CountrySeats(**{field: int(words[1])})
            policy = replace(policy, countries={**policy.countries, words[0]: seats})
        elif name in ("need", "other_seats"):
            numbers = map(int, words[1::2])
            policy = replace(policy, **{name: dict(zip(words[::2], numbers, strict=True))})
        else:
            policy = replace(policy, **{name: int(value)})
    return policy


def floor_of(place: str, group: str, amount: str) -> Floor:
    kind = Group(group) if group in ("woman", "ldc") else Group("profession", group)
    if "/" in amount:
        return Floor(kind, int(place), share=Fraction(amount))
    return Floor(kind, int(place), count=int(amount))


def inputs_of(policy: str, nominations: str) -> SelectionInputs:
    rows = drawn_rows(nominations)
    groups = {row["id"]: set(row["groups"].split()) for row in rows}
    return SelectionInputs(
        candidates=tuple(candidate_of(row, groups[row["id"]]) for row in rows),
        policy=policy_of(policy),
        seed=SEED,
        fixed=frozenset(one for one, found in groups.items() if "in" in found),
        excluded=frozenset(one for one, found in groups.items() if "out" in found),
    )


def candidate_of(row: dict[str, str], groups: set[str]) -> Candidate:
    def after(prefix: str) -> str | None:
        return next((one.removeprefix(prefix) for one in groups if one.startswith(prefix)), None)

    return Candidate(
        id=row["id"],
        person=after("person-") or row["id"],
        country=row["country"],
        merit=int(row["merit"]),
        agency=after("agency-"),
        focal_rank=int(row["rank"]) if row["rank"] else None,
        cost=0,
        is_woman="woman" in groups,
        is_eligible="not_eligible" not in groups,
        participation="observer" if "observer" in groups else "participant",
    )


@pytest.mark.parametrize(
    ("name", "tables"), cases(), ids=lambda one: one if str(one) == one else ""
)
def test_cases(name: str, tables: list[str]) -> None:
    inputs = inputs_of(tables[0], tables[1])
    answers = {row["answer"]: row["value"] for row in drawn_rows(tables[2])}
    found = select(inputs)
    for answer, value in answers.items():
        assert said(inputs, found, answer) == value, f"{name}: {answer}"


def said(inputs: SelectionInputs, found: SelectionResult | PolicyConflict, answer: str) -> str:
    if isinstance(found, PolicyConflict):
        assert answer == "conflict"
        return " ".join(f"{rule.code}:{rule.subject}" for rule in found.rules)
    if answer == "selected":
        return " ".join(found.selected)
    if answer == "reserve":
        return " ".join(found.reserve)
    if answer == "shortfall":
        return " ".join(f"{one.group.split(':')[-1]} {one.short}" for one in found.shortfalls)
    explanation = explain(inputs, found, answer)
    return f"{explanation.code} / {explanation.public_code}"

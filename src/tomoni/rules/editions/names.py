"""Who two editions name, and in which role."""

from __future__ import annotations

from typing import Literal

from .values import NamingChange, PlacedNaming


def changes_of_names(
    before: list[tuple[PlacedNaming, str]], after: list[tuple[PlacedNaming, str]]
) -> list[NamingChange]:
    """Return who is no longer named and who is newly named; each naming with its section."""
    found = [
        *_missing("dropped", before, after),
        *_missing("appeared", after, before),
    ]
    return sorted(
        found,
        key=lambda one: (
            one.change == "appeared", one.only_for or "", one.section, one.role,
            not one.is_place, one.code,
        ),
    )  # fmt: skip


def _missing(
    change: Literal["dropped", "appeared"],
    named: list[tuple[PlacedNaming, str]],
    others: list[tuple[PlacedNaming, str]],
) -> list[NamingChange]:
    """The names of one edition that the other lacks, in the role, or for an activity it treats."""
    in_role = {(one.role, one.code) for one, _ in others}
    for_activity = {(one.role, one.code, one.activity_id) for one, _ in others}
    treated = {one.activity_id for one, _ in others if one.activity_id is not None}
    groups: dict[tuple[str, str, str | None], list[tuple[PlacedNaming, str]]] = {}
    for one, section in named:
        if (one.role, one.code) not in in_role:
            groups.setdefault((one.role, one.code, None), []).append((one, section))
        elif one.activity_id in treated and (
            (one.role, one.code, one.activity_id) not in for_activity
        ):
            groups.setdefault((one.role, one.code, one.activity_id), []).append((one, section))
    return [_naming_change(change, key, rows, others) for key, rows in groups.items()]


def _naming_change(
    change: Literal["dropped", "appeared"],
    key: tuple[str, str, str | None],
    rows: list[tuple[PlacedNaming, str]],
    others: list[tuple[PlacedNaming, str]],
) -> NamingChange:
    first, section = rows[0]
    lists = [one.is_open for one, where in others if one.role == first.role and where == section]
    return NamingChange(
        change, section, first.role, first.code, first.is_place, key[2],
        any(is_open for is_open in lists), tuple(one.naming_id for one, _ in rows),
    )  # fmt: skip

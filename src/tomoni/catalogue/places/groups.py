"""Groups of places, such as ASEAN: members, since when, until when, and by which source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ..errors import NotFoundError
from ..labels import Label
from ..packaged import packaged_rows
from ..user_tables import UserRow, read_user_rows
from .gazetteer import PLACES_BY_CODE
from .sources import cldr_grouping, dac_codes, dac_grouping

MEMBER_COLUMNS: tuple[str, ...] = ("group_code", "place_code", "start", "end", "source")


@dataclass(frozen=True, slots=True)
class Membership:
    """One membership. Dates as stated (2013, 2013-08 or 2013-08-03); None: not stated."""

    place_code: str
    start_stated: str | None
    end_stated: str | None
    source: str

    def covers(self, day: date) -> bool:
        """Say whether the membership held at some time of the stated precision around ``day``."""
        text = day.isoformat()
        after_start = (
            self.start_stated is None or text[: len(self.start_stated)] >= self.start_stated
        )
        before_end = self.end_stated is None or text[: len(self.end_stated)] <= self.end_stated
        return after_start and before_end


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """One group with its members, ordered by code. ``note`` says how the list is dated."""

    code: str
    label: Label
    note: str
    members: tuple[Membership, ...]


@cache
def _listed_members() -> dict[str, list[Membership]]:
    members: dict[str, list[Membership]] = {}
    for row in packaged_rows("places", "group-members.csv"):
        membership = Membership(
            row["place_code"], row["start"] or None, row["end"] or None, row["source"]
        )
        members.setdefault(row["group_code"], []).append(membership)
    return members


def _members(row: dict[str, str]) -> Iterable[Membership]:
    if row["origin"] == "dac":
        wanted = dac_grouping(row["key"])
        codes = [code for code, dac_code in dac_codes().items() if dac_code in wanted]
    elif row["origin"] == "cldr":
        codes = [code for code in cldr_grouping(row["key"]) if code in PLACES_BY_CODE]
    else:
        return _listed_members().get(row["key"], [])
    return (Membership(code, None, None, row["source"]) for code in codes)


def _all_groups() -> tuple[PlaceGroup, ...]:
    return tuple(
        PlaceGroup(
            row["group_code"],
            Label(row["name_en"], row["name_ja"]),
            row["note"],
            tuple(sorted(_members(row), key=lambda member: member.place_code)),
        )
        for row in packaged_rows("places", "groups.csv")
    )


GROUPS: tuple[PlaceGroup, ...] = _all_groups()
GROUPS_BY_CODE: dict[str, PlaceGroup] = {group.code: group for group in GROUPS}


def group_members(group_code: str) -> tuple[Membership, ...]:
    """Return all memberships of a group, past ones too, ordered by place code.

    Raises NotFoundError if there is no such group.
    """
    group = GROUPS_BY_CODE.get(group_code)
    if group is None:
        raise NotFoundError(
            f"There is no group of places {group_code!r}.", do=f"Use {', '.join(GROUPS_BY_CODE)}."
        )
    return group.members


def member_codes(group_code: str, day: date | None = None) -> frozenset[str]:
    """Return the place codes of a group, on ``day`` if given, else of all times.

    A membership with no stated date counts on every day.
    """
    members = group_members(group_code)
    return frozenset(m.place_code for m in members if day is None or m.covers(day))


def load_group_members(path: Path) -> dict[str, tuple[Membership, ...]]:
    """Read memberships from a CSV file: group_code, place_code, start, end, source.

    Start and end may be blank (not stated); source may not. Returns memberships by group code.
    Raises InputError naming file, line and field.
    """
    members: dict[str, list[Membership]] = {}
    for row in read_user_rows(path, MEMBER_COLUMNS):
        members.setdefault(row.text("group_code"), []).append(_membership(row))
    return {code: tuple(found) for code, found in members.items()}


def _membership(row: UserRow) -> Membership:
    place_code = row.text("place_code")
    if place_code not in PLACES_BY_CODE:
        raise row.refuse("place_code", f"There is no place {place_code!r}.", "Use a place code.")
    for field in ("start", "end"):
        _check_stated_date(row, field)
    start, end = row.cells["start"] or None, row.cells["end"] or None
    if start and end and end < start[: len(end)]:
        raise row.refuse("end", f"The membership ends before it starts, {start}.", "Mend one.")
    return Membership(place_code, start, end, row.text("source"))


def _check_stated_date(row: UserRow, field: str) -> None:
    stated = row.cells[field]
    missing_parts = {4: "-01-01", 7: "-01", 10: ""}
    try:
        date.fromisoformat(stated + missing_parts.get(len(stated), "x")) if stated else None
    except ValueError:
        raise row.refuse(
            field, f"{stated!r} is no date.", "Write 2013, 2013-08, 2013-08-03, or nothing."
        ) from None

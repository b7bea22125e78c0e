"""Activities of all publishers at a place or on a theme, and who funds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from tomoni.catalogue.themes import THEMES_BY_CODE

if TYPE_CHECKING:
    from .opened import Everyone

_FUNDING = "1"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. ``copies``: how many records bear its identifier; this one counts."""

    record: int
    identifier: str | None
    publisher: str | None
    publisher_name: str | None
    title: str | None
    status_code: str | None
    begins: date | None
    ends: date | None
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    is_own: bool
    copies: int


@dataclass(frozen=True, slots=True)
class Funder:
    """One organisation that funds some of the activities: as named most often, and how many."""

    ref: str | None
    name: str | None
    activities: int


def activities_of(
    everyone: Everyone,
    *,
    place: str | None = None,
    theme: str | None = None,
    records: Sequence[int] | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[Activity, ...]:
    """Return activities, the latest begun first; a page of ``limit`` after ``offset``.

    ``place``: a country's code, stated for the activity or one of its transactions; ``theme``: one
    of the catalogue; ``records``: those alone, as a search found them, in the order found.
    """
    if records is not None:
        return _of_records(everyone, records[offset : offset + limit])
    if place is not None and theme is None:
        # Places lie together in a table of their own: one page of it is read.
        at = everyone.table("places")
        ordered = at.filter(at.place == place).order_by(
            ibis.desc(at.begins, nulls_first=False), at.record
        )
        page = everyone.rows(ordered.select("record").limit(limit, offset=offset))
        return _of_records(everyone, [row["record"] for row in page])
    table = everyone.table("activities")
    table = table.filter(table.is_chosen)
    if place is not None:
        table = table.filter(table.countries.contains(place))
    if theme is not None:
        codes = THEMES_BY_CODE[theme].purpose_codes
        named = [table.sectors.contains(code) for code in codes]
        table = table.filter(ibis.or_(*named) if named else ibis.literal(False))
    ordered = table.order_by(ibis.desc(table.begins, nulls_first=False), table.record)
    rows = everyone.rows(ordered.limit(limit, offset=offset))
    return tuple(_activity(everyone, row) for row in rows)


def _of_records(everyone: Everyone, records: Sequence[int]) -> tuple[Activity, ...]:
    """Return these activities in this order; those that do not count are left out."""
    if not records:
        return ()
    table = everyone.table("activities")
    table = table.filter(table.is_chosen, table.record.isin(list(records)))
    found = {row["record"]: _activity(everyone, row) for row in everyone.rows(table)}
    return tuple(found[record] for record in records if record in found)


def _activity(everyone: Everyone, row: dict[str, Any]) -> Activity:
    return Activity(
        record=row["record"],
        identifier=row["identifier"],
        publisher=row["publisher"],
        publisher_name=row["publisher_name"],
        title=row["title"],
        status_code=row["status_code"],
        begins=row["begins"],
        ends=row["ends"],
        countries=tuple(row["countries"]),
        sectors=tuple(row["sectors"]),
        is_own=row["publisher"] in everyone.own,
        copies=row["copies"],
    )


def funders_of(everyone: Everyone, records: Sequence[int], limit: int = 50) -> tuple[Funder, ...]:
    """Return the organisations that fund these activities, those of most activities first.

    Organisations are told apart by reference, and by name where they state none: one that is named
    in two ways without a reference stands twice.
    """
    table = everyone.table("organisations")
    table = table.filter(table.role == _FUNDING, table.record.isin(list(records)))
    keyed = table.mutate(key=ibis.coalesce(table.ref, table.name))
    keyed = keyed.filter(keyed.key.notnull())
    grouped = keyed.group_by("key").aggregate(
        ref=keyed.ref.max(), name=keyed.name.mode(), activities=keyed.record.nunique()
    )
    ordered = grouped.order_by(ibis.desc("activities"), "key").limit(limit)
    return tuple(
        Funder(row["ref"], row["name"], row["activities"]) for row in everyone.rows(ordered)
    )

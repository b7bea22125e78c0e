"""Parties and activities as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from tomoni.records.models import (
    Activity,
    ActivityCountry,
    ActivityFramework,
    ActivityParty,
    ActivityRegion,
    Mention,
    Party,
)

from .common import Present, Row, columns, key_of, not_own, plain_row

_PARTY = ("name", "abbreviation", "kind_code", "country_code", "is_context_only", "notes")
_ACTIVITY = (
    "title", "summary", "kind_code", "theme_code", "granularity_code", "start_stated", "end_stated",
    "status_code", "oda_decision_code", "purpose_code", "purpose_confidence_code", "recurrence",
    "course_theme", "target_group", "venue_country_code", "venue_place", "notes",
)  # fmt: skip


def own_parties() -> QuerySet[Party]:
    """Return all parties."""
    return Party.objects.select_related("parent_party")


def party_rows(parties: Sequence[Party]) -> Iterator[Row]:
    """Yield the row of each party."""
    for party in parties:
        parent = key_of(party.parent_party)
        row = {"party_id": party.public_id, "parent_party_id": parent, **columns(party, _PARTY)}
        yield plain_row(row)


def present_parties(ids: Sequence[str]) -> dict[str, Present]:
    """Return the parties of these ids."""
    rows = party_rows(list(own_parties().filter(public_id__in=ids)))
    return {row["party_id"]: Present(row) for row in rows}


def _activities() -> QuerySet[Activity]:
    return Activity.objects.select_related("parent_activity", "series")


def own_activities() -> QuerySet[Activity]:
    """Return our own activities that are not made up."""
    return _activities().filter(publisher=None, is_synthetic=False)


def activity_rows(activities: Sequence[Activity]) -> Iterator[Row]:
    """Yield the row of each activity, with the parts that belong to it."""
    keys = [one.pk for one in activities]
    parts = {name: _parts(name, keys) for name in _PARTS}
    for one in activities:
        row = {
            "activity_id": one.public_id,
            **columns(one, _ACTIVITY),
            "parent_activity_id": key_of(one.parent_activity),
            "series_id": key_of(one.series),
            **{name: found.get(one.pk) for name, found in parts.items()},
        }
        yield plain_row(row)


_PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "countries": (ActivityCountry, ("country_code", "basis_code", "is_open_list")),
    "regions": (ActivityRegion, ("region_code",)),
    "parties": (ActivityParty, ("party__public_id", "role_code")),
    "frameworks": (ActivityFramework, ("framework__public_id", "provision__public_id")),
    "mentions": (Mention, ("document__public_id", "start", "end")),
}


def _parts(name: str, keys: Sequence[int]) -> dict[int, list[Any]]:
    """The parts of activities as rows hold them, by the activity's integer key."""
    model, wanted = _PARTS[name]
    found: dict[int, list[Any]] = {}
    rows = model.objects.filter(activity_id__in=keys).order_by("id")
    for activity, *values in rows.values_list("activity_id", *wanted):
        names = [column.replace("__public_id", "_id") for column in wanted]
        part = plain_row(dict(zip(names, values, strict=True)))
        if part.get("is_open_list") is False:
            del part["is_open_list"]
        found.setdefault(activity, []).append(values[0] if len(wanted) == 1 else part)
    return found


def present_activities(ids: Sequence[str]) -> dict[str, Present]:
    """Return the activities of these ids."""
    activities = list(_activities().filter(public_id__in=ids))
    rows = zip(activities, activity_rows(activities), strict=True)
    return {one.public_id: Present(row, not_own(one)) for one, row in rows}

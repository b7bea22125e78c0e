"""The list of activities: what each row shows, the facets it carries, the orders it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .activity_cells import RECIPIENT_BASES, activity_cells, countries_of
from .build import Build
from .listing import WHOLE, ListingRow, write_listing
from .source import Row, Source, label_of

PART = "part"


def _years(activity: Row) -> list[str]:
    """Return the years of an activity: all between stated start and end, else the one stated."""
    first = activity["start_first"] or activity["end_first"]
    last = activity["end_last"] or activity["start_last"]
    if first is None or last is None:
        return []
    return [str(year) for year in range(first.year, last.year + 1)]


def _facets(source: Source, activity: Row) -> dict[str, list[str]]:
    key = activity["activity_id"]
    mentions = source.of("mentions", "activity_id", key)
    parties = source.of("activity_parties", "activity_id", key)
    return {
        "level": [WHOLE if activity["is_top_level"] else PART],
        "theme": [activity["theme_code"]],
        "kind": [activity["kind_code"]],
        "country": sorted(
            {row["country_code"] for row in countries_of(source, key, RECIPIENT_BASES)}
        ),
        "framework": sorted(
            {row["framework_id"] for row in source.of("activity_frameworks", "activity_id", key)}
        ),
        "year": _years(activity),
        "organisation": sorted({row["party_id"] for row in parties}),
        "document": sorted({row["document_id"] for row in mentions}),
    }


def _sort_keys(activity: Row) -> dict[str, str]:
    first = activity["start_first"] or activity["end_first"]
    return {
        "title": activity["title"].casefold(),
        "start": first.isoformat() if first else "9999",
        "reported": str(activity["last_reported_year"] or 0),
        "theme": label_of("theme", activity["theme_code"]).en.casefold(),
    }


def _facet_names(
    source: Source, rows: Iterable[ListingRow]
) -> dict[tuple[str, str], tuple[str, str]]:
    lists = {"theme": "theme", "kind": "activity_kind"}
    frameworks = source.by_key("frameworks")
    names = {
        ("level", WHOLE): ("Whole activities", "案件全体"),
        ("level", PART): ("Components and parts", "構成要素"),
    }
    for facet, code in {(f, c) for row in rows for f, codes in row.facets.items() for c in codes}:
        if facet in lists:
            label = label_of(lists[facet], code)
            names[facet, code] = (label.en, label.ja)
        elif facet == "country":
            label = source.place_label(code)
            names[facet, code] = (label.en, label.ja)
        elif facet == "framework" and code in frameworks:
            name = frameworks[code]["abbreviation"] or frameworks[code]["name"]
            names[facet, code] = (name, name)
        elif facet == "organisation" and code in source.by_key("parties"):
            name = source.by_key("parties")[code]["name"]
            names[facet, code] = (name, name)
        elif facet == "document" and code in source.by_key("documents"):
            name = source.by_key("documents")[code]["title"]
            names[facet, code] = (name, name)
    return names


def default_order(source: Source) -> list[Row]:
    """Return all activities as the list shows them: by theme, then each whole with its parts."""

    def path(activity: Row) -> tuple[str, ...]:
        chain = [activity, *source.ancestors(activity)]
        theme = label_of("theme", chain[-1]["theme_code"]).en.casefold()
        return (theme, *(row["title"].casefold() for row in reversed(chain)))

    return sorted(source.rows("activities"), key=path)


def write_activity_list(build: Build, ordered: Sequence[Row]) -> None:
    """Write the list; ``ordered`` are all activities in the default order."""
    source = build.source
    rows = [
        ListingRow(
            row["activity_id"],
            {"cells": activity_cells(source, row), "id": row["activity_id"]},
            _facets(source, row),
            _sort_keys(row),
        )
        for row in ordered
    ]
    write_listing(build.writer, rows, _facet_names(source, rows))

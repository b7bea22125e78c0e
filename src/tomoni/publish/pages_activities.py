"""One page per activity."""

from __future__ import annotations

from collections.abc import Iterator

from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.labels import Label
from tomoni.catalogue.terms import TERMS
from tomoni.catalogue.themes import THEMES_BY_CODE

from . import cells
from .activity_cells import (
    activity_table,
    countries_of,
    dates_cell,
    place_cell,
    reported_cell,
)
from .activity_list import default_order, write_activity_list
from .build import Build
from .cells import Cell, Json
from .claim_tables import (
    claims_of_activity,
    entries_table,
    observations_table,
    party_cell,
)
from .proofs_records import entry_proof
from .source import Row, Source, label_of

PART = "part"
PASSAGES_SHOWN = 6


def _codes(row: Row, *pairs: tuple[str, str]) -> dict[str, Cell]:
    return {
        name: cells.coded(list_name, row[name], label_of(list_name, row[name] or ""))
        for name, list_name in pairs
    }


def _countries_by_basis(source: Source, activity_id: str) -> list[Json]:
    """Return the countries of an activity, apart for every basis on which they are named."""
    groups = []
    for basis, label in TERMS["country_basis"].items():
        rows = countries_of(source, activity_id, (basis,))
        if rows:
            groups.append(
                {
                    "basis": cells.coded("country_basis", basis, label),
                    "countries": cells.several(
                        place_cell(source, row["country_code"]) for row in rows
                    ),
                    "is_open": any(row["is_open_list"] for row in rows),
                }
            )
    return groups


def _parties_by_role(source: Source, activity_id: str) -> list[Json]:
    groups = []
    rows = source.of("activity_parties", "activity_id", activity_id)
    for role, label in TERMS["party_role"].items():
        found = [party_cell(source, row["party_id"]) for row in rows if row["role_code"] == role]
        if found:
            groups.append(
                {
                    "role": cells.coded("party_role", role, label),
                    "parties": cells.several(found),
                }
            )
    return groups


def _frameworks(source: Source, activity_id: str) -> Cell:
    frameworks = source.by_key("frameworks")
    rows = source.of("activity_frameworks", "activity_id", activity_id)
    return cells.several(
        cells.link("framework", row["framework_id"], frameworks[row["framework_id"]]["name"])
        for row in rows
        if row["framework_id"] in frameworks
    )


def _mentions(build: Build, activity_id: str) -> list[Json]:
    documents = build.source.by_key("documents")
    found = []
    for row in build.source.of("mentions", "activity_id", activity_id)[:PASSAGES_SHOWN]:
        document = documents[row["document_id"]]
        place: Json = {"start": row["start"], "end": row["end"]}
        text = build.texts.of(document)
        if text is not None:
            place["text"] = text[row["start"] : row["end"]]
        found.append(
            {
                "document": cells.link("document", row["document_id"], document["title"]),
                "place": place,
                "public_page": document["public_page"],
            }
        )
    return found


def _purpose(activity: Row) -> Json | None:
    """Return the purpose code with how far it may be trusted."""
    if activity["purpose_code"] is None:
        return None
    return {
        "code": activity["purpose_code"],
        "name": cells.words(label_of("Sector", activity["purpose_code"])),
        **_codes(
            activity,
            ("purpose_confidence_code", "confidence"),
            ("oda_decision_code", "oda_decision"),
        ),
    }


def _entries(build: Build, activity_id: str) -> Json | None:
    source = build.source
    total = source.entry_counts.get(activity_id, 0)
    if not total:
        return None
    entries = source.first_entries[activity_id]
    for entry in entries:
        if entry["claim_id"] is None:
            build.proofs.add(*entry_proof(build, entry))
    return entries_table(source, entries, total)


def activity_page(build: Build, activity: Row) -> Json:
    """Return the page of one activity."""
    source, key = build.source, activity["activity_id"]
    children = [row["activity_id"] for row in source.of("activities", "parent_activity_id", key)]
    observations = source.of("observations", "activity_id", key)
    series_id = activity["series_id"]
    series = source.by_key("series").get(series_id) if series_id else None
    tables: dict[str, Json | None] = {
        "claims": claims_of_activity(source, source.of("claims", "activity_id", key)),
        "entries": _entries(build, key),
        "observations": observations_table(source, observations) if observations else None,
        "parts": activity_table(source, "parts", Label("Parts of it", "構成要素"), children)
        if children
        else None,
    }
    return {
        "title": activity["title"],
        "summary": activity["summary"],
        "notes": activity["notes"],
        "wider": [
            cells.link("activity", row["activity_id"], row["title"])
            for row in source.ancestors(activity)
        ],
        **_codes(
            activity,
            ("kind_code", "activity_kind"),
            ("theme_code", "theme"),
            ("granularity_code", "granularity"),
            ("status_code", "activity_status"),
        ),
        "kind_definition": KINDS_BY_CODE[activity["kind_code"]].definition
        if activity["kind_code"] in KINDS_BY_CODE
        else None,
        "theme": cells.link(
            "theme", activity["theme_code"], cells.words(label_of("theme", activity["theme_code"]))
        )
        if activity["theme_code"] in THEMES_BY_CODE
        else None,
        "is_policy": activity["is_policy"],
        "dates": dates_cell(activity),
        "last_reported": reported_cell(source, activity),
        "last_reported_year": activity["last_reported_year"],
        "recurrence": activity["recurrence"],
        "course_theme": activity["course_theme"],
        "target_group": activity["target_group"],
        "venue_country": place_cell(source, activity["venue_country_code"])
        if activity["venue_country_code"]
        else None,
        "venue_place": activity["venue_place"],
        "countries": _countries_by_basis(source, key),
        "regions": cells.several(
            cells.words(source.place_label(row["region_code"]))
            for row in source.of("activity_regions", "activity_id", key)
        ),
        "parties": _parties_by_role(source, key),
        "frameworks": _frameworks(source, key),
        "series": cells.link("series", series["series_id"], series["name"]) if series else None,
        "purpose": _purpose(activity),
        "mentions": _mentions(build, key),
        "figures": build.figures.of_activity(key),
        "tables": {name: table for name, table in tables.items() if table is not None},
    }


def write_activities(build: Build) -> Iterator[str]:
    """Write every activity's page, the list and its search entries. Yields ids as they are done."""
    source = build.source
    ordered = default_order(source)
    write_activity_list(build, ordered)
    for activity in ordered:
        key = activity["activity_id"]
        build.writer.page("activity", key, activity_page(build, activity))
        kind, theme = (
            label_of("activity_kind", activity["kind_code"]),
            label_of("theme", activity["theme_code"]),
        )
        places = [
            source.place_label(row["country_code"])
            for row in source.of("activity_countries", "activity_id", key)
        ]
        body = " · ".join(
            [
                activity["summary"],
                f"{kind.en}, {theme.en}",
                ", ".join(place.en for place in places),
                activity["target_group"] or "",
            ]
        ).strip(" ·")
        ja = " ".join([kind.ja, theme.ja, *(place.ja for place in places)])
        build.searchable("activity", key, activity["title"], activity["title"], body, ja)
        yield key

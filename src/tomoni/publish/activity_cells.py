"""How one activity reads in lists: title, kind, theme, dates, countries, last report."""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.catalogue.labels import Label

from . import cells
from .cells import Cell, Json
from .source import Row, Source, label_of

# A list of activities on a page stays readable; the full list is one link away.
ROWS_SHOWN = 60
COUNTRIES_SHOWN = 4
RECIPIENT_BASES: tuple[str, ...] = ("stated", "participant")

COLUMNS: tuple[Json, ...] = (
    cells.column("title", Label("Activity", "案件")),
    cells.column("kind", Label("Kind", "種類")),
    cells.column("theme", Label("Theme", "テーマ")),
    cells.column("countries", Label("Countries named", "明記された国")),
    cells.column("dates", Label("Dates", "時期")),
    cells.column("reported", Label("Last reported", "最終報告")),
)


def place_cell(source: Source, code: str) -> Json:
    """Return a link to the page of a country or region."""
    return cells.link("country", code, cells.words(source.place_label(code)))


def dates_cell(activity: Row) -> Cell:
    """Return when an activity ran, as stated; None when no date is stated."""
    start, end = activity["start_stated"], activity["end_stated"]
    if start is None and end is None:
        return None
    if start == end or end is None:
        recurring = activity["granularity_code"] in ("programme", "component", "policy")
        if recurring and start != end:
            return {"t": "period", "since": cells.dated(start), "until": None}
        return cells.dated(start)
    return {"t": "period", "since": cells.dated(start), "until": cells.dated(end)}


def reported_cell(source: Source, activity: Row) -> Cell:
    """Return the edition that last mentions an activity."""
    document_id = activity["last_reported_document_id"]
    if document_id is None:
        return None
    year = activity["last_reported_year"]
    reads = Label(str(year), f"{year}年版") if year else Label("undated", "日付なし")
    return cells.link("document", document_id, cells.words(reads))


def countries_of(source: Source, activity_id: str, bases: Iterable[str]) -> list[Row]:
    """Return the country rows of an activity on these bases, in order of code."""
    wanted = set(bases)
    rows = source.of("activity_countries", "activity_id", activity_id)
    return [row for row in rows if row["basis_code"] in wanted]


def countries_cell(source: Source, activity_id: str) -> Cell:
    """Return the recipient countries, how many a page shows, and whether the list is open."""
    rows = countries_of(source, activity_id, RECIPIENT_BASES)
    if not rows:
        return None
    return {
        "t": "list",
        "items": [place_cell(source, row["country_code"]) for row in rows],
        "shown": COUNTRIES_SHOWN,
        "open": any(row["is_open_list"] for row in rows),
    }


def title_cell(source: Source, activity: Row) -> Json:
    """Return the title as a link, with the wider activity where there is one."""
    made = cells.link("activity", activity["activity_id"], activity["title"])
    parent = activity["parent_activity_id"]
    if parent is not None and parent in source.by_key("activities"):
        made["part_of"] = source.by_key("activities")[parent]["title"]
    return made


def activity_cells(source: Source, activity: Row) -> list[Cell]:
    """Return the cells of one row of any list of activities, in the order of ``COLUMNS``."""
    return [
        title_cell(source, activity),
        cells.coded(
            "activity_kind", activity["kind_code"], label_of("activity_kind", activity["kind_code"])
        ),
        cells.coded("theme", activity["theme_code"], label_of("theme", activity["theme_code"])),
        countries_cell(source, activity["activity_id"]),
        dates_cell(activity),
        reported_cell(source, activity),
    ]


def activity_table(
    source: Source,
    name: str,
    title: Label,
    activity_ids: Iterable[str],
    *,
    all_of: str | None = None,
    empty: Label | None = None,
    without: str | None = None,
) -> Json:
    """Return a table of activities: whole ones first, then parts, at most ``ROWS_SHOWN``.

    ``all_of`` is the query of the activity list that shows every one of them; ``without`` names a
    column that the page makes needless.
    """
    activities = source.by_key("activities")
    chosen = [activities[key] for key in dict.fromkeys(activity_ids) if key in activities]
    chosen.sort(key=lambda row: (not row["is_top_level"], row["title"].casefold()))
    kept = [place for place, head in enumerate(COLUMNS) if head["key"] != without]
    rows = [
        [each[place] for place in kept]
        for each in (activity_cells(source, row) for row in chosen[:ROWS_SHOWN])
    ]
    made = cells.table(name, title, [COLUMNS[place] for place in kept], rows, empty=empty)
    whole = sum(row["is_top_level"] for row in chosen)
    made["count"] = {"whole": whole, "parts": len(chosen) - whole}
    if len(chosen) > ROWS_SHOWN:
        made["cut"] = len(chosen)
    if all_of:
        made["all"] = f"/activities/?{all_of}"
    return made

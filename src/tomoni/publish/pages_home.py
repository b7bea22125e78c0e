"""The overview: headlines, map, what changed, where sources clash, themes and years."""

from __future__ import annotations

from decimal import Decimal

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .charts import cumulative_chart, year_bars
from .headlines import headlines, largest, series_or_activity, words
from .page_figures import ACTIVITIES
from .pages_changes import changes_table, edition_pairs
from .pages_findings import FINDING_COLUMNS, finding_row
from .source import label_of

CHANGES_SHOWN = 8
RANK_SHOWN = 12
_APART = Label(
    "Components belong to an activity and are never added to it.",
    "構成要素は案件の一部であり、案件数には加えません。",
)
_CLASHES: tuple[str, ...] = ("conflict", "internal_inconsistency")


def _changes(build: Build) -> Json | None:
    """Return what differs between the two editions that say most about each other."""
    pair = next(edition_pairs(build), None)
    return None if pair is None else changes_table(build, "changes", *pair, most=CHANGES_SHOWN)


def _disagreements(build: Build) -> Json | None:
    """Return the open findings in which sources clash."""
    findings = [
        row
        for row in build.source.rows("findings")
        if row["class_code"] in _CLASHES and row["state_code"] == "open"
    ]
    if not findings:
        return None
    return cells.table(
        "disagreements",
        Label("Where sources disagree", "資料が一致しない点"),
        FINDING_COLUMNS[:3],
        [finding_row(build, finding)[:3] for finding in findings[:CHANGES_SHOWN]],
    )


def _years(build: Build) -> tuple[Json | None, Json, Json | None]:
    """Return the bars of whole activities, their table, and how many of them state no year."""
    whole, undated = _by_year(build, "top")
    parts, _ = _by_year(build, "component")
    table = cells.table(
        "years",
        Label("Activities by year of start", "開始年別の案件"),
        [
            cells.column("year", Label("Year", "年")),
            cells.column("whole", Label("Activities", "案件"), is_number=True),
            cells.column("parts", Label("Components", "構成要素"), is_number=True),
        ],
        [[str(year), whole.get(year), parts.get(year)] for year in sorted({*whole, *parts})],
        note=_APART,
    )
    return year_bars(whole), table, undated


def _by_year(build: Build, level: str) -> tuple[dict[int, Json], Json | None]:
    """Return the activities of one level by year of start, and the number that states none."""
    rows = build.figures.ask(ACTIVITIES, by=("year",), where={"level": level}).rows
    counts = {int(row.key["year"]): row.number for row in rows if row.key["year"] and row.number}
    return counts, next((row.number for row in rows if row.key["year"] is None), None)


def _theme_table(build: Build) -> Json:
    rows: list[list[Cell]] = []
    parts = build.figures.keyed(ACTIVITIES, "theme", {"level": "component"})
    for code, found in build.figures.keyed(ACTIVITIES, "theme").items():
        below = parts.get(code)
        link = cells.link("theme", code, cells.words(label_of("theme", code)))
        rows.append([link, found[0].number, below[0].number if below else None])
    rows.sort(key=lambda row: -int(row[1]["value"]) if isinstance(row[1], dict) else 0)
    return cells.table(
        "themes",
        Label("Activities by theme", "テーマ別の案件"),
        [
            cells.column("theme", Label("Theme", "テーマ")),
            cells.column("whole", Label("Activities", "案件"), is_number=True),
            cells.column("parts", Label("Components", "構成要素"), is_number=True),
        ],
        rows,
        note=_APART,
    )


def _chart(build: Build) -> Json:
    """Return the chart of the graduates headline; nothing when there is too little to draw."""
    row = largest(build, "graduates_count")
    if row is None:
        return {}
    activity_id = str(row.key["activity"])
    observations = build.source.of("observations", "activity_id", activity_id)
    chart = cumulative_chart(build.source, observations, "graduates")
    if chart is None:
        return {}
    return {"chart": chart, "chart_link": series_or_activity(build, activity_id)}


def write_home(build: Build, tile_map: Json, disclaimer: Json) -> None:
    """Write the overview."""
    heads = headlines(build)
    bars, years, undated = _years(build)
    named = [tile for tile in tile_map["tiles"] if "number" in tile]
    named.sort(key=lambda tile: (-int(Decimal(tile["number"]["value"])), tile["en"]))
    findings = build.figures.one("findings_count")
    tables = {
        "changes": _changes(build),
        "disagreements": _disagreements(build),
        "years": years,
        "themes": _theme_table(build),
    }
    page: Json = {
        "heads": heads,
        "map": tile_map,
        "rank": [
            {
                "country": cells.link("country", tile["code"], words(tile["en"], tile["ja"])),
                "number": tile["number"],
            }
            for tile in named[:RANK_SHOWN]
        ],
        "disclaimer": disclaimer,
        "findings": findings.number if findings else None,
        "years": bars,
        "undated": undated,
        **_chart(build),
        "tables": {name: table for name, table in tables.items() if table is not None},
    }
    build.writer.page("home", "", page)

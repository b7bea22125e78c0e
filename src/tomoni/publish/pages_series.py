"""One page per series: its editions, its cumulative figures, and where documents differ."""

from __future__ import annotations

from itertools import pairwise

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .charts import cumulative_chart
from .claim_tables import activity_link, claims_with_activity, observations_table
from .counted import counted
from .evidence import claim_number
from .follow_up_tables import follow_up_tables
from .pages_courses import course_table, in_order
from .pages_findings import FINDING_COLUMNS, finding_row, findings_of_claims
from .participation_tables import participation_tables
from .source import Row, label_of

GAPS = "edition_gaps"


def _edition_rows(build: Build, editions: list[Row]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for edition in editions:
        number = edition["number"]
        rows.append(
            [
                {"t": "ordinal", "value": number} if number is not None else None,
                cells.dated(edition["held_stated"]),
                activity_link(build.source, edition["activity_id"]),
                cells.coded(
                    "edition_status",
                    edition["status_code"],
                    label_of("edition_status", edition["status_code"]),
                ),
            ]
        )
    return rows


def _ordered_editions(build: Build, series_id: str) -> list[Row]:
    return sorted(
        build.source.of("editions", "series_id", series_id),
        key=lambda row: (
            row["held_first"].isoformat() if row["held_first"] else "",
            row["number"] or 0,
        ),
    )


def _gaps(editions: list[Row]) -> list[list[int]]:
    """Return the runs of ordinals that are not recorded between recorded ones: [[13, 14]]."""
    numbers = sorted({row["number"] for row in editions if row["number"] is not None})
    return [[before + 1, after - 1] for before, after in pairwise(numbers) if after - before > 1]


def _gap_table(build: Build, series_id: str) -> Json | None:
    """Return what each edition's number says against every stated first year."""
    if not build.figures.has(GAPS):
        return None
    rows: list[list[Cell]] = []
    for row in build.figures.keyed(GAPS, "series").get(series_id, []):
        parts = row.plain["parts"]
        edition = build.source.by_key("editions")[str(row.key["edition"])]
        rows.append(
            [
                activity_link(build.source, edition["activity_id"]),
                {"t": "ordinal", "value": int(parts["ordinal"]["value"])},
                str(row.key["start_year"]),
                {"t": "ordinal", "value": int(parts["expected"]["value"])},
                row.number,
            ]
        )
    if not rows:
        return None
    heads = [
        cells.column("edition", Label("Edition", "回")),
        cells.column("number", Label("Number", "回次"), is_number=True),
        cells.column("start", Label("If it began in", "開始年")),
        cells.column("expected", Label("Number expected", "想定される回次"), is_number=True),
        cells.column("gap", Label("Difference", "差"), is_number=True),
    ]
    note = Label(
        "One edition a year from the stated start. A difference below zero: fewer were held.",
        "記載された開始年から毎年一回として計算。差が負の場合は実施回数が想定より少ないことを示します。",
    )
    title = Label("Numbers against the first year", "回次と開始年の整合")
    return cells.table("gaps", title, heads, rows, note=note)


def _editions_table(build: Build, series_id: str) -> Json:
    return cells.table(
        "editions",
        Label("Editions recorded", "記録された回"),
        [
            cells.column("number", Label("Edition", "回")),
            cells.column("held", Label("Held", "実施時期")),
            cells.column("activity", Label("Activity", "案件")),
            cells.column("status", Label("State", "状態")),
        ],
        _edition_rows(build, _ordered_editions(build, series_id)),
        empty=Label(
            "No single edition is recorded; the sources speak of the series as a whole.",
            "個別の回の記録はなく、資料はシリーズ全体について述べています。",
        ),
    )


def _series_claims(build: Build, series: Row) -> tuple[list[Row], list[Row]]:
    """Return facts about the series, and all claims of its activity and its editions."""
    activities = {series["activity_id"]} | {
        row["activity_id"] for row in build.source.of("editions", "series_id", series["series_id"])
    }
    claims = [
        claim
        for activity_id in sorted(activities)
        for claim in build.source.of("claims", "activity_id", activity_id)
    ]
    facts = [claim for claim in claims if claim["outcome_code"] == "series_fact"]
    return facts, claims


def _frequency(facts: list[Row]) -> list[Json]:
    """Return how often a year it is held: each value that is stated, once, as its latest claim."""
    stated: dict[str, Json] = {}
    for claim in facts:
        if claim["metric_code"] == "frequency_per_year":
            number = claim_number(claim)
            stated[number["value"]] = number
    return [stated[value] for value in sorted(stated)]


def series_page(build: Build, series: Row) -> Json:
    """Return the page of one series."""
    source, key = build.source, series["series_id"]
    facts, claims = _series_claims(build, series)
    observations = [
        row
        for row in source.of("observations", "activity_id", series["activity_id"])
        if row["is_active"]
    ]
    editions = _ordered_editions(build, key)
    findings = findings_of_claims(build, {claim["claim_id"] for claim in claims})
    tables: dict[str, Json] = {"editions": _editions_table(build, key)}
    if observations:
        tables["observations"] = observations_table(source, observations)
    courses = source.of("course_editions", "series_id", key)
    if courses:
        title = Label("Announced by the institute", "主催機関が発表した回")
        tables["courses"] = course_table(build, "courses", title, in_order(courses))
    tables |= participation_tables(build, key)
    tables |= follow_up_tables(build, key)
    gaps = _gap_table(build, key)
    if gaps is not None:
        tables["gaps"] = gaps
    if facts:
        tables["facts"] = claims_with_activity(
            source,
            facts,
            "facts",
            Label("Start, frequency and numbering, as stated", "開始年・頻度・回数の記載"),
        )
    if findings:
        tables["findings"] = cells.table(
            "findings",
            Label("Where the documents differ or agree", "文書間の異同"),
            FINDING_COLUMNS,
            [finding_row(build, finding) for finding in findings],
        )
    activity = source.by_key("activities")[series["activity_id"]]
    return {
        "title": series["name"],
        "summary": activity["summary"],
        "activity": activity_link(source, series["activity_id"]),
        "first_year": cells.dated(series["first_year_stated"]),
        "editions_per_year": _frequency(facts),
        "editions_per_year_recorded": series["editions_per_year"],
        "is_numbered": series["is_numbered"],
        "gaps": _gaps(editions),
        "figures": build.figures.of_series(key),
        "chart": cumulative_chart(source, observations),
        "counts": {
            "editions": counted(
                build,
                Label("Editions of this series that are recorded.", "このシリーズで記録された回。"),
                "activity",
                (row["activity_id"] for row in editions),
                {"series": key},
            )
        },
        "tables": tables,
    }


def write_series(build: Build) -> None:
    """Write every series' page and the list of series."""
    rows: list[list[Cell]] = []
    for series in sorted(build.source.rows("series"), key=lambda row: row["name"].casefold()):
        key = series["series_id"]
        page = series_page(build, series)
        build.writer.page("series", key, page)
        build.searchable("series", key, series["name"], series["name"], page["summary"])
        headline = page["figures"][0]["number"] if page["figures"] else None
        rows.append(
            [
                cells.link("series", key, series["name"]),
                page["first_year"],
                page["counts"]["editions"],
                headline,
            ]
        )
    heads = [
        cells.column("name", Label("Series", "シリーズ")),
        cells.column("first_year", Label("Since", "開始")),
        cells.column("editions", Label("Editions recorded", "記録された回"), is_number=True),
        cells.column(
            "graduates", Label("Graduates, latest total", "修了者（最新累計）"), is_number=True
        ),
    ]
    table = cells.table("series", Label("Series", "シリーズ"), heads, rows)
    build.writer.page("index", "series", {"tables": {"series": table}})

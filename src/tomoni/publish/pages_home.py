"""The overview. Its figures are chosen by rule, not by name: the largest, the latest, the clash."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .charts import cumulative_chart, year_bars
from .claim_tables import activity_link
from .counted import counted
from .evidence import edition_label, row_number
from .figure_runs import FigureRow
from .page_figures import ACTIVITIES, TARGET_SHARE
from .pages_changes import changes_table, edition_pairs, growth_of
from .pages_findings import FINDING_COLUMNS, finding_row
from .paths import CLAIM_PROOF
from .source import Row, label_of

CHANGES_SHOWN = 8
RANK_SHOWN = 12
_CLASHES: tuple[str, ...] = ("conflict", "internal_inconsistency")


def _largest(
    build: Build, name: str, accept: Callable[[FigureRow], bool] | None = None
) -> FigureRow | None:
    if not build.figures.has(name):
        return None
    rows = [row for row in build.figures.ask(name).rows if row.number]
    kept = [row for row in rows if accept is None or accept(row)]
    return max(kept, key=lambda row: Decimal(row.plain["value"]), default=None)


def _words(en: str, ja: str) -> Json:
    return cells.words(Label(en, ja))


def _with(before: Label, number: Json | None, after: Label) -> Cell:
    """Return a phrase around a number."""
    if number is None:
        return None
    first, last = cells.words(before), cells.words(after)
    return {"t": "phrase", "before": first, "number": number, "after": last}


def _notes(*notes: Cell) -> list[Cell]:
    return [note for note in notes if note is not None]


def _latest(build: Build, activity_id: str, measure: str) -> Row | None:
    rows = [
        row
        for row in build.source.of("observations", "activity_id", activity_id)
        if row["measure_code"] == measure and row["is_active"] and row["cutoff_last"]
    ]
    return max(rows, key=lambda row: str(row["cutoff_last"]), default=None)


def _edition_of(build: Build, observation: Row | None) -> Cell:
    claim = build.source.by_key("claims").get(observation["claim_id"]) if observation else None
    if claim is None:
        return None
    return cells.words(edition_label(build.source.by_key("documents")[claim["document_id"]]))


def _series_or_activity(build: Build, activity_id: str) -> Cell:
    """Return a link to the series that an activity stands for, else to the activity."""
    series = build.source.by_key("activities")[activity_id]["series_id"]
    found = build.source.by_key("series").get(series or "")
    if found is None:
        return activity_link(build.source, activity_id)
    return cells.link("series", found["series_id"], found["name"])


def _graduates(build: Build) -> Json | None:
    """The activity with the most graduates to date, and from how many countries they came."""
    row = _largest(build, "graduates_count")
    if row is None:
        return None
    activity_id = str(row.key["activity"])
    countries = _latest(build, activity_id, "countries_represented")
    number = row_number(countries, CLAIM_PROOF + countries["claim_id"]) if countries else None
    return {
        "label": _series_or_activity(build, activity_id),
        "number": row.number,
        "notes": _notes(
            _words("graduates", "修了者"),
            _with(Label("from", ""), number, Label("countries and regions", "か国・地域")),
            _edition_of(build, _latest(build, activity_id, "graduates")),
        ),
    }


def _activities(build: Build) -> Json | None:
    whole = build.figures.one(ACTIVITIES)
    if whole is None:
        return None
    parts = build.figures.one(ACTIVITIES, level="component")
    themes = counted(
        build,
        Label(
            "Themes that at least one recorded activity has.",
            "記録された案件が一つ以上あるテーマ。",
        ),
        "theme",
        (row["theme_code"] for row in build.source.rows("activities")),
        {},
    )
    return {
        "label": _words("Activities recorded", "記録された案件"),
        "number": whole.number,
        "notes": _notes(
            _with(Label("with", ""), parts and parts.number, Label("components", "の構成要素")),
            _with(Label("", ""), themes, Label("themes", "テーマ")),
        ),
    }


def _money(build: Build) -> Json | None:
    """The largest total of money disbursed to date in dollars, and how it grew between editions."""
    row = _largest(build, "amount_disbursed", lambda each: each.key.get("currency") == "USD")
    if row is None:
        return None
    activity_id = str(row.key["activity"])
    grown = growth_of(build, activity_id, "amount_disbursed")
    growth: Cell = None
    if grown is not None:
        number, year = grown[0], grown[1]["edition_year"]
        since = Label(f"since the {year} edition", f"（{year}年版から）")
        growth = _with(Label("", ""), number, since)
    return {
        "label": activity_link(build.source, activity_id),
        "number": row.number,
        "notes": _notes(
            _words("disbursed", "支出額"),
            _edition_of(build, _latest(build, activity_id, "amount_disbursed")),
            growth,
        ),
    }


def _pledge(build: Build) -> Json | None:
    """The pledge for people with the largest reported result against its target."""
    targets = build.source.by_key("pledge_targets")

    def is_for_people(row: FigureRow) -> bool:
        return targets[str(row.key["target"])]["unit_code"] == "person"

    row = _largest(build, TARGET_SHARE, is_for_people)
    if row is None:
        return None
    target = targets[str(row.key["target"])]
    pledge = build.source.by_key("pledges")[target["pledge_id"]]
    notes: list[Cell] = []
    for result in build.source.of("pledge_results", "target_id", target["target_id"])[:1]:
        first = row_number(result, CLAIM_PROOF + result["claim_id"])
        second = row_number(target, CLAIM_PROOF + target["claim_id"])
        people = _words("people", "人")
        notes.append({"t": "ratio", "first": first, "second": second, "after": people})
        years, window = result["years_covered"], pledge["window_years"]
        if years and window:
            notes.append(_words(f"{years} of {window} years", f"{window}年のうち{years}年"))
        if result["is_self_reported"]:
            notes.append(_words("self-reported", "自己報告"))
    label = cells.link("pledge", pledge["pledge_id"], pledge["title"])
    return {"label": label, "number": row.number, "notes": notes}


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
    """Return the bars, their table, and how many activities state no year."""
    rows = build.figures.ask(ACTIVITIES, by=("year",), where={"level": "all"}).rows
    counts = {int(row.key["year"]): row.number for row in rows if row.key["year"] and row.number}
    undated = next((row.number for row in rows if row.key["year"] is None), None)
    table = cells.table(
        "years",
        Label("Activities and parts by year of start", "開始年別の案件（構成要素を含む）"),
        [
            cells.column("year", Label("Year", "年")),
            cells.column("count", Label("Activities and parts", "案件・構成要素"), is_number=True),
        ],
        [[str(year), number] for year, number in sorted(counts.items())],
    )
    return year_bars(counts), table, undated


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
        note=Label(
            "Components belong to an activity and are never added to it.",
            "構成要素は案件の一部であり、案件数には加えません。",
        ),
    )


def _chart(build: Build) -> Json:
    """Return the chart of the graduates headline; nothing when there is too little to draw."""
    row = _largest(build, "graduates_count")
    if row is None:
        return {}
    activity_id = str(row.key["activity"])
    observations = build.source.of("observations", "activity_id", activity_id)
    chart = cumulative_chart(build.source, observations, "graduates")
    if chart is None:
        return {}
    return {"chart": chart, "chart_link": _series_or_activity(build, activity_id)}


def write_home(build: Build, tile_map: Json, disclaimer: Json) -> None:
    """Write the overview."""
    heads = [_graduates(build), _activities(build), _money(build), _pledge(build)]
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
        "heads": [item for item in heads if item is not None],
        "map": tile_map,
        "rank": [
            {
                "country": cells.link("country", tile["code"], _words(tile["en"], tile["ja"])),
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

"""The overview. Its figures are chosen by rule, not by name: the largest, the latest, the clearest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .charts import cumulative_chart, year_bars
from .claim_tables import activity_link
from .evidence import claim_number, edition_label, row_number
from .figure_runs import FigureRow
from .page_figures import ACTIVITIES, TARGET_SHARE
from .pages_findings import finding_claims, finding_class, finding_link
from .paths import CLAIM_PROOF
from .source import Row, label_of

CHANGES_SHOWN = 8
RANK_SHOWN = 12
# What a reader should hear of first: what moved or clashes between editions.
_TELLING: tuple[str, ...] = (
    "update",
    "conflict",
    "stale_or_dropped",
    "internal_inconsistency",
    "correction",
)


def _largest(build: Build, name: str, accept: Callable[[FigureRow], bool]) -> FigureRow | None:
    if not build.figures.has(name):
        return None
    rows = [row for row in build.figures.ask(name).rows if row.number and accept(row)]
    return max(rows, key=lambda row: Decimal(row.plain["value"]), default=None)


def _words(en: str, ja: str) -> Json:
    return cells.words(Label(en, ja))


def _with(before: Label, number: Json | None, after: Label) -> Cell:
    """Return a phrase around a number."""
    if number is None:
        return None
    return {
        "t": "phrase",
        "before": cells.words(before),
        "number": number,
        "after": cells.words(after),
    }


def _observations(build: Build, activity_id: str, measure: str) -> list[Row]:
    rows = [
        row
        for row in build.source.of("observations", "activity_id", activity_id)
        if row["measure_code"] == measure and row["is_active"] and row["cutoff_last"]
    ]
    return sorted(rows, key=lambda row: str(row["cutoff_last"]))


def _edition_of(build: Build, observation: Row) -> Label:
    claim = build.source.by_key("claims").get(observation["claim_id"])
    if claim is None:
        return Label("", "")
    return edition_label(build.source.by_key("documents")[claim["document_id"]])


def _graduates(build: Build) -> Json | None:
    """The activity with the most graduates to date, and from how many countries they came."""
    row = _largest(build, "graduates_count", lambda each: True)
    if row is None:
        return None
    activity_id = str(row.key["activity"])
    countries = _observations(build, activity_id, "countries_represented")
    latest = countries[-1] if countries else None
    graduates = _observations(build, activity_id, "graduates")
    notes: list[Cell] = [activity_link(build.source, activity_id)]
    if latest is not None:
        number = row_number(latest, CLAIM_PROOF + latest["claim_id"])
        notes.append(_with(Label("from", ""), number, Label("countries and regions", "か国・地域")))
    if graduates:
        notes.append(cells.words(_edition_of(build, graduates[-1])))
    return {
        "label": _words("Graduates to date", "修了者（累計）"),
        "number": row.number,
        "notes": notes,
    }


def _activities(build: Build) -> Json | None:
    whole = build.figures.one(ACTIVITIES)
    if whole is None:
        return None
    parts = build.figures.one(ACTIVITIES, level="component")
    themes = build.figures.one("themes_count") if build.figures.has("themes_count") else None
    notes: list[Cell] = [
        _with(
            Label("with", ""), parts.number if parts else None, Label("components", "の構成要素")
        ),
        _with(Label("", ""), themes.number if themes else None, Label("themes", "テーマ")),
    ]
    return {
        "label": _words("Activities recorded", "記録された案件"),
        "number": whole.number,
        "notes": [note for note in notes if note is not None],
    }


def _money(build: Build) -> Json | None:
    """The largest total of money to date in dollars, and how it grew between editions."""
    row = _largest(build, "amount_disbursed", lambda each: each.key.get("currency") == "USD")
    if row is None:
        return None
    activity_id = str(row.key["activity"])
    notes: list[Cell] = []
    observations = _observations(build, activity_id, "amount_disbursed")
    if observations:
        notes.append(cells.words(_edition_of(build, observations[-1])))
    if len(observations) > 1:
        before = _edition_of(build, observations[-2])
        number = row_number(observations[-2], CLAIM_PROOF + observations[-2]["claim_id"])
        notes.append(
            _with(
                Label("after", ""), number, Label(f"in the {before.en}", f"（{before.ja}）から増加")
            )
        )
    title = build.source.by_key("activities")[activity_id]["title"]
    return {
        "label": activity_link(build.source, activity_id) or title,
        "number": row.number,
        "notes": notes,
    }


def _pledge(build: Build) -> Json | None:
    """The pledge for people whose reported result is largest against its target."""
    targets = build.source.by_key("pledge_targets")
    row = _largest(
        build,
        TARGET_SHARE,
        lambda each: targets.get(str(each.key.get("target")), {}).get("unit_code") == "person",
    )
    if row is None:
        return None
    target = targets[str(row.key["target"])]
    results = build.source.of("pledge_results", "target_id", target["target_id"])
    pledge = build.source.by_key("pledges")[target["pledge_id"]]
    notes: list[Cell] = []
    if results:
        notes.append(row_number(results[0], CLAIM_PROOF + results[0]["claim_id"]))
        reached = row_number(target, CLAIM_PROOF + target["claim_id"])
        notes = [
            {
                "t": "ratio",
                "first": notes[0],
                "second": reached,
                "after": _words("people", "人"),
            }
        ]
        years, window = results[0]["years_covered"], pledge["window_years"]
        if years and window:
            notes.append(_words(f"{years} of {window} years", f"{window}年のうち{years}年"))
        if results[0]["is_self_reported"]:
            notes.append(_words("self-reported", "自己報告"))
    return {
        "label": cells.link("pledge", pledge["pledge_id"], pledge["title"]),
        "number": row.number,
        "notes": notes,
    }


def _changes(build: Build) -> Json:
    """Return what moved or clashes between editions, first value against last."""
    findings = [
        row
        for row in build.source.rows("findings")
        if row["class_code"] in _TELLING and row["scope_code"] == "cross_document"
    ]
    # One of each class before a second of any: a reader should see the range.
    seen: dict[str, int] = {}
    ranked = []
    for row in findings:
        seen[row["class_code"]] = seen.get(row["class_code"], 0) + 1
        ranked.append((seen[row["class_code"]], _TELLING.index(row["class_code"]), row))
    ranked.sort(key=lambda item: (item[0] > 3, item[1], item[0]))
    rows: list[list[Cell]] = []
    for _, _, finding in ranked[:CHANGES_SHOWN]:
        claims = finding_claims(build, finding["finding_id"])
        if not claims:
            continue
        rows.append(
            [
                finding_link(finding),
                _edition_and_number(build, claims[0]),
                _edition_and_number(build, claims[-1]) if len(claims) > 1 else None,
                finding_class(finding),
            ]
        )
    return cells.table(
        "changes",
        Label("What changed between editions", "版の間で変わったこと"),
        [
            cells.column("figure", Label("Figure", "項目")),
            cells.column("earlier", Label("Earlier", "以前"), is_number=True),
            cells.column("later", Label("Later", "以後"), is_number=True),
            cells.column("finding", Label("Finding", "所見")),
        ],
        rows,
    )


def _edition_and_number(build: Build, claim: Row) -> Json:
    document = build.source.by_key("documents")[claim["document_id"]]
    label = edition_label(document)
    return {**claim_number(claim), "edition": cells.words(label)}


def _years(build: Build) -> tuple[Json | None, Json, Json | None]:
    """Return the bars, their table, and what they leave out."""
    rows = build.figures.ask(ACTIVITIES, by=("year",), where={"level": "all"}).rows
    counts = {int(row.key["year"]): row.number for row in rows if row.key["year"] and row.number}
    undated = next((row.number for row in rows if row.key["year"] is None), None)
    table = cells.table(
        "years",
        Label(
            "Activities and parts by the year in which they began",
            "開始年別の案件（構成要素を含む）",
        ),
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
        rows.append(
            [
                cells.link("theme", code, cells.words(label_of("theme", code))),
                found[0].number,
                below[0].number if below else None,
            ]
        )
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


def write_home(build: Build, tile_map: Json, disclaimer: Json) -> None:
    """Write the overview."""
    heads = [_graduates(build), _activities(build), _money(build), _pledge(build)]
    bars, years, undated = _years(build)
    named = [tile for tile in tile_map["tiles"] if "number" in tile]
    named.sort(key=lambda tile: (-int(Decimal(tile["number"]["value"])), tile["en"]))
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
        "findings": build.figures.one("findings_count"),
        "years": bars,
        "undated": undated,
        "tables": {"changes": _changes(build), "years": years, "themes": _theme_table(build)},
    }
    findings = page["findings"]
    page["findings"] = findings.number if findings else None
    graduates = _largest(build, "graduates_count", lambda each: True)
    if graduates is not None:
        activity_id = str(graduates.key["activity"])
        page["chart"] = cumulative_chart(
            build.source, build.source.of("observations", "activity_id", activity_id), "graduates"
        )
        series = build.source.by_key("activities")[activity_id]["series_id"]
        name = build.source.by_key("activities")[activity_id]["title"]
        page["chart_link"] = (
            cells.link("series", series, build.source.by_key("series")[series]["name"])
            if series in build.source.by_key("series")
            else activity_link(build.source, activity_id)
        )
        page["chart_title"] = _words(f"Graduates: {name}", f"修了者：{name}")
    build.writer.page("home", "", page)

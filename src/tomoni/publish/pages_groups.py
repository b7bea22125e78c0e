"""Pages that gather activities: themes and frameworks."""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.catalogue.labels import Label
from tomoni.catalogue.themes import THEMES

from . import cells
from .activity_cells import activity_table
from .build import Build
from .cells import Cell, Json
from .claim_tables import claims_with_activity
from .counted import counted_apart
from .source import Row, label_of

FIGURES_SHOWN = 40
_FIGURE_OUTCOMES = ("entry", "observation", "pledge_target", "pledge_result")


def _figures_of(build: Build, activity_ids: Iterable[str]) -> Json | None:
    """Return the table of quantities that the documents state for these activities."""
    claims = [
        claim
        for activity_id in activity_ids
        for claim in build.source.of("claims", "activity_id", activity_id)
        if claim["outcome_code"] in _FIGURE_OUTCOMES
    ]
    if not claims:
        return None
    made = claims_with_activity(
        build.source,
        claims[:FIGURES_SHOWN],
        "figures",
        Label("Quantities the documents state", "文書に記載された数量"),
    )
    if len(claims) > FIGURES_SHOWN:
        made["cut"] = len(claims)
    return made


def _tables(
    build: Build, activity_ids: list[str], query: str, without: str | None = None
) -> dict[str, Json]:
    tables = {
        "activities": activity_table(
            build.source,
            "activities",
            Label("Activities", "案件"),
            activity_ids,
            all_of=query,
            without=without,
        )
    }
    figures = _figures_of(build, activity_ids)
    if figures is not None:
        tables["figures"] = figures
    return tables


def write_themes(build: Build) -> None:
    """Write every theme's page and the list of themes."""
    rows: list[list[Cell]] = []
    for theme in THEMES:
        activities = build.source.of("activities", "theme_code", theme.code)
        counts = {
            "whole": build.figures.activities("theme", theme.code),
            "parts": build.figures.activities("theme", theme.code, "component"),
        }
        purposes = [
            {"code": code, "name": cells.words(label_of("Sector", code))}
            for code in theme.purpose_codes
        ]
        page = {
            "title": cells.words(theme.label),
            "definition": theme.definition,
            "purposes": purposes,
            "purpose_reason": theme.purpose_reason,
            "counts": counts,
            "figures": build.figures.of_theme(theme.code),
            "tables": _tables(
                build, [row["activity_id"] for row in activities], f"theme={theme.code}", "theme"
            ),
        }
        build.writer.page("theme", theme.code, page)
        build.searchable("theme", theme.code, theme.label.en, theme.label.ja, theme.definition)
        rows.append(
            [
                cells.link("theme", theme.code, cells.words(theme.label)),
                theme.definition,
                counts["whole"],
                counts["parts"],
            ]
        )
    heads = [
        cells.column("theme", Label("Theme", "テーマ")),
        cells.column("definition", Label("Definition", "定義")),
        cells.column("whole", Label("Activities", "案件"), is_number=True),
        cells.column("parts", Label("Components", "構成要素"), is_number=True),
    ]
    table = cells.table("themes", Label("Themes", "テーマ"), heads, rows)
    build.writer.page("index", "theme", {"tables": {"themes": table}})


def framework_page(build: Build, framework: Row) -> Json:
    """Return the page of one convention, standard, plan or charter."""
    source, key = build.source, framework["framework_id"]
    links = source.of("activity_frameworks", "framework_id", key)
    activity_ids = [row["activity_id"] for row in links]
    tables = _tables(build, activity_ids, f"framework={key}")
    provisions = source.of("provisions", "framework_id", key)
    if provisions:
        tables["provisions"] = cells.table(
            "provisions",
            Label("Provisions", "規定"),
            [
                cells.column("code", Label("Provision", "条項")),
                cells.column("title", Label("Title", "題名")),
            ],
            [[row["code"], row["title"]] for row in provisions],
        )
    claims = source.of("claims", "framework_id", key)
    if claims:
        tables["claims"] = claims_with_activity(
            source, claims, "claims", Label("What the documents say of it", "文書の記載")
        )
    pledges = source.of("pledges", "framework_id", key)
    return {
        "title": framework["name"],
        "abbreviation": framework["abbreviation"],
        "kind": cells.coded(
            "framework_kind",
            framework["kind_code"],
            label_of("framework_kind", framework["kind_code"]),
        ),
        "year": framework["year"],
        "notes": framework["notes"],
        "pledges": cells.several(
            cells.link("pledge", row["pledge_id"], row["title"]) for row in pledges
        ),
        "count": counted_apart(
            build,
            Label("Activities under this framework.", "この枠組みの案件。"),
            activity_ids,
            {"framework": key},
        ),
        "tables": tables,
    }


def write_frameworks(build: Build) -> None:
    """Write every framework's page and the list of frameworks."""
    rows: list[list[Cell]] = []
    for framework in sorted(
        build.source.rows("frameworks"), key=lambda row: row["name"].casefold()
    ):
        key = framework["framework_id"]
        page = framework_page(build, framework)
        build.writer.page("framework", key, page)
        body = " · ".join(filter(None, (framework["abbreviation"], page["kind"]["en"])))
        build.searchable("framework", key, framework["name"], framework["name"], body)
        rows.append(
            [
                cells.link("framework", key, framework["name"]),
                framework["abbreviation"],
                page["kind"],
                page["count"]["whole"],
                page["count"]["parts"],
            ]
        )
    heads = [
        cells.column("name", Label("Framework", "枠組み")),
        cells.column("abbreviation", Label("Short name", "略称")),
        cells.column("kind", Label("Kind", "種類")),
        cells.column("whole", Label("Activities", "案件"), is_number=True),
        cells.column("parts", Label("Components", "構成要素"), is_number=True),
    ]
    table = cells.table("frameworks", Label("Frameworks", "枠組み"), heads, rows)
    build.writer.page("index", "framework", {"tables": {"frameworks": table}})

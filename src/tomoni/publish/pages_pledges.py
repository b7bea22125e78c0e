"""One page per pledge: targets against reported results. Without a result it is unknown."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

from . import cells
from .activity_cells import activity_table
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link, claims_with_activity
from .evidence import row_number
from .paths import CLAIM_PROOF
from .source import Row, label_of


def _targets(build: Build, pledge_id: str) -> list[Json]:
    source = build.source
    found = []
    for target in source.of("pledge_targets", "pledge_id", pledge_id):
        if target["restates_target_id"]:
            continue
        restated = source.of("pledge_targets", "restates_target_id", target["target_id"])
        results = source.of("pledge_results", "target_id", target["target_id"])
        found.append(
            {
                "measure": cells.coded(
                    "measure", target["measure_code"], label_of("measure", target["measure_code"])
                ),
                "target": row_number(target, CLAIM_PROOF + target["claim_id"]),
                "restated": [row_number(row, CLAIM_PROOF + row["claim_id"]) for row in restated],
                "results": [
                    {
                        "number": row_number(row, CLAIM_PROOF + row["claim_id"]),
                        "years_covered": row["years_covered"],
                        "is_self_reported": row["is_self_reported"],
                    }
                    for row in results
                ],
                "share": build.figures.of_target(target["target_id"]),
            }
        )
    return found


def pledge_page(build: Build, pledge: Row) -> Json:
    """Return the page of one pledge. A target without a result is unknown, never zero."""
    source = build.source
    framework = source.by_key("frameworks").get(pledge["framework_id"] or "")
    claims = source.of("claims", "activity_id", pledge["activity_id"])
    parts = [
        row["activity_id"]
        for row in source.of("activities", "parent_activity_id", pledge["activity_id"])
    ]
    tables: dict[str, Json] = {
        "claims": claims_with_activity(
            source,
            [
                *claims,
                *(claim for part in parts for claim in source.of("claims", "activity_id", part)),
            ],
            "claims",
            Label("What the documents say", "文書の記載"),
        )
    }
    if parts:
        tables["parts"] = activity_table(source, "parts", Label("Parts of it", "構成要素"), parts)
    return {
        "title": pledge["title"],
        "activity": activity_link(source, pledge["activity_id"]),
        "framework": cells.link("framework", framework["framework_id"], framework["name"])
        if framework
        else None,
        "announced": cells.dated(pledge["announced_stated"]),
        "window_start": cells.dated(pledge["window_start_stated"]),
        "window_end": cells.dated(pledge["window_end_stated"]),
        "window_years": pledge["window_years"],
        "scope": pledge["scope"],
        "counting_rule": pledge["counting_rule"],
        "targets": _targets(build, pledge["pledge_id"]),
        "tables": tables,
    }


def write_pledges(build: Build) -> None:
    """Write every pledge's page and the list of pledges with target against result."""
    rows: list[list[Cell]] = []
    for pledge in sorted(build.source.rows("pledges"), key=lambda row: row["title"].casefold()):
        key = pledge["pledge_id"]
        page = pledge_page(build, pledge)
        build.writer.page("pledge", key, page)
        build.searchable("pledge", key, pledge["title"], pledge["title"], pledge["scope"] or "")
        for target in page["targets"]:
            results = [result["number"] for result in target["results"]]
            rows.append(
                [
                    cells.link("pledge", key, pledge["title"]),
                    target["measure"],
                    target["target"],
                    cells.several(results) or {"t": "unknown"},
                    target["share"] or {"t": "unknown"},
                ]
            )
    heads = [
        cells.column("pledge", Label("Pledge", "表明")),
        cells.column("measure", Label("Target for", "目標")),
        cells.column("target", Label("Target", "目標値"), is_number=True),
        cells.column("result", Label("Reported", "報告値"), is_number=True),
        cells.column("share", Label("Share", "割合"), is_number=True),
    ]
    table = cells.table(
        "pledges",
        Label("Pledges: target against reported result", "表明：目標と報告された実績"),
        heads,
        rows,
        note=Label(
            "A pledge without a reported result is unknown, not 0 %.",
            "実績の報告がない表明は「不明」であり、0％ではありません。",
        ),
    )
    build.writer.page("index", "pledge", {"tables": {"pledges": table}})

"""Reports on action plans of a series' editions, as far as the public may know: due, and sent.

A public snapshot holds no count that would tell of few: such an edition or country has no row here.
"""

from __future__ import annotations

import hashlib

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .counted import records_summary
from .source import Row

_TITLES = {
    "edition": Label("Follow-up reports by edition", "回別のフォローアップ報告"),
    "country": Label("Follow-up reports by country", "国別のフォローアップ報告"),
}
_HEADS = {"edition": Label("Edition", "回"), "country": Label("Country", "国")}
_DEFINITIONS = {
    "due": Label(
        "Reports on action plans that fell due 6 or 12 months after an edition, for everybody who "
        "completed it, with a plan or without.",
        "研修の6か月後又は12か月後に時期を迎えた行動計画の報告（修了者全員。計画の有無を問わない）。",
    ),
    "reported": Label(
        "Those of the reports that fell due which were sent.",
        "時期を迎えた報告のうち提出されたもの。",
    ),
}
_NOTE = Label(
    "Editions whose follow-up is recorded. Where few reported, or few did not, nothing is shown, "
    "and nothing that would give it away.",
    "フォローアップの記録が済んだ回。提出又は未提出が少数の場合と、少数が推測される場合は表示しません。",
)


def follow_up_tables(build: Build, series_id: str) -> dict[str, Json]:
    """Return the tables of a series' reports by name; empty where the snapshot shows none."""
    rows = build.source.of("follow_up_counts", "series_id", series_id)
    made: dict[str, Json] = {}
    for axis in _TITLES:
        own = [row for row in rows if row["axis_code"] == axis]
        if own:
            made[f"follow_up_{axis}"] = _table(build, axis, own)
    return made


def _table(build: Build, axis: str, rows: list[Row]) -> Json:
    heads = [
        cells.column(axis, _HEADS[axis]),
        cells.column("months", Label("Months after", "経過月数"), is_number=True),
        cells.column("due", Label("Due", "対象"), is_number=True),
        cells.column("reported", Label("Sent", "提出"), is_number=True),
    ]
    ordered = sorted(rows, key=lambda row: (str(row[_column(axis)]), row["months"]))
    lines: list[list[Cell]] = [
        [
            _subject(build, axis, row),
            str(row["months"]),
            _number(build, row, "due"),
            _number(build, row, "reported"),
        ]
        for row in ordered
    ]
    return cells.table(f"follow_up_{axis}", _TITLES[axis], heads, lines, note=_NOTE)


def _column(axis: str) -> str:
    return "edition_id" if axis == "edition" else "country_code"


def _subject(build: Build, axis: str, row: Row) -> Cell:
    if axis == "edition":
        edition = build.source.by_key("editions")[row["edition_id"]]
        return activity_link(build.source, edition["activity_id"])
    place = build.source.by_key("places")[row["country_code"]]
    return cells.words(Label(place["name_en"], place["name_ja"]))


def _number(build: Build, row: Row, what: str) -> Json:
    """Return a count whose proof lists the editions that were counted, never the people."""
    text = f"{row['follow_up_count_id']} {what}"
    proof_id = f"follow-up.{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    made = cells.number(str(row[what]), proof_id)
    editions = build.source.of("editions", "series_id", row["series_id"])
    if row["edition_id"] is not None:
        editions = [each for each in editions if each["edition_id"] == row["edition_id"]]
    ids = sorted({each["activity_id"] for each in editions})
    build.proofs.add(
        proof_id,
        {
            "kind": "count",
            "definition": cells.words(_DEFINITIONS[what]),
            "number": made,
            "where": {"series": row["series_id"], "count": row["follow_up_count_id"]},
            "records": [records_summary("activity", ids)],
        },
        [("activity", ids)],
    )
    return made

"""Who came to the editions of a series, as far as the public may know: counts, never people.

A public snapshot holds no single participation and no count that would tell of few. What is not
shown by itself stands in one row, so that a table adds up to its total where that may be known.
"""

from __future__ import annotations

import hashlib

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .counted import records_summary
from .source import Row, label_of

_TITLES = {
    "country": Label("Participants by country", "国別の参加者"),
    "year": Label("Participants by year", "年別の参加者"),
    "edition": Label("Participants by edition", "回別の参加者"),
    "sex": Label("Participants by sex", "性別の参加者"),
    "profession": Label("Participants by profession", "職種別の参加者"),
}
_HEADS = {
    "country": Label("Country", "国"),
    "year": Label("Year", "年"),
    "edition": Label("Edition", "回"),
    "sex": Label("Sex", "性別"),
    "profession": Label("Profession", "職種"),
}
_DEFINITION = Label(
    "People who took part in editions of this series, each counted once for every edition; "
    "observers are not counted. Counts that would tell of few people are not shown.",
    "このシリーズの各回に参加した人（回ごとに一人と数え、オブザーバーを除く）。少数を示す数は表示しません。",
)
_PERSONS = Label(
    "Different people who took part in editions of this series. Counts that would tell of few "
    "people are not shown.",
    "このシリーズに参加した人の実人数。少数を示す数は表示しません。",
)
_NOTE = Label(
    "Counted from rosters and the institute's records. Small counts, and those that would give "
    "them away, stand together as not shown.",
    "名簿と研修機関の記録から数えています。少数と、少数が推測される数は「非表示」にまとめています。",
)
_NOT_SHOWN = Label("not shown", "非表示")
_NOT_STATED = Label("not stated", "記載なし")


def participation_tables(build: Build, series_id: str) -> dict[str, Json]:
    """Return the tables of a series' people by name; empty where the snapshot shows none."""
    rows = build.source.of("participation_counts", "series_id", series_id)
    total = next((row["participations"] for row in rows if row["axis_code"] == "total"), None)
    made: dict[str, Json] = {}
    for axis in _TITLES:
        own = [row for row in rows if row["axis_code"] == axis and row["participations"]]
        if own:
            made[f"people_{axis}"] = _table(build, axis, own, total)
    return made


def edition_people(build: Build, series_id: str, edition_id: str) -> Json | None:
    """Return how many came to one edition; None: not known, or too few to be told."""
    for row in build.source.of("participation_counts", "series_id", series_id):
        if row["edition_id"] == edition_id and row["participations"]:
            return _number(build, row, "participations", _DEFINITION)
    return None


def _table(build: Build, axis: str, rows: list[Row], total: int | None) -> Json:
    has_persons = any(row["persons"] is not None for row in rows)
    lines = [_line(build, axis, row, has_persons) for row in sorted(rows, key=_order)]
    hidden = (total or 0) - sum(row["participations"] for row in rows)
    if total is not None and hidden > 0:
        blank: list[Cell] = [None] if has_persons else []
        lines.append([cells.words(_NOT_SHOWN), {"t": "count", "value": str(hidden)}, *blank])
    heads = [
        cells.column(axis, _HEADS[axis]),
        cells.column("participations", Label("Participations", "延べ人数"), is_number=True),
    ]
    if has_persons:
        heads.append(cells.column("persons", Label("Persons", "実人数"), is_number=True))
    return cells.table(f"people_{axis}", _TITLES[axis], heads, lines, note=_NOTE)


def _line(build: Build, axis: str, row: Row, has_persons: bool) -> list[Cell]:
    line: list[Cell] = [
        _subject(build, axis, row),
        _number(build, row, "participations", _DEFINITION),
    ]
    if has_persons:
        known = row["persons"] is not None
        line.append(_number(build, row, "persons", _PERSONS) if known else None)
    return line


def _order(row: Row) -> tuple[object, ...]:
    if row["axis_code"] in ("year", "edition"):
        return (row["year"] is None, -(row["year"] or 0), str(row["edition_id"]))
    return (-row["participations"], row["count_id"])


def _subject(build: Build, axis: str, row: Row) -> Cell:
    if axis == "edition":
        edition = build.source.by_key("editions")[row["edition_id"]]
        return activity_link(build.source, edition["activity_id"])
    if axis == "year":
        return cells.words(_NOT_STATED) if row["year"] is None else str(row["year"])
    code = row[f"{axis}_code"]
    if code is None:
        return cells.words(_NOT_STATED)
    if axis == "country":
        place = build.source.by_key("places")[code]
        return cells.words(Label(place["name_en"], place["name_ja"]))
    return cells.coded(axis, code, label_of(axis, code))


def _number(build: Build, row: Row, what: str, definition: Label) -> Json:
    """Return a count whose proof lists the editions that were counted, never the people."""
    text = f"{row['count_id']} {what}"
    proof_id = f"people.{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    made = cells.number(str(row[what]), proof_id, unit="person")
    editions = build.source.of("editions", "series_id", row["series_id"])
    if row["edition_id"] is not None:
        editions = [each for each in editions if each["edition_id"] == row["edition_id"]]
    ids = sorted({each["activity_id"] for each in editions})
    build.proofs.add(
        proof_id,
        {
            "kind": "count",
            "definition": cells.words(definition),
            "number": made,
            "where": {"series": row["series_id"], "count": row["count_id"]},
            "records": [records_summary("activity", ids)],
        },
        [("activity", ids)],
    )
    return made

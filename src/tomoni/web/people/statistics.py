"""Statistics of alumni out of the latest internal snapshot, and what the public would see of them.

Every number is the answer of a figure. Nothing is asked of the database.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tomoni.exchange.snapshot import Snapshot, latest_id, open_snapshot
from tomoni.exchange.snapshot.store import last_public_id
from tomoni.figures import FigureRun, run_figure
from tomoni.records.freezing.courses import attendance_of
from tomoni.records.freezing.statistics_masks import published
from tomoni.records.freezing.statistics_records import records_before
from tomoni.rules.courses.counting import COUNTED_ROLES
from tomoni.rules.courses.statistics import Margins, margins_of

ROWS: tuple[str, ...] = ("country", "year", "edition", "profession", "sex")
COLUMNS: tuple[str, ...] = ("", "sex", "profession", "completed")
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked. ``series``: None for all; ``columns``: empty for one column."""

    series: str | None = None
    rows: str = "country"
    columns: str = ""
    counts_persons: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by row and column, with totals of rows; None: nobody."""

    columns: tuple[str | None, ...]
    rows: tuple[tuple[str | int | None, tuple[int | None, ...], int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class ToDate:
    """A published total: what was printed, what rosters itemise of it, and what stays open."""

    activity: str
    title: str
    cutoff: str
    observed: str
    is_more_than: bool
    itemised: str
    residual: str
    today: str | None


@dataclass(frozen=True, slots=True)
class PublicList:
    """One list as the public would see it: code, exact count, and the one shown or None."""

    axis: str
    rows: tuple[tuple[str, int, int | None], ...]


@dataclass(slots=True)
class Page:
    """All that the page shows of one snapshot."""

    snapshot: str
    made: str
    series: dict[str, str]
    table: Table
    to_date: list[ToDate]
    editions: dict[str, str] = field(default_factory=dict)
    public: list[PublicList] = field(default_factory=list)


@lru_cache(maxsize=2)
def _open(path: Path) -> Snapshot:
    return open_snapshot(path, threads=1)


@contextmanager
def latest_internal() -> Iterator[Snapshot | None]:
    """Give the latest internal snapshot; None where there is none. One query at a time."""
    directory = _directory()
    found = latest_id(directory)
    if found is None:
        yield None
        return
    with _LOCK:
        yield _open(directory / found)


def _directory() -> Path:
    home: Path = settings.TOMONI.home
    return home / "snapshots"


def page_of(snapshot: Snapshot, asked: Asked, *, with_public: bool) -> Page:
    """Return what the page shows."""
    series = _names(snapshot, "series", "series_id", "name")
    own = [row["series_id"] for row in _rows(snapshot, "participation_counts", "series_id")]
    held = {one: series[one] for one in dict.fromkeys(own)}
    wanted = asked if asked.series in held else Asked(None, asked.rows, asked.columns,
                                                      asked.counts_persons)  # fmt: skip
    page = Page(
        snapshot.id,
        str(snapshot.manifest.get("created_at", ""))[:10],
        held,
        _table(snapshot, wanted),
        _to_date(snapshot),
    )
    if with_public and wanted.series is not None:
        page.public = _public(snapshot, wanted.series)
    return page


def _table(snapshot: Snapshot, asked: Asked) -> Table:
    name = "alumni_persons_count" if asked.counts_persons else "participations_count"
    columns = asked.columns if not (asked.counts_persons and asked.columns == "completed") else ""
    columns = "" if columns == asked.rows else columns
    where = {"series": asked.series} if asked.series else {}
    by = [asked.rows, columns] if columns else [asked.rows]
    cells = _counts(run_figure(snapshot, name, by=by, where=where), by)
    totals = _counts(run_figure(snapshot, name, by=[asked.rows], where=where), [asked.rows])
    whole = run_figure(snapshot, name, where=where).rows[0].answer.value
    heads = tuple(dict.fromkeys(key[1] for key in cells)) if columns else ()
    order = sorted(heads, key=lambda head: (head is None, str(head)))
    rows = tuple(
        (key[0], tuple(cells.get((key[0], head)) for head in order), count)
        for key, count in totals.items()
    )
    return Table(tuple(order), rows, int(str(whole or 0)))


def _counts(run: FigureRun, by: list[str]) -> dict[tuple[Any, ...], int]:
    return {
        tuple(row.key[name] for name in by): int(str(row.answer.value or 0)) for row in run.rows
    }


def _to_date(snapshot: Snapshot) -> list[ToDate]:
    """Return the latest published total of graduates of each activity."""
    titles = _names(snapshot, "activities", "activity_id", "title")
    latest = {
        row["activity"]: row
        for row in _answer(run_figure(snapshot, "graduates_count"))
        if row.get("cutoff") is not None
    }
    found = []
    for row in _answer(run_figure(snapshot, "residual", where={"measure": "graduates"})):
        today = latest.get(row["activity"])
        if today is None or today["cutoff"] != row["cutoff"]:
            continue
        observed, itemised = row["parts"]["observed"], row["parts"].get("itemised")
        found.append(
            ToDate(
                activity=row["activity"],
                title=titles[row["activity"]],
                cutoff=row["cutoff"],
                observed=observed["value"],
                is_more_than=row["qualifier"] == "more_than",
                itemised="0" if itemised is None else itemised["value"] or "0",
                residual=row["value"],
                today=today["value"],
            )
        )
    return found


def _answer(run: FigureRun) -> list[dict[str, Any]]:
    return [row.as_dict() for row in run.rows]


def _public(snapshot: Snapshot, series: str) -> list[PublicList]:
    """Return the lists of a series as the next public snapshot would print them."""
    cleared = {
        row["edition_id"]
        for row in _rows(snapshot, "editions", "edition_id", "release_code")
        if row["release_code"] == "cleared"
    }
    rows = [
        row
        for row in _rows(snapshot, "participations")
        if row["series_id"] == series
        and row["edition_id"] in cleared
        and row["role_code"] in COUNTED_ROLES
    ]
    margins = margins_of(attendance_of(row) for row in rows).get(series)
    if margins is None:
        return []
    shown = _published(series, margins, rows)
    return [
        PublicList(
            axis,
            tuple(
                (code, count, shown.get(axis, {}).get(code))
                for code, count in sorted(margins.participations[axis].items())
            ),
        )
        for axis in ("total", "country", "edition", "year", "sex", "profession")
    ]


def _published(
    series: str, margins: Margins, rows: list[dict[str, Any]]
) -> Mapping[str, Mapping[str, int]]:
    graduates: dict[str, int] = {}
    for row in rows:
        if row["is_completed"]:
            graduates[row["edition_id"]] = graduates.get(row["edition_id"], 0) + 1
    years = {row["edition_id"]: "" if row["year"] is None else str(row["year"]) for row in rows}
    directory = _directory()
    before = records_before(directory, last_public_id(directory))
    threshold = settings.TOMONI.number("TOMONI_SMALL_CELL_THRESHOLD")
    return published(series, margins, graduates, years, threshold, before.get).participations


def _rows(snapshot: Snapshot, table: str, *columns: str) -> list[dict[str, Any]]:
    rows = snapshot.table(table)
    found = rows.select(*columns) if columns else rows
    return list(found.to_pyarrow().to_pylist())


def _names(snapshot: Snapshot, table: str, key: str, name: str) -> dict[str, str]:
    return {row[key]: row[name] for row in _rows(snapshot, table, key, name)}

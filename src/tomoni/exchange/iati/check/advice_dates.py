"""Advice on dates: days with a zone, implausible years, a status that the dates contradict."""

from __future__ import annotations

from datetime import date
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.tables import TABLES

from ..findings import Found
from .columns import Row, Tables, has_rows, rows_where

# Aid as the standard means it began after the second world war; forecasts seldom reach a century.
FIRST_YEAR, LAST_YEAR = 1950, 2100
_ZONE = r"^-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)$"
# Years that no calendar of ours has: before the first, and of more than four digits.
_FAR = r"^\s*(?:-|0000-|\d{5})"
_LONGEST_DAY = len("2017-02-06")
_ACTUAL_END = "4"
_AT_WORK = {"1": "形成中", "2": "実施中"}


@cache
def _date_columns() -> tuple[tuple[str, str, str, bool], ...]:
    """Return table, column, column of the day and whether it is a day, of every date."""
    return tuple(
        (table.name, column.name, column.meaning, column.type == "date")
        for table in TABLES.values()
        for column in table.columns
        if column.type in ("date", "datetime") and column.meaning is not None
    )


def advise_on_dates(tables: Tables, found: Found, today: date) -> None:
    """Add what is to be said about the dates of a piece."""
    for name, written, day, is_day in _date_columns():
        if has_rows(tables, name):
            if is_day:
                _zones(tables[name], written, day, found)
            _years(tables[name], written, day, found)
    _statuses(tables, found, today)


def _zones(table: pa.Table, written: str, day: str, found: Found) -> None:
    longest = pc.max(pc.utf8_length(table[written])).as_py() or 0
    if longest <= _LONGEST_DAY:
        return
    for row in rows_where(table, pc.match_substring_regex(table[written], _ZONE), (written, day)):
        found.add("T.1.1", **_at(row), value=row[written], read=row[day])


def _years(table: pa.Table, written: str, day: str, found: Found) -> None:
    is_odd = pc.or_(
        pc.less(table[day], date(FIRST_YEAR, 1, 1)), pc.greater(table[day], date(LAST_YEAR, 12, 31))
    )
    if table[day].null_count != table[written].null_count:
        is_far = pc.match_substring_regex(table[written], _FAR)
        is_odd = pc.or_(pc.fill_null(is_odd, False), is_far)
    for row in rows_where(table, is_odd, (written,)):
        found.add("T.1.2", **_at(row), value=row[written], first=FIRST_YEAR, last=LAST_YEAR)


def _statuses(tables: Tables, found: Found, today: date) -> None:
    if not has_rows(tables, "activity_dates"):
        return
    activities, dates = tables["activities"], tables["activity_dates"]
    at_work = activities.filter(
        pc.is_in(activities["activity_status_code"], pa.array(list(_AT_WORK)))
    ).select(["activity", "activity_status_code"])
    if not len(at_work):
        return
    status = dict(zip(*(column.to_pylist() for column in at_work.columns), strict=True))
    is_over = pc.and_kleene(
        pc.and_kleene(pc.equal(dates["type"], _ACTUAL_END), pc.less(dates["iso_date_day"], today)),
        pc.is_in(dates["activity"], at_work["activity"].combine_chunks()),
    )
    names = codelist("ActivityStatus")
    for row in rows_where(dates, is_over, ("iso_date",)):
        code = status[row["activity"]]
        said = f"{code} ({names.name_of(code).lower()})"
        in_japanese = f"{code}（{_AT_WORK[code]}）"
        found.add("T.1.3", **_at(row), value=row["iso_date"], status=said, status_ja=in_japanese)


def _at(row: Row) -> Row:
    return {"activity": row["activity"], "line": row["line"]}

"""Dates: what ends began before, nothing done is in the future, budgets last a year at most."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from tomoni.catalogue.iati.tables import Kind

from .columns import NONE, Mask, Numbers, Piece, Rows, first_of
from .gathered import Gathered
from .places import element_of

_EPOCH = date(1970, 1, 1).toordinal()
_LONGEST = 365
_PERIODS: dict[Kind, tuple[tuple[str, str, bool], ...]] = {
    # Table, rule that it does not end before it starts, whether it lasts a year at most.
    "activities": (
        ("planned_disbursements", "8.6.3", False),
        ("budgets", "8.6.3", True),
        ("periods", "8.6.1", False),
    ),
    "organisations": (
        ("total_budgets", "8.6.3", True),
        ("recipient_country_budgets", "8.6.3", True),
        ("recipient_org_budgets", "8.6.3", True),
        ("recipient_region_budgets", "8.6.3", True),
        ("total_expenditures", "8.6.3", True),
    ),
}
_UPDATED: dict[Kind, str] = {"activities": "11.1.1", "organisations": "11.4.1"}


def check_dates(piece: Piece, found: Gathered, kind: Kind, today: date) -> None:
    """Ask the rules about dates. ``today`` is not in the future; what is no date is passed over.

    Of a moment the day is compared, in the zone that it states: one of today is not in the future.
    """
    now = today.toordinal() - _EPOCH
    for table, rule, within_a_year in _PERIODS[kind]:
        _check_period(piece.rows(table), found, rule, element_of(kind, table), within_a_year)
    _not_in_future(piece.root, found, _UPDATED[kind], "last_updated_datetime", now)
    if kind == "organisations":
        _check_budget_lines(piece, found)
        return
    transactions = piece.rows("transactions")
    for rule, column in (("11.2.1", "transaction_date"), ("11.2.2", "value_date")):
        _not_in_future(transactions, found, rule, column, now, "transactions")
    _check_activity_dates(piece.rows("activity_dates"), piece, found, now)


def _check_period(
    rows: Rows, found: Gathered, rule: str, element: str, within_a_year: bool
) -> None:
    start, end = rows.days("period_start"), rows.days("period_end")
    known = (start != NONE) & (end != NONE)
    reversed_ = np.flatnonzero(known & (start > end))
    found.add(rule, rows, reversed_, element, **_span(rows, reversed_))
    if within_a_year:
        # Without a known day the difference would overflow.
        length = np.where(known, end, 0) - np.where(known, start, 0)
        long = np.flatnonzero(length > _LONGEST)
        found.add("7.5.3", rows, long, element, **_span(rows, long))


def _span(rows: Rows, at: Numbers) -> dict[str, Any]:
    return {"start": rows.texts("period_start", at), "end": rows.texts("period_end", at)}


def _not_in_future(
    rows: Rows, found: Gathered, rule: str, column: str, now: int, table: str | None = None
) -> None:
    element = "@last-updated-datetime" if table is None else element_of("activities", table, column)
    at = np.flatnonzero(rows.days(column) > now)
    found.add(rule, rows, at, element, value=rows.texts(column, at))


def _check_activity_dates(rows: Rows, piece: Piece, found: Gathered, now: int) -> None:
    """The first date of each type counts, as the ruleset reads it."""
    first = {kind: _first_by_activity(rows, rows.among("type", kind), piece) for kind in "1234"}
    days = rows.days("iso_date")
    element = element_of("activities", "activity_dates", "iso_date")
    for rule, start, end in (("11.1.2", "1", "3"), ("11.1.3", "2", "4")):
        both = np.flatnonzero((first[start] >= 0) & (first[end] >= 0))
        begin, finish = first[start][both], first[end][both]
        wrong = (days[begin] != NONE) & (days[finish] != NONE) & (days[begin] > days[finish])
        texts = {
            "start": rows.texts("iso_date", begin[wrong]),
            "end": rows.texts("iso_date", finish[wrong]),
        }
        found.add(rule, rows, begin[wrong], element, **texts)
    for rule, kind in (("11.1.4", "2"), ("11.1.5", "4")):
        at = first[kind][first[kind] >= 0]
        at = at[days[at] > now]
        found.add(rule, rows, at, element, value=rows.texts("iso_date", at))


def _first_by_activity(rows: Rows, mask: Mask, piece: Piece) -> Numbers:
    places = np.flatnonzero(mask)
    first = np.full(piece.size, -1, np.int64)
    begin = places[first_of(rows.activity[places])]
    first[rows.activity[begin]] = begin
    return first


def _check_budget_lines(piece: Piece, found: Gathered) -> None:
    """11.3.1: the value date of a line lies within its budget's period."""
    budgets, lines = piece.rows("recipient_country_budgets"), piece.rows("budget_lines")
    level = "recipient-country-budget"
    owner = np.where(
        lines.among("level", level), piece.parents("recipient_country_budgets", "budget_lines"), -1
    )
    at = np.flatnonzero((owner >= 0) & (lines.days("value_date") != NONE))
    start, end = budgets.days("period_start")[owner[at]], budgets.days("period_end")[owner[at]]
    day = lines.days("value_date")[at]
    wrong = (start != NONE) & (end != NONE) & ((day < start) | (day > end))
    at, budget = at[wrong], owner[at[wrong]]
    found.add(
        "11.3.1",
        lines,
        at,
        element_of("organisations", "budget_lines", "value_date", level),
        value=lines.texts("value_date", at),
        start=budgets.texts("period_start", budget),
        end=budgets.texts("period_end", budget),
    )

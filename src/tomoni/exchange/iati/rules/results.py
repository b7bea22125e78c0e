"""Results: values of indicators that are measured in numbers, and references at one level."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from .columns import Mask, Numbers, Piece, Rows, mask_of
from .gathered import Gathered
from .places import element_of

_COUNTED, _TOLD = ("1", "2", "3", "4"), ("5",)
# What XPath takes for a number, blanks around it allowed.
_NUMBER = r"^[ \t\r\n]*-?([0-9]+(\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$"
# Table and the rules: a value is there, it is a number, it is not there.
_VALUES = (
    ("baselines", "8.8.1", "8.8.2", "8.8.3"),
    ("targets", "8.9.1", "8.9.2", "8.9.3"),
    ("actuals", "8.10.1", "8.10.2", "8.10.3"),
)


def check_results(piece: Piece, found: Gathered) -> None:
    """Ask the rules about results."""
    indicators = piece.rows("indicators")
    if not indicators.count:
        return
    counted, told = indicators.among("measure", *_COUNTED), indicators.among("measure", *_TOLD)
    for table, needed, numeric, unwanted in _VALUES:
        rows = piece.rows(table)
        owner = _indicators(piece, table)
        element = element_of("activities", table)
        has = rows.has("value")
        of_counted = _of(owner, counted)
        found.add(needed, rows, of_counted & ~has, element)
        numbers = mask_of(pc.match_substring_regex(rows.column("value"), _NUMBER))
        _with_value(found, numeric, rows, of_counted & has & ~numbers, element)
        _with_value(found, unwanted, rows, _of(owner, told) & has, element)
    _check_references(piece, found, indicators)


def _indicators(piece: Piece, table: str) -> Numbers:
    """Return the place of each row's indicator; -1: none."""
    if table == "baselines":
        return piece.parents("indicators", "baselines")
    period = piece.parents("periods", table)
    owner = piece.parents("indicators", "periods")
    return np.where(period >= 0, owner[period], -1) if len(owner) else period


def _of(owner: Numbers, measured: Mask) -> Mask:
    return (owner >= 0) & measured[owner]


def _with_value(found: Gathered, rule: str, rows: Rows, mask: Mask, element: str) -> None:
    at = np.flatnonzero(mask)
    found.add(rule, rows, at, f"{element}/@value", value=rows.texts("value", at))


def _check_references(piece: Piece, found: Gathered, indicators: Rows) -> None:
    own = piece.children("indicators", "indicator_references")
    above = piece.children("results", "result_references")
    if not own.any() or not above.any():
        return
    result = piece.parents("results", "indicators")
    both = (own > 0) & (result >= 0) & (above[result] > 0)
    found.add("8.11.1", indicators, both, "result/indicator/reference")

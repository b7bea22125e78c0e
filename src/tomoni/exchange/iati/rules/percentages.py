"""Percentages as exact whole numbers, and what a group of rows has of them.

A percentage is held in units of 10⁻¹⁰, which numpy adds exactly. Texts that are no number of that
size are odd: their groups are added with ``Decimal``, one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from .columns import Mask, Numbers, Rows, first_of, mask_of

_SCALE = 10**10
HUNDRED = 100 * _SCALE
# Greater percentages are odd: sums of a million rows, more than a piece can have, fit 63 bits.
_GREATEST = 900 * _SCALE
# The ruleset's reader rounds sums to four places.
_HALF_UNIT = _SCALE // 20_000
# No share needs more digits; what has more could overflow any sum.
_LONGEST = 400
_NUMBER = re.compile(r"\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Percentages:
    """One a row: ``stated``: the attribute is there; ``value``: 0 where it is not, or is odd."""

    rows: Rows
    column: str
    stated: Mask
    value: Numbers
    odd: Mask

    def exact(self, at: Numbers) -> list[Decimal | None]:
        """Return what the rows' texts say, blank as 0; None: no number."""
        return [_exact(text) for text in self.rows.texts(self.column, at)]

    def is_hundred(self, at: Numbers) -> Mask:
        """Say of which rows the percentage is 100."""
        hundred: Mask = self.value[at] == HUNDRED
        for place in np.flatnonzero(self.odd[at]):
            hundred[place] = self.exact(at[place : place + 1])[0] == 100
        return hundred

    def is_share(self) -> Mask:
        """Say which rows state nothing or a number from 0 to 100."""
        share: Mask = (self.value >= 0) & (self.value <= HUNDRED)
        at = np.flatnonzero(self.odd)
        known = self.exact(at)
        share[at] = [number is not None and 0 <= number <= 100 for number in known]
        return share


def percentages(rows: Rows, column: str = "percentage") -> Percentages:
    """Return the percentages that a column states."""
    stated = rows.has(column)
    number = rows.column(f"{column}_number")
    known = mask_of(number.is_valid())
    if not known.any():
        return Percentages(rows, column, stated, np.zeros(rows.count, np.int64), stated)
    halves = np.frombuffer(number.buffers()[1], np.int64)
    low, high = halves[2 * number.offset :][: 2 * rows.count].reshape(-1, 2).T
    # The upper half of a small number only repeats its sign.
    small = (high == (low >> 63)) & (low < _GREATEST) & (low > -_GREATEST)
    value: Numbers = np.where(known & small, low, 0)
    return Percentages(rows, column, stated, value, stated & ~(known & small))


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows of one table that share a key: one entry a group.

    ``first``: place of the group's first row; ``group``: group of each row, -1: none.
    """

    first: Numbers
    count: Numbers
    stated: Numbers
    group: Numbers

    def sums(self, shares: Percentages) -> list[Decimal | None]:
        """Return the sum of each group's percentages; None: one is no number."""
        sums = np.zeros(len(self.first), np.int64)
        inside = self.group >= 0
        np.add.at(sums, self.group[inside], shares.value[inside])
        exact: list[Decimal | None] = [Decimal(total) / _SCALE for total in sums.tolist()]
        odd = np.flatnonzero(inside & shares.odd)
        for number, group in zip(shares.exact(odd), self.group[odd].tolist(), strict=True):
            total = exact[group]
            exact[group] = None if number is None or total is None else total + number
        return exact


def grouped(keys: Numbers, inside: Mask, stated: Mask) -> Groups:
    """Return the groups of equal keys among the rows that are ``inside``."""
    at = np.flatnonzero(inside)
    found, number = np.unique(keys[at], return_inverse=True)
    group = np.full(len(keys), -1, np.int64)
    group[at] = number
    return Groups(
        at[first_of(keys[at])],
        np.bincount(number, minlength=len(found)),
        np.bincount(number[stated[at]], minlength=len(found)),
        group,
    )


def makes_hundred(total: Decimal | None) -> bool:
    """Whether a sum is 100 when it is rounded to four places."""
    if total is None:
        return False
    units = (total - 100) * _SCALE
    return -_HALF_UNIT <= units < _HALF_UNIT


def _exact(text: str | None) -> Decimal | None:
    if text is None or not text.strip():
        return Decimal(0)
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.strip())

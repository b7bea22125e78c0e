"""Small counts of people stay hidden, and nothing that is published lets them be derived.

A count from 1 up to, not including, the threshold is *small* and hidden. Zero stays: it speaks of
nobody. Hiding one cell is in vain when a total gives it away, so *complementary* cells are hidden
until every hidden cell could have at least two values. The reader is taken to know every published
cell and total, that counts are whole numbers, and that a hidden one is at least 1.

A release is also held against the one before it: a published count that moved by less than the
threshold would reveal the few who came or went, and a cell hidden here may be printed there.
"""

from __future__ import annotations

from .releases import check_difference, exposed_by_difference, why_not_difference
from .tables import (
    MaskedTable,
    is_small,
    publishable_count,
    suppress_list,
    suppress_parts,
    suppress_table,
)

__all__ = [
    "MaskedTable",
    "check_difference",
    "exposed_by_difference",
    "is_small",
    "publishable_count",
    "suppress_list",
    "suppress_parts",
    "suppress_table",
    "why_not_difference",
]

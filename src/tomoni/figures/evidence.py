"""What a figure returns: its evidence, one row per contributing record. The machine adds it up.

Value, bounds, counts and lineage all come from the same rows, so nothing can be in a number that
is not in its proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from tomoni.catalogue.refusals import refusal_text
from tomoni.rules.qualifiers import interval
from tomoni.rules.quantities import Quantity

if TYPE_CHECKING:
    import ibis

# sum: quantities add up. count: each row counts one. members: distinct ``member`` values count
# one each. same: every row states the same value; if they differ, only bounds are known.
Combine = Literal["sum", "count", "members", "same"]


@dataclass(frozen=True, slots=True)
class Part:
    """Contributions of one kind.

    ``rows`` is an Ibis table with the columns ``record_id``, the dimensions of the answer by name,
    ``claim_id`` (may be left out) and, for sums, the columns of ``amounts.AMOUNT``. ``source`` is
    the snapshot table of the records, ``name`` the role in the answer. ``notes`` are further
    columns, one value per row of the answer, that the answer carries along. A count that can only
    be a lower bound has the ``qualifier`` "at_least". A part that lacks a dimension named in
    ``spreads_over`` belongs to every row that agrees with it in the other dimensions. ``all_ids``
    gives ``record_id`` and ``claim_id`` of all contributions where that takes less work than
    ``rows``, which have dimensions.
    """

    source: str
    rows: ibis.Table
    combine: Combine = "sum"
    name: str = "value"
    notes: tuple[str, ...] = ()
    qualifier: str = "exact"
    spreads_over: tuple[str, ...] = ()
    all_ids: Callable[[], ibis.Table] | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A part added up for one row of the answer. None: nothing states it.

    ``records`` counts all contributions, ``cancelled`` those of reversed pairs: they weigh nothing.
    """

    value: Quantity | None
    low: Quantity | None
    high: Quantity | None
    qualifier: str
    records: int
    cancelled: int = 0
    notes: Mapping[str, object] = field(default_factory=dict)

    @property
    def low_is_open(self) -> bool:
        """Whether the low bound itself is not reached ("more than")."""
        return self.qualifier == "more_than"

    @property
    def high_is_soft(self) -> bool:
        """Whether the high bound is inferred from rounding."""
        if self.value is None or self.high is None:
            return False
        return interval(self.value, self.qualifier).high_is_soft


@dataclass(frozen=True, slots=True)
class Answer:
    """The finished value of one row; a Fraction where the figure is a share."""

    value: Quantity | Fraction | None
    low: Quantity | Fraction | None
    high: Quantity | Fraction | None
    qualifier: str
    low_is_open: bool = False
    high_is_soft: bool = False
    notes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records in the scope of a request that its answer cannot hold, and why.

    ``source``: their snapshot table. ``reason``: a code of ``catalogue.refusals``.
    """

    source: str
    count: int
    reason: str

    def as_dict(self) -> dict[str, object]:
        """Return table, count, code and wording in both languages."""
        note = {language: refusal_text(self.reason, {}, language)[0] for language in ("en", "ja")}
        return {"records": self.source, "count": self.count, "reason": self.reason, "note": note}


Finish = Callable[[Mapping[str, object], Mapping[str, Total]], Answer | None]
Fold = Callable[[Sequence[tuple[Mapping[str, object], Total]]], Total]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The parts of a figure and how they make its value.

    ``finish`` gets a row's key and its totals by part name, and may drop the row (None); without
    it the value is the total of the part "value". ``inner`` dimensions are kept apart until
    ``fold`` makes one total of a row's groups. ``empty``: what a headline without any record is: a
    count is zero, an amount is unknown. ``left_out``: what is in scope and in no value.
    """

    parts: tuple[Part, ...]
    finish: Finish | None = None
    inner: tuple[str, ...] = ()
    fold: Fold | None = None
    shows_parts: bool = False
    empty: Literal["zero", "unknown"] = "unknown"
    left_out: tuple[LeftOut, ...] = ()

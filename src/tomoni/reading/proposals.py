"""A proposed claim, as a reviewer sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tomoni.rules.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a passage may claim. Spans are of the source text: ``source[start:end] == text``.

    ``value``: the full amount, exact; None for a role, which has no number. ``kind``: of ``Kind``,
    or "role". ``unit``: None for money. ``date``: of a year, as precise as stated. ``measure``: a
    metric of the catalogue, or the role. ``activity``: a title as printed. ``list``: whether the
    countries are an open list ("such as", "etc.") or a closed one; None without a list.
    ``confidence``: in hundredths. ``reasons``: codes of what spoke for the reading.
    """

    start: int
    end: int
    text: str
    section: str | None
    value: Quantity | None
    kind: str
    unit: str | None
    currency: str | None
    qualifier: str
    date: str | None
    as_of: str | None
    period_start: str | None
    period_end: str | None
    measure: str | None
    counted: str | None
    population: str | None
    countries: tuple[str, ...]
    organisations: tuple[str, ...]
    frameworks: tuple[str, ...]
    activity: str | None
    list: Literal["open", "closed"] | None
    confidence: int
    reasons: tuple[str, ...]

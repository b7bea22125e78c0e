"""What participants learnt by their tests, and how many answered what they were asked."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import amounts, with_amount
from ..evidence import Answer, Evidence, Part, Total
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select

if TYPE_CHECKING:
    from ..workspace import Workspace

_COLUMNS = {"series": "series_id", "edition": "edition_id", "year": "year"}
_GAINS = Base("learning_gains", columns=_COLUMNS)
_ANSWERS = Base(
    "evaluation_counts",
    columns={
        **_COLUMNS,
        "instrument_kind": "instrument_kind_code",
        "evaluation_level": "evaluation_level_code",
        "evaluation_timing": "evaluation_timing_code",
    },
)
_DIMENSIONS = ("series", "edition", "year", "kind", "theme")
_ASKED = ("instrument_kind", "evaluation_level", "evaluation_timing")
_TIME = "calendar year in which the whole edition is held"
_PAIRED = Basis(
    time=_TIME,
    population="participants who took the test before and the test after; others are left out",
    country_basis="does not apply",
)


@figure(
    name="learning_gain_share",
    version=1,
    label=Label("Learning gain", "学習の伸び（正答率の差）"),
    unit="share",
    dimensions=_DIMENSIONS,
    where=_DIMENSIONS,
    basis=_PAIRED,
)
def learning_gain_share(workspace: Workspace, request: Request) -> Evidence:
    """The mean gain between the tests before and after an edition, each person with themselves.

    Rows: one per combination of the dimensions asked; over several editions every pair weighs the
    same.
    Unit: share of the full points after, less the share before: 0.1 is 10 percentage points, and a
    loss is below zero. pairs, before and after stand beside it.
    Missing: who took one test alone is not paired and counts nowhere. Editions with fewer pairs
    than the institute's threshold are in no row and in no sum.
    Source: learning_gains.
    """
    return Evidence(_parts(workspace, request), finish=_gain)


@figure(
    name="learning_gain_normalised_share",
    version=1,
    label=Label("Normalised learning gain", "学習の伸び（正規化）"),
    unit="share",
    dimensions=_DIMENSIONS,
    where=_DIMENSIONS,
    basis=_PAIRED,
)
def learning_gain_normalised_share(workspace: Workspace, request: Request) -> Evidence:
    """The share of what there was left to learn that was learnt between the two tests.

    Rows: one per combination of the dimensions asked.
    Unit: share: the mean gain, divided by full points less the mean before (Hake 1998), of all
    pairs of the row taken together.
    Missing: a row whose pairs all had full points before has nothing to gain and is left out; as
    for learning_gain_share otherwise.
    Source: learning_gains.
    """
    return Evidence(_parts(workspace, request), finish=_normalised)


def _parts(workspace: Workspace, request: Request) -> tuple[Part, ...]:
    """Pairs, and points before and after by what was full: sums of one scale are added, and the
    scales are brought together as fractions."""
    rows = select(workspace, _GAINS, request, workspace.table("learning_gains"))
    rows = rows.mutate(claim_id=ibis.literal(None, "string"))
    scales = sorted(rows.select("full_points").distinct().to_pyarrow()["full_points"].to_pylist())
    found = [_part(rows, "pairs", "pairs", request)]
    for full in scales:
        own = rows.filter(rows.full_points == full)
        found += [_part(own, name, f"{name}/{full}", request) for name in _POINTS]
    return tuple(found)


_POINTS = ("pre_points", "post_points")


def _part(rows: ibis.Table, column: str, name: str, request: Request) -> Part:
    with_own = with_amount(rows, rows[column])
    listed = amounts(with_own, "learning_gain_id", request.dimensions)
    return Part("learning_gains", listed, name=name)


def _shares(totals: Mapping[str, Total]) -> tuple[int, Fraction, Fraction] | None:
    """Return pairs, and their shares of the full points before and after, summed."""
    pairs = totals.get("pairs")
    if pairs is None or not pairs.value:
        return None
    sums = {"pre_points": Fraction(0), "post_points": Fraction(0)}
    for name, total in totals.items():
        column, sign, full = name.partition("/")
        if sign and total.value is not None:
            sums[column] += total.value.to_fraction() / int(full)
    return int(pairs.value.to_fraction()), sums["pre_points"], sums["post_points"]


def _gain(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    del key
    found = _shares(totals)
    if found is None:
        return None
    pairs, pre, post = found
    return _exact((post - pre) / pairs, pairs, pre, post)


def _normalised(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    del key
    found = _shares(totals)
    if found is None or found[0] == found[1]:
        return None
    pairs, pre, post = found
    return _exact((post - pre) / (pairs - pre), pairs, pre, post)


def _exact(value: Fraction, pairs: int, pre: Fraction, post: Fraction) -> Answer:
    notes = {"pairs": pairs, "before": str(pre / pairs), "after": str(post / pairs)}
    return Answer(value, value, value, "exact", notes=notes)


@figure(
    name="response_rate_share",
    version=1,
    label=Label("Response rate", "回答率"),
    unit="share",
    dimensions=(*_DIMENSIONS, *_ASKED),
    where=(*_DIMENSIONS, *_ASKED),
    basis=Basis(
        time=_TIME,
        population="participants asked by a closed questionnaire or test, once for each of them",
        country_basis="does not apply",
    ),
)
def response_rate_share(workspace: Workspace, request: Request) -> Evidence:
    """The share of those asked by questionnaires and tests who answered.

    Rows: one per combination of the dimensions asked.
    Unit: share of persons asked; parts show the numbers, in which a person asked twice stands
    twice.
    Missing: what is still open is in neither number, nor what fewer people than the institute's
    threshold were asked or answered.
    Source: evaluation_counts.
    """
    rows = select(workspace, _ANSWERS, request, workspace.table("evaluation_counts"))
    rows = rows.mutate(claim_id=ibis.literal(None, "string"))
    parts = tuple(
        Part(
            "evaluation_counts",
            amounts(with_amount(rows, rows[name]), "evaluation_id", request.dimensions),
            name=name,
        )
        for name in ("answered", "asked")
    )
    return Evidence(parts, finish=_rate, shows_parts=True)


def _rate(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    del key
    asked, answered = totals.get("asked"), totals.get("answered")
    if asked is None or not asked.value or answered is None or answered.value is None:
        return None
    share = answered.value.to_fraction() / asked.value.to_fraction()
    return Answer(share, share, share, "exact")

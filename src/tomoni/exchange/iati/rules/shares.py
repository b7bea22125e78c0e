"""Percentages of sectors, countries, regions and budget items: all stated, and 100 in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from .columns import Mask, Numbers, Piece, Rows
from .gathered import Gathered
from .percentages import Groups, Percentages, grouped, makes_hundred, percentages
from .places import element_of

DAC = "1"


@dataclass(frozen=True, slots=True)
class _Split:
    """Rows of one table and one vocabulary, by activity. ``vocabulary`` None: they have none."""

    shares: Percentages
    groups: Groups
    element: str
    vocabulary: str | None = None

    def told(self, count: int) -> dict[str, list[str]]:
        """Return the parameters of ``count`` findings."""
        return {} if self.vocabulary is None else {"vocabulary": [self.vocabulary] * count}


def check_shares(piece: Piece, found: Gathered) -> None:
    """Ask the rules about percentages."""
    _check_ranges(piece, found)
    _check_sectors(piece, found)
    _check_countries(piece, found)
    _check_regions(piece, found)
    _check_budget_items(piece, found)


def of_dac(rows: Rows) -> Mask:
    """Say which rows are of the OECD DAC's vocabulary, which is meant where none is stated."""
    return rows.among("vocabulary", DAC, "") | ~rows.has("vocabulary")


def stated_vocabularies(rows: Rows) -> Iterator[tuple[str, Mask]]:
    """Yield each vocabulary that rows state, with its rows."""
    numbers, known = rows.codes("vocabulary")
    for number, text in enumerate(known):
        yield text, numbers == number


def _check_ranges(piece: Piece, found: Gathered) -> None:
    for rule, table, level, column in (
        ("12.1.1", "recipient_countries", "activity", "percentage"),
        ("12.1.1", "recipient_regions", "activity", "percentage"),
        ("12.3.1", "sectors", "activity", "percentage"),
        ("12.2.1", "budget_items", None, "percentage"),
        ("12.2.1", "activities", None, "capital_spend_percentage"),
    ):
        rows = piece.rows(table)
        if not rows.has(column).any():
            continue
        failing = ~percentages(rows, column).is_share()
        if level is not None:
            failing &= rows.among("level", level)
        at = np.flatnonzero(failing)
        element = element_of("activities", table, column, level)
        found.add(rule, rows, at, element, value=rows.texts(column, at))


def _check_sectors(piece: Piece, found: Gathered) -> None:
    rows = piece.rows("sectors")
    shares, own = percentages(rows), rows.among("level", "activity")
    groups = grouped(rows.activity, own & of_dac(rows), shares.stated)
    split = _Split(shares, groups, "sector", DAC)
    _missing(found, "2.1.1", split)
    _single(found, "2.1.4", split)
    _sums(found, "2.1.2", split, groups.stated > 1)
    for vocabulary, mask in stated_vocabularies(rows):
        if vocabulary == DAC:
            continue
        groups = grouped(rows.activity, own & mask, shares.stated)
        split = _Split(shares, groups, "sector", vocabulary)
        _missing(found, "2.1.1", split)
        _single(found, "2.1.4", split)
        # The ruleset asks for this sum too, but its condition names no vocabulary and never holds.
        _sums(found, "T.3.9", split, (groups.count > 1) & (groups.stated == groups.count))


def _check_countries(piece: Piece, found: Gathered) -> None:
    """Countries of activities that name no region; the others are added to each vocabulary's."""
    rows, regions = piece.rows("recipient_countries"), piece.rows("recipient_regions")
    beside = piece.counts(regions, regions.among("level", "activity"))[rows.activity]
    shares, own = percentages(rows), rows.among("level", "activity")
    groups = grouped(rows.activity, own & (beside == 0), shares.stated)
    split = _Split(shares, groups, "recipient-country")
    _missing(found, "3.1.1", split)
    _single(found, "3.1.4", split)
    _sums(found, "3.1.2", split, groups.count > 1)


def _check_regions(piece: Piece, found: Gathered) -> None:
    rows, countries = piece.rows("recipient_regions"), piece.rows("recipient_countries")
    shares, own = percentages(rows), rows.among("level", "activity")
    of_countries = percentages(countries)
    own_countries = countries.among("level", "activity")
    all_countries = grouped(countries.activity, own_countries, of_countries.stated)
    number = piece.counts(countries, own_countries)
    activities = countries.activity[all_countries.first].tolist()
    sums = dict(zip(activities, all_countries.sums(of_countries), strict=True))
    for vocabulary, mask in stated_vocabularies(rows):
        groups = grouped(rows.activity, own & mask, shares.stated)
        activity = rows.activity[groups.first]
        split = _Split(shares, groups, "recipient-region", vocabulary)
        _missing(found, "3.4.1", split)
        _single(found, "3.4.4", split, number[activity] == 0)
        beside = [sums.get(one, Decimal(0)) for one in activity.tolist()]
        _sums(found, "3.4.2", split, groups.count + number[activity] > 1, beside)


def _check_budget_items(piece: Piece, found: Gathered) -> None:
    rows, owners = piece.rows("budget_items"), piece.rows("country_budget_items")
    owner = piece.parents("country_budget_items", "budget_items")
    shares = percentages(rows)
    for vocabulary, mask in stated_vocabularies(owners):
        inside = (owner >= 0) & mask[owner]
        groups = grouped(rows.activity, inside, shares.stated)
        element = "country-budget-items/budget-item"
        split = _Split(shares, groups, element, vocabulary)
        bare = np.flatnonzero((groups.count > 1) & (groups.stated == 0))
        counts = groups.count[bare].tolist()
        at = groups.first[bare]
        found.add("7.9.1", rows, at, element, count=counts, **split.told(len(bare)))
        _single(found, "7.9.4", split)
        _sums(found, "7.9.2", split, groups.count > 1)


def _missing(found: Gathered, rule: str, split: _Split) -> None:
    """Of several rows each has a percentage."""
    groups = split.groups
    short = np.flatnonzero((groups.count > 1) & (groups.stated < groups.count))
    found.add(
        rule,
        split.shares.rows,
        groups.first[short],
        split.element,
        count=groups.count[short].tolist(),
        missing=(groups.count - groups.stated)[short].tolist(),
        **split.told(len(short)),
    )


def _single(found: Gathered, rule: str, split: _Split, alone: Mask | None = None) -> None:
    """A single row has no percentage, or 100. ``alone``: groups that this is asked of."""
    groups = split.groups
    asked = (groups.count == 1) & (groups.stated == 1)
    at: Numbers = groups.first[asked if alone is None else asked & alone]
    at = at[~split.shares.is_hundred(at)]
    values = split.shares.rows.texts("percentage", at)
    element = f"{split.element}/@percentage"
    found.add(rule, split.shares.rows, at, element, value=values, **split.told(len(at)))


def _sums(
    found: Gathered,
    rule: str,
    split: _Split,
    asked: Mask,
    beside: Sequence[Decimal | None] | None = None,
) -> None:
    """The groups asked make 100, with what is ``beside`` each of them."""
    if not asked.any():
        return
    sums = split.groups.sums(split.shares)
    if beside is not None:
        sums = [_added(*pair) for pair in zip(sums, beside, strict=True)]
    wrong = [place for place in np.flatnonzero(asked).tolist() if not makes_hundred(sums[place])]
    found.add(
        rule,
        split.shares.rows,
        split.groups.first[np.array(wrong, np.int64)],
        split.element,
        sum=[_written(sums[place]) for place in wrong],
        **split.told(len(wrong)),
    )


def _added(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def _written(total: Decimal | None) -> str:
    return "?" if total is None else f"{total.normalize():f}"

"""Percentages of sectors, countries, regions and budget items: all stated, and 100 in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from tomoni.catalogue.labels import Label

from .columns import Mask, Numbers, Piece, Rows
from .gathered import Gathered
from .percentages import Groups, Percentages, grouped, makes_hundred, percentages
from .places import element_of

DAC = "1"
# A percentage among them is no number, or too long to be one.
_NO_SUM = Label("a value that cannot be told", "求められない値")


@dataclass(frozen=True, slots=True)
class _Split:
    """Rows of one table in groups. ``vocabulary``: of each group; None: they have none."""

    shares: Percentages
    groups: Groups
    element: str
    vocabulary: Sequence[str] | None = None

    def told(self, at: Numbers) -> dict[str, list[str]]:
        """Return the parameters of findings about some groups."""
        known = self.vocabulary
        return {} if known is None else {"vocabulary": [known[place] for place in at.tolist()]}


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


def by_vocabulary(
    owners: Numbers, rows: Rows, inside: Mask, stated: Mask
) -> tuple[Groups, list[str]]:
    """Return the groups of one owner and one vocabulary that is stated, and their vocabularies.

    All vocabularies at once: a file may state as many as it has rows.
    """
    numbers, known = rows.codes("vocabulary")
    groups = grouped(pairs(owners, numbers), inside & (numbers >= 0), stated)
    return groups, [known[number] for number in numbers[groups.first].tolist()]


def pairs(first: Numbers, second: Numbers) -> Numbers:
    """Return one number for each pair of two small ones; the second may be -1."""
    return first * (int(second.max(initial=-1)) + 2) + second + 1


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
    split = _Split(shares, groups, "sector", [DAC] * len(groups.first))
    _missing(found, "2.1.1", split)
    _single(found, "2.1.4", split)
    _sums(found, "2.1.2", split, groups.stated > 1)
    others = own & ~rows.among("vocabulary", DAC)
    groups, vocabularies = by_vocabulary(rows.activity, rows, others, shares.stated)
    split = _Split(shares, groups, "sector", vocabularies)
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
    groups, vocabularies = by_vocabulary(rows.activity, rows, own, shares.stated)
    activity = rows.activity[groups.first]
    split = _Split(shares, groups, "recipient-region", vocabularies)
    _missing(found, "3.4.1", split)
    _single(found, "3.4.4", split, number[activity] == 0)
    beside = [sums.get(one, Decimal(0)) for one in activity.tolist()]
    _sums(found, "3.4.2", split, groups.count + number[activity] > 1, beside)


def _check_budget_items(piece: Piece, found: Gathered) -> None:
    rows, owners = piece.rows("budget_items"), piece.rows("country_budget_items")
    if not rows.count or not owners.count:
        return
    owner = piece.parents("country_budget_items", "budget_items")
    numbers, known = owners.codes("vocabulary")
    number = np.where(owner >= 0, numbers[owner], -1)
    shares = percentages(rows)
    groups = grouped(pairs(rows.activity, number), number >= 0, shares.stated)
    element = "country-budget-items/budget-item"
    vocabularies = [known[one] for one in number[groups.first].tolist()]
    split = _Split(shares, groups, element, vocabularies)
    bare = np.flatnonzero((groups.count > 1) & (groups.stated == 0))
    counts = groups.count[bare].tolist()
    found.add("7.9.1", rows, groups.first[bare], element, count=counts, **split.told(bare))
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
        **split.told(short),
    )


def _single(found: Gathered, rule: str, split: _Split, alone: Mask | None = None) -> None:
    """A single row has no percentage, or 100. ``alone``: groups that this is asked of."""
    groups = split.groups
    asked = (groups.count == 1) & (groups.stated == 1)
    single = np.flatnonzero(asked if alone is None else asked & alone)
    single = single[~split.shares.is_hundred(groups.first[single])]
    at = groups.first[single]
    values = split.shares.rows.texts("percentage", at)
    element = f"{split.element}/@percentage"
    found.add(rule, split.shares.rows, at, element, value=values, **split.told(single))


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
    places = np.flatnonzero(asked).tolist()
    wrong = np.array([one for one in places if not makes_hundred(sums[one])], np.int64)
    said = [_written(sums[place]) for place in wrong.tolist()]
    found.add(
        rule,
        split.shares.rows,
        split.groups.first[wrong],
        split.element,
        sum=[one.en for one in said],
        sum_ja=[one.ja for one in said],
        **split.told(wrong),
    )


def _added(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def _written(total: Decimal | None) -> Label:
    if total is None:
        return _NO_SUM
    digits = f"{total.normalize():f}"
    return Label(digits, digits)

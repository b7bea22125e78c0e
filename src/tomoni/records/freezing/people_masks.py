"""Which cells of a group are hidden, held against everything that was printed of it before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tomoni.catalogue.errors import RefusedError
from tomoni.rules.suppression import MaskedTable, exposed_by_difference, suppress_list


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """Counts of one group by country in one public snapshot, and what of them was hidden.

    ``printed``, ``printed_total``: what the latest snapshot that printed a cell, or the total,
    printed. A cell that is not there was never printed. No total: None.
    """

    group: str
    people: Mapping[str, int]
    hidden: frozenset[str]
    is_total_hidden: bool
    printed: Mapping[str, int]
    printed_total: int | None


def masked_group(
    group: str, people: Mapping[str, int], before: GroupRecord | None, threshold: int
) -> GroupRecord:
    """Decide what of a group is hidden; ``people`` are its counts by country.

    ``before``: its record in the public snapshot before. Where no choice of cells keeps a small
    count or change from being derived, the whole group is hidden, with its total.
    """
    past = before or GroupRecord(group, {}, frozenset(), False, {}, None)
    # A country of before that has no lines now counts none, but nothing is printed of it.
    counts = {**dict.fromkeys(past.people, 0), **people}
    shown, total = _shown(list(counts.values()), counts, before, threshold)
    hidden = frozenset(c for c, count in zip(counts, shown, strict=True) if count is None)
    return GroupRecord(
        group,
        counts,
        hidden,
        total is None,
        {**past.printed, **{c: n for c, n in people.items() if c not in hidden}},
        past.printed_total if total is None else total,
    )


def _shown(
    values: list[int], countries: Iterable[str], before: GroupRecord | None, threshold: int
) -> tuple[Sequence[int | None], int | None]:
    """Return cells and total as they may be printed."""
    if not threshold or (before is None and min(values) >= threshold):
        return values, sum(values)
    masked = _masked(values, countries, before, threshold) if min(values) >= 0 else None
    return (masked.cells[0], masked.total) if masked else ([None] * len(values), None)


def _masked(
    values: list[int], countries: Iterable[str], before: GroupRecord | None, threshold: int
) -> MaskedTable | None:
    """Return the group as it may be printed; None when no choice of cells protects it."""
    if before is None:
        return suppress_list(values, threshold)
    # A reader holds the last snapshot, and may hold each cell's last printed count.
    past = [_as_last_released(before, countries), _as_last_printed(before, countries)]
    for release in past:
        try:
            masked = suppress_list(values, threshold, release)
        except RefusedError:
            continue
        if not any(exposed_by_difference(one, masked, threshold) for one in past):
            return masked
    return None


def _as_last_released(before: GroupRecord, countries: Iterable[str]) -> MaskedTable:
    people = [before.people.get(country, 0) for country in countries]
    hidden = [country in before.hidden for country in countries]
    return _table(people, sum(people), hidden, before.is_total_hidden)


def _as_last_printed(before: GroupRecord, countries: Iterable[str]) -> MaskedTable:
    people = [before.printed.get(c, before.people.get(c, 0)) for c in countries]
    hidden = [c in before.hidden and c not in before.printed for c in countries]
    total = sum(people) if before.printed_total is None else before.printed_total
    return _table(people, total, hidden, before.printed_total is None)


def _table(
    people: Sequence[int], total: int, hidden: Sequence[bool], is_total_hidden: bool
) -> MaskedTable:
    """Return a list with its total as ``suppress_list`` gives it."""
    last = len(people)
    cells = {(0, at) for at, is_hidden in enumerate(hidden) if is_hidden}
    cells |= {(1, last)} if is_total_hidden else set()
    withheld = frozenset({(0, last), *((1, at) for at in range(last))})
    row = (*people, total)
    return MaskedTable((row, row), frozenset(cells), withheld)

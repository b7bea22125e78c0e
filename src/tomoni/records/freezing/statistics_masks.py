"""Which counts of a series' people may be published, held against what was published before.

Lists by country, sex, profession and edition share one total and no cell, so each is protected by
itself: any lists with one total belong to some table. Where one cannot be protected with its total,
the whole series is hidden. A year is the sum of its editions, and is shown where all of them are.
Persons beside participations tell how many came again: a list of persons is left out where that
is a small count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tomoni.rules.courses.statistics import ADDING_PERSONS, NOT_STATED, TOTAL, Margins
from tomoni.rules.suppression import is_small

from .people_masks import GroupRecord, masked_group

SEPARATOR = "\x1f"
LISTS: tuple[str, ...] = ("edition", "country", "sex", "profession")
Before = Callable[[str], GroupRecord | None]


@dataclass(frozen=True, slots=True)
class Published:
    """What of one series may be shown: by axis, then by code; what is not there is hidden.

    ``graduates``: by edition. ``records``: what the next release is held against.
    """

    participations: Mapping[str, Mapping[str, int]]
    persons: Mapping[str, Mapping[str, int]]
    graduates: Mapping[str, int]
    records: tuple[GroupRecord, ...]

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(len(record.hidden) for record in self.records)


def published(
    series: str,
    margins: Margins,
    graduates: Mapping[str, int],
    years: Mapping[str, str],
    threshold: int,
    before: Before,
) -> Published:
    """Decide what of a series is shown.

    ``graduates``: by edition. ``years``: year of each edition, empty where there is none.
    ``before``: gives the record of a group of the release before. ``threshold`` 0 hides nothing.
    """
    counted = _family(series, "participations", margins.participations, threshold, before)
    shown = {axis: _shown(record) for axis, record in counted.items()}
    total = margins.participations[TOTAL][NOT_STATED]
    shown[TOTAL] = {} if counted["country"].is_total_hidden else {NOT_STATED: total}
    shown["year"] = _years(margins.participations["year"], shown["edition"], years)
    persons = _persons(series, margins, threshold, before, is_hidden=not shown[TOTAL])
    of_graduates = _group(series, "graduates", "edition", graduates, threshold, before)
    graduates_shown = {
        edition: count
        for edition, count in _shown(of_graduates).items()
        if edition in shown["edition"]
    }
    people = {axis: _shown(record) for axis, record in persons.items()}
    if people and shown[TOTAL] and not persons["country"].is_total_hidden:
        people[TOTAL] = {NOT_STATED: margins.persons[TOTAL][NOT_STATED]}
    records = (*counted.values(), *persons.values(), of_graduates)
    return Published(shown, people, graduates_shown, tuple(sorted(records, key=_name)))


def group_name(series: str, what: str, axis: str) -> str:
    """Return the name under which a list is recorded."""
    return SEPARATOR.join((series, what, axis))


def _name(record: GroupRecord) -> str:
    return record.group


def _group(
    series: str,
    what: str,
    axis: str,
    counts: Mapping[str, int],
    threshold: int,
    before: Before,
) -> GroupRecord:
    name = group_name(series, what, axis)
    past = before(name)
    if not counts and past is None:
        return GroupRecord(name, {}, frozenset(), False, {}, None)
    return masked_group(name, counts, past, threshold)


def _family(
    series: str,
    what: str,
    counts: Mapping[str, Mapping[str, int]],
    threshold: int,
    before: Before,
) -> dict[str, GroupRecord]:
    """Mask lists that share one total: where one must hide it, all are hidden."""
    axes = [axis for axis in LISTS if what == "participations" or axis in ADDING_PERSONS]
    made = {axis: _group(series, what, axis, counts[axis], threshold, before) for axis in axes}
    if any(record.is_total_hidden for record in made.values()):
        return {axis: _all_hidden(record, before(record.group)) for axis, record in made.items()}
    return made


def _all_hidden(record: GroupRecord, past: GroupRecord | None) -> GroupRecord:
    return replace(
        record,
        hidden=frozenset(record.people),
        is_total_hidden=True,
        printed={} if past is None else past.printed,
        printed_total=None if past is None else past.printed_total,
    )


def _persons(
    series: str, margins: Margins, threshold: int, before: Before, *, is_hidden: bool
) -> dict[str, GroupRecord]:
    """Mask the lists of persons; those that would show a small number who came again are hidden."""
    made = _family(series, "persons", margins.persons, threshold, before)
    again = {
        axis: [
            margins.participations[axis].get(code, 0) - count
            for code, count in margins.persons[axis].items()
        ]
        for axis in (TOTAL, *made)
    }
    small = {axis: any(is_small(abs(each), threshold) for each in again[axis]) for axis in again}
    if is_hidden or small[TOTAL]:
        return {axis: _all_hidden(record, before(record.group)) for axis, record in made.items()}
    return {
        axis: _cells_hidden(record, before(record.group)) if small[axis] else record
        for axis, record in made.items()
    }


def _cells_hidden(record: GroupRecord, past: GroupRecord | None) -> GroupRecord:
    return replace(
        record,
        hidden=frozenset(record.people),
        printed={} if past is None else past.printed,
    )


def _shown(record: GroupRecord) -> dict[str, int]:
    """Return the cells that are printed; nothing is printed of nobody."""
    return {
        code: count for code, count in record.people.items() if code not in record.hidden and count
    }


def _years(
    counts: Mapping[str, int], editions: Mapping[str, int], years: Mapping[str, str]
) -> dict[str, int]:
    hidden = {year for edition, year in years.items() if edition not in editions}
    return {year: count for year, count in counts.items() if year not in hidden}

"""A roster against what is on record of an edition: what is new, changed, renamed, or gone.

A line is the person on record with the same name and country; years of birth tell namesakes apart.
What is left on both sides and is nearly the same name is a corrected spelling, where the person
stands in no other edition. Nothing is written here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from tomoni.rules.courses.rosters import RosterRow

from .names import words_of

# Likeness of two spellings of one name, 0 to 100.
SAME_NAME_SPELT_OTHERWISE = 80


@dataclass(frozen=True, slots=True)
class Known:
    """One participation on record by a roster, with its person.

    ``elsewhere``: the person stands in other editions too. ``is_gone``: an earlier correction took
    the line out. ``is_erased``: no name is left to compare.
    """

    participation: int
    person: int
    row: RosterRow
    elsewhere: bool = False
    is_gone: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a roster changes of one edition. ``changed``: what is on record, and the new line.

    ``renamed``: the same with another spelling. ``erased``: participations without a name, which
    stay as they are.
    """

    new: tuple[RosterRow, ...] = ()
    changed: tuple[tuple[Known, RosterRow], ...] = ()
    renamed: tuple[tuple[Known, RosterRow], ...] = ()
    gone: tuple[Known, ...] = ()
    same: int = 0
    erased: int = 0

    @property
    def changes(self) -> int:
        """How many participations are touched."""
        return len(self.new) + len(self.changed) + len(self.renamed) + len(self.gone)


@dataclass(slots=True)
class _Sides:
    rows: list[RosterRow] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)


def name_key(row: RosterRow) -> tuple[str, ...]:
    """Return what one person's lines agree in: words of the name, and the country."""
    name = " ".join(part for part in (row.family_name, row.given_name) if part)
    return (*words_of(name or row.native_name or ""), row.country_code)


def repeated_lines(rows: Sequence[RosterRow]) -> dict[int, int]:
    """Return the lines that name whom an earlier line of the edition names, with that line."""
    seen: dict[tuple[object, ...], int] = {}
    repeated = {}
    for row in rows:
        key = (*name_key(row), row.birth_year)
        if key in seen:
            repeated[row.line] = seen[key]
        seen.setdefault(key, row.line)
    return repeated


def plan_edition(rows: Sequence[RosterRow], known: Sequence[Known]) -> RosterPlan:
    """Return what the lines of one edition change. The order of the lines does not matter."""
    sides: defaultdict[tuple[str, ...], _Sides] = defaultdict(_Sides)
    for row in sorted(rows, key=lambda one: one.line):
        sides[name_key(row)].rows.append(row)
    for one in known:
        if not one.is_erased:
            sides[name_key(one.row)].known.append(one)
    pairs: list[tuple[Known, RosterRow]] = []
    left = _Sides()
    for both in sides.values():
        found, rest = _paired(both)
        pairs += found
        left.rows += rest.rows
        left.known += [one for one in rest.known if not one.is_gone]
    renamed = _respelt(left)
    taken = {id(row) for _, row in renamed}
    moved = {one.participation for one, _ in renamed}
    changed = [(one, row) for one, row in pairs if one.is_gone or differs(one, row)]
    return RosterPlan(
        new=tuple(row for row in left.rows if id(row) not in taken),
        changed=tuple(changed),
        renamed=tuple(renamed),
        gone=tuple(one for one in left.known if one.participation not in moved),
        same=len(pairs) - len(changed),
        erased=sum(one.is_erased for one in known),
    )


_OF_PERSON = ("sex_code", "birth_year", "native_name")
_OF_PARTICIPATION = ("profession_code", "organisation")


def differs(known: Known, row: RosterRow) -> bool:
    """Whether a line says something else; what it leaves blank it does not contradict."""
    if known.row.role_code != row.role_code or known.row.state_code != row.state_code:
        return True
    return bool(changed_details(known, row))


def changed_details(known: Known, row: RosterRow) -> Mapping[str, object]:
    """Return what a line states otherwise than the record, by name.

    Of somebody who stands in other editions too, a line fills in what is not known; it does not
    overrule what another roster said.
    """
    found: dict[str, object] = {}
    for name in (*_OF_PERSON, *_OF_PARTICIPATION):
        value, before = _stated(row, name), _stated(known.row, name)
        is_fixed = known.elsewhere and name in _OF_PERSON and before is not None
        if value is not None and value != before and not is_fixed:
            found[name] = value
    return found


def contradicts(one: RosterRow, other: RosterRow) -> bool:
    """Whether two lines state different things of the person itself."""
    pairs = [(_stated(one, name), _stated(other, name)) for name in _OF_PERSON]
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def _stated(row: RosterRow, name: str) -> object | None:
    value: object | None = getattr(row, name)
    return None if value == "undisclosed" else value


def _paired(both: _Sides) -> tuple[list[tuple[Known, RosterRow]], _Sides]:
    """Pair lines and records of one name: equal years of birth first, then unknown ones."""
    pairs = []
    rows, known = list(both.rows), sorted(both.known, key=lambda one: one.is_gone)
    for is_match in (_same_birth, _open_birth):
        for row in list(rows):
            match = next((one for one in known if is_match(one.row, row)), None)
            if match is not None:
                pairs.append((match, row))
                known.remove(match)
                rows.remove(row)
    return pairs, _Sides(rows, known)


def _same_birth(one: RosterRow, other: RosterRow) -> bool:
    return one.birth_year == other.birth_year


def _open_birth(one: RosterRow, other: RosterRow) -> bool:
    return one.birth_year is None or other.birth_year is None


def _respelt(left: _Sides) -> list[tuple[Known, RosterRow]]:
    """Pair what is nearly the same name in one country, where each has one such partner only."""
    near: dict[int, list[RosterRow]] = {}
    for one in left.known:
        if not one.elsewhere:
            near[one.participation] = [row for row in left.rows if _is_near(one.row, row)]
    wanted: defaultdict[int, int] = defaultdict(int)
    for rows in near.values():
        for row in rows:
            wanted[id(row)] += 1
    return [
        (one, near[one.participation][0])
        for one in left.known
        if len(near.get(one.participation, ())) == 1 and wanted[id(near[one.participation][0])] == 1
    ]


def _is_near(one: RosterRow, other: RosterRow) -> bool:
    if one.country_code != other.country_code:
        return False
    if not (_same_birth(one, other) or _open_birth(one, other)):
        return False
    names = [" ".join(name_key(row)[:-1]) for row in (one, other)]
    return fuzz.ratio(*names) >= SAME_NAME_SPELT_OTHERWISE

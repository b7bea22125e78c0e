"""A roster held against the records: its editions, its people, what it would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.refusals import refusal_text
from tomoni.planning.rosters import Known, RosterPlan, plan_edition, repeated_lines
from tomoni.records.models import Edition, Participation, Series
from tomoni.rules.courses.counting import COMPLETED, TOOK_PART
from tomoni.rules.courses.rosters import (
    EditionFacts,
    RosterRow,
    edition_of,
    named_twice,
    two_years,
    why_not_edition,
    why_not_row,
)
from tomoni.rules.refusals import Refusal

# An edition is known by its number, or without one by its year.
EditionKey = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What a roster says of one edition. ``edition_id``: None where it is yet to be made."""

    edition_id: str | None
    number: int | None
    year: int | None
    plan: RosterPlan
    rows: int


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A roster before it is read in: what it changes by edition, and what is wrong with it."""

    series_id: str
    editions: tuple[EditionPlan, ...]
    errors: tuple[InputError, ...]

    @property
    def changes(self) -> int:
        """How many participations would be touched."""
        return sum(one.plan.changes for one in self.editions)

    @property
    def erased(self) -> int:
        """How many participations have no name left that a line could be compared with."""
        return sum(one.plan.erased for one in self.editions)

    @property
    def new_editions(self) -> int:
        """How many editions would be made."""
        return sum(one.edition_id is None for one in self.editions)


def preview_roster(
    rows: Sequence[RosterRow],
    *,
    series: Series,
    edition: Edition | None = None,
    file: str = "",
    errors: Iterable[InputError] = (),
) -> RosterPreview:
    """Return what the lines change of a series, or of its one ``edition``.

    ``errors``: faults that reading the file met. Nothing is written.
    """
    facts = edition_facts(series)
    faults = list(errors)
    by_edition = _by_edition(rows, series, edition, facts, file, faults)
    ids = [one.edition_id for one, _ in by_edition.values() if one is not None]
    known = known_participants(ids)
    plans = []
    for (number, year), (found, lines) in sorted(by_edition.items(), key=_order):
        for line, earlier in repeated_lines(lines).items():
            faults.append(_fault(named_twice(earlier), file, line))
        plan = plan_edition(lines, known.get(found.edition_id, ()) if found else ())
        years = {line.year for line in lines if line.year is not None}
        stated = year if year is not None else min(years, default=None)
        if found is None and len(years) > 1:
            faults.append(_fault(two_years(number, years), file, lines[-1].line))
        plans.append(
            EditionPlan(found.edition_id if found else None, number, stated, plan, len(lines))
        )
    faults.sort(key=lambda one: (one.where.line or 0) if one.where else 0)
    return RosterPreview(series.public_id, tuple(plans), tuple(faults))


def edition_facts(series: Series) -> list[EditionFacts]:
    """Return the editions of a series as the rules see them."""
    at_desk = set(
        Participation.objects.filter(edition__series=series, origin_code="course").values_list(
            "edition_id", flat=True
        )
    )
    rows = Edition.objects.filter(series=series).order_by("pk")
    return [
        EditionFacts(one.public_id, one.number, year_of(one), one.pk in at_desk) for one in rows
    ]


def year_of(edition: Edition) -> int | None:
    """Return the calendar year in which an edition was held; None: unknown, or over two years."""
    if edition.held_first is None or edition.held_first.year != edition.held_last.year:
        return None
    year: int = edition.held_first.year
    return year


def known_participants(edition_ids: Sequence[str]) -> dict[str, list[Known]]:
    """Return the participations of editions that came out of rosters, in two queries."""
    rows = (
        Participation.objects.filter(edition__public_id__in=edition_ids, origin_code="roster")
        .select_related("person", "edition")
        .order_by("pk")
    )
    found = list(rows)
    editions_of: defaultdict[int, set[int]] = defaultdict(set)
    persons = {one.person_id for one in found}
    pairs = Participation.objects.filter(person__in=persons).values_list("person_id", "edition_id")
    for person, edition in pairs:
        editions_of[person].add(edition)
    known: defaultdict[str, list[Known]] = defaultdict(list)
    for one in found:
        known[one.edition.public_id].append(_known(one, len(editions_of[one.person_id]) > 1))
    return known


def _known(one: Participation, elsewhere: bool) -> Known:
    person = one.person
    row = RosterRow(
        line=0,
        country_code=one.country_code,
        family_name=person.family_name,
        given_name=person.given_name,
        native_name=person.native_name,
        sex_code=person.sex_code,
        birth_year=person.birth_year,
        role_code=one.role_code,
        profession_code=one.profession_code,
        organisation=one.organisation,
        completed=_completed(one.state_code),
    )
    is_gone = one.state_code == "withdrawn"
    return Known(one.pk, one.person_id, row, elsewhere, is_gone, person.erased_at is not None)


def _completed(state_code: str) -> bool | None:
    if state_code in COMPLETED:
        return True
    return None if state_code in TOOK_PART and state_code != "partially_completed" else False


_Groups = dict[EditionKey, tuple[EditionFacts | None, list[RosterRow]]]


def _by_edition(
    rows: Sequence[RosterRow],
    series: Series,
    edition: Edition | None,
    facts: list[EditionFacts],
    file: str,
    faults: list[InputError],
) -> _Groups:
    """Return the sound lines by edition; put what is wrong with the others into ``faults``."""
    today = datetime.now(UTC).date()
    only = next((one for one in facts if edition and one.edition_id == edition.public_id), None)
    groups: _Groups = {}
    for row in rows:
        if only is not None:
            found, against = only, why_not_edition(row, only)
        else:
            found, against = edition_of(row, series.public_id, facts)
        refusals = why_not_row(row, today) + against
        if refusals:
            faults.append(_fault(refusals[0], file, row.line))
            continue
        groups.setdefault(_key(row, found), (found, []))[1].append(row)
    return groups


def _key(row: RosterRow, found: EditionFacts | None) -> EditionKey:
    if found is not None:
        return found.number, found.year
    return row.number, row.year if row.number is None else None


def _fault(refusal: Refusal, file: str, line: int) -> InputError:
    what, do = refusal_text(refusal.code, refusal.parameters)
    where = Where(file=file or None, line=line, field=refusal.field_name)
    return InputError(what, where=where, do=do)


def _order(item: tuple[EditionKey, object]) -> tuple[int, int]:
    number, year = item[0]
    return (0, number) if number is not None else (year or 0, 0)

"""What the people of an edition come to in the ledger: one line per country and measure.

Lines follow the participations: where a count changes, its line is reversed and entered again.
What a document reported of the edition as a whole is reversed, too, so that nobody counts twice;
its claim stays. A roster that lists fewer people than were reported enters nothing: the report
stands until the rest is found. Totals to date are left alone: figures tell which lines lie within
them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.errors import InputError
from tomoni.records.models import CourseEdition, Edition, Entry, ItemisedEntry, Participation, User
from tomoni.rules.courses.counting import (
    CountedPerson,
    incomplete_measures,
    itemised_counts,
)
from tomoni.rules.dates import StatedDate, calendar_year, fiscal_year
from tomoni.rules.entries import EntryFacts, check_entry
from tomoni.rules.identity import derived_id
from tomoni.rules.permissions import Subject
from tomoni.rules.quantities import Quantity
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import Event, record_events
from ..common import fiscal_start_month, stated
from ..entries import reverse_entry
from ..loading.columns import date_columns, release_of
from .scopes import check_may

_Key = tuple[str, str]
_WHY = "The participants of the edition are counted one by one."
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Itemised:
    """What came of it: lines entered, lines reversed, reported lines that gave way or were kept."""

    entered: int = 0
    reversed: int = 0
    superseded: int = 0
    kept: int = 0


@transaction.atomic
def itemise_edition(edition: Edition, *, by: User | str) -> Itemised:
    """Bring the ledger's lines of an edition in step with its participations.

    Participants and graduates by country, origin *counted*, dated as the edition was held and
    released as it is. Synthetic editions and participations count nothing. Run again, it changes
    nothing. Errors: NotPermittedError; InputError when people are to be counted and the edition
    has no date, or its kind of activity counts no participants.
    """
    check_may(by, "create", Subject("entry"))
    wanted = {} if edition.activity.is_synthetic else itemised_counts(_people(edition))
    short = _short_of_reports(edition, wanted)
    wanted = {key: count for key, count in wanted.items() if key[0] not in short}
    date = _date(edition)
    if wanted and date is None:
        raise_first(
            [Refusal("edition_has_no_date", {"edition": edition.public_id}, "year")], InputError
        )
    standing = _standing(edition)
    stale = [
        entry
        for key, entry in standing.items()
        if (entry.quantity, entry.date_stated)
        != (wanted.get(key), date.stated if date is not None else None)
    ]
    for entry in stale:
        reverse_entry(entry.public_id, by=by, why="The participants of the edition changed.")
    kept = standing.keys() - {(one.measure_code, str(one.country_code)) for one in stale}
    new = {key: count for key, count in sorted(wanted.items()) if key not in kept}
    superseded = _supersede(edition, {measure for measure, _ in wanted}, by)
    if new and date is not None:
        _enter(edition, new, date, by)
    return Itemised(len(new), len(stale), superseded, _reports(edition, short).count())


def _short_of_reports(edition: Edition, counts: dict[_Key, int]) -> frozenset[str]:
    """Return the measures of which a roster holds only a part of those who were reported.

    Who the desk itself ran the edition for is known to the last person.
    """
    if CourseEdition.objects.filter(edition=edition).exists():
        return frozenset()
    reported: dict[str, int] = {}
    for row in _reports(edition, {measure for measure, _ in counts}):
        stated_at_least = row.quantity if row.low_quantity is None else row.low_quantity
        least = Quantity(stated_at_least, row.exponent).at_exponent(0).coefficient
        reported[row.measure_code] = max(least, reported.get(row.measure_code, 0))
    return incomplete_measures(counts, reported)


def _people(edition: Edition) -> list[CountedPerson]:
    rows = Participation.objects.filter(edition=edition, is_synthetic=False)
    columns = ("country_code", "role_code", "state_code", "attended_minutes")
    return [CountedPerson(*values) for values in rows.values_list(*columns)]


def _date(edition: Edition) -> StatedDate | None:
    """The last day of a course that the desk runs, else the date as it is stated."""
    course = CourseEdition.objects.filter(edition=edition, last_day__isnull=False).first()
    return stated(course.last_day.isoformat() if course else edition.held_stated)


def _standing(edition: Edition) -> dict[_Key, Entry]:
    rows = Entry.objects.filter(itemises__edition=edition, reversing_entries__isnull=True)
    return {(row.measure_code, str(row.country_code)): row for row in rows}


def _reports(edition: Edition, measures: Collection[str]) -> QuerySet[Entry]:
    """What was reported of the edition as a whole and stands."""
    return Entry.objects.filter(
        activity=edition.activity,
        origin_code="reported",
        measure_code__in=measures,
        reverses_entry__isnull=True,
        reversing_entries__isnull=True,
    )


def _supersede(edition: Edition, measures: set[str], by: User | str) -> int:
    """Reverse what was reported of the edition as a whole, of measures that are now counted."""
    ids = list(_reports(edition, measures).order_by("pk").values_list("public_id", flat=True))
    for public_id in ids:
        reverse_entry(public_id, by=by, why=_WHY)
    return len(ids)


def _enter(edition: Edition, counts: dict[_Key, int], date: StatedDate, by: User | str) -> None:
    for measure in {measure for measure, _ in counts}:
        check_entry(_facts(edition, measure, date))
    before = _times_entered(edition)
    shared = {
        **release_of(edition),
        **date_columns("date", date),
        "calendar_year": calendar_year(date),
        "fiscal_year": fiscal_year(date, fiscal_start_month()),
    }
    rows = [_line(edition, key, count, before.get(key, 0), shared) for key, count in counts.items()]
    Entry.objects.bulk_create(rows, batch_size=_BATCH)
    ItemisedEntry.objects.bulk_create(
        (ItemisedEntry(edition=edition, entry=row) for row in rows), batch_size=_BATCH
    )
    record_events((_event(edition, row) for row in rows), by=by)


def _facts(edition: Edition, measure: str, date: StatedDate) -> EntryFacts:
    return EntryFacts(
        activity_id=edition.activity.public_id,
        activity_kind=edition.activity.kind_code,
        measure_code=measure,
        quantity=Quantity(1),
        unit_code="person",
        currency_code=None,
        date=date,
    )


def _times_entered(edition: Edition) -> dict[_Key, int]:
    times: dict[_Key, int] = {}
    rows = Entry.objects.filter(itemises__edition=edition)
    for measure, country in rows.values_list("measure_code", "country_code"):
        times[measure, str(country)] = times.get((measure, str(country)), 0) + 1
    return times


def _line(edition: Edition, key: _Key, count: int, times: int, shared: dict[str, Any]) -> Entry:
    measure, country = key
    return Entry(
        public_id=derived_id(edition.public_id, f"{measure} of {country}", times),
        activity=edition.activity,
        measure_code=measure,
        country_code=country,
        quantity=count,
        exponent=0,
        low_quantity=count,
        high_quantity=count,
        qualifier_code="exact",
        unit_code="person",
        origin_code="counted",
        counting_level_code="final",
        **shared,
    )


def _event(edition: Edition, row: Entry) -> Event:
    payload = {
        "activity_id": edition.activity.public_id,
        "edition_id": edition.public_id,
        "measure_code": row.measure_code,
        "quantity": str(row.quantity),
        "unit_code": "person",
        "date_stated": row.date_stated,
    }
    return Event("create", "entry", row.public_id, payload)


def itemise_editions(editions: Sequence[Edition], *, by: User | str) -> Itemised:
    """Bring several editions in step; return what it came to in all."""
    done = [itemise_edition(edition, by=by) for edition in editions]
    return Itemised(
        sum(one.entered for one in done),
        sum(one.reversed for one in done),
        sum(one.superseded for one in done),
        sum(one.kept for one in done),
    )

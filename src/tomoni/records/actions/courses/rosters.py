"""Rosters of older editions: read in whole, corrected by reading in again, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.errors import InputError
from tomoni.planning.rosters import Known, changed_details
from tomoni.records.models import Edition, Participation, Person, RosterImport, Series, User
from tomoni.records.queries.people.rosters import EditionPlan, RosterPreview, preview_roster
from tomoni.rules.courses.persons import search_name
from tomoni.rules.courses.rosters import RosterRow
from tomoni.rules.permissions import Subject

from ..audit import Event, actor_id, record_event, record_events
from ..common import find, new_id
from .itemising import Itemised, itemise_editions
from .roster_editions import edition_for
from .roster_persons import KnownPersons
from .scopes import check_may

Progress = Callable[[int, int], object]
_BATCH = 1_000
_OF_PERSON = ("sex_code", "birth_year", "native_name")
_OF_PARTICIPATION = ("profession_code", "organisation")


@dataclass(frozen=True, slots=True)
class RosterFile:
    """Where lines come from. ``sha256``: of the file's bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What reading a roster in did. ``person_ids``: public ids of the persons that are new."""

    rows: int
    editions: int
    new_editions: int
    new: int
    changed: int
    gone: int
    same: int
    itemised: Itemised
    person_ids: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether everything was on record already."""
        return not (self.new or self.changed or self.gone or self.new_editions)


@transaction.atomic
def import_roster(
    rows: Sequence[RosterRow],
    file: RosterFile,
    *,
    by: User | str,
    series_id: str,
    edition_id: str | None = None,
    progress: Progress | None = None,
) -> RosterReport:
    """Read a roster in: editions that are missing, persons, participations, and their ledger lines.

    ``edition_id``: the lines are all of that edition; None: each names its own by number or year.
    Numbers that the file leaves out stay out. Read in again, the same file changes nothing, and a
    corrected one only what differs. ``progress`` is called with lines done and lines in all.

    Errors: NotPermittedError; NotFoundError; InputError with the first line that cannot be read in,
    and nothing is then written.
    """
    check_may(by, "import", Subject("roster"))
    series = find(Series, series_id, lock=True)
    edition = find(Edition, edition_id) if edition_id else None
    preview = preview_roster(rows, series=series, edition=edition, file=file.name)
    if preview.errors:
        raise preview.errors[0]
    return _Import(series, file, by, progress or (lambda *_: None)).run(preview, len(rows))


class _Import:
    """One roster on its way in."""

    def __init__(
        self, series: Series, file: RosterFile, by: User | str, progress: Progress
    ) -> None:
        self._series = series
        self._file = file
        self._by = by
        self._progress = progress
        self._events: list[Event] = []
        self._new_persons: list[Person] = []

    def run(self, preview: RosterPreview, rows: int) -> RosterReport:
        countries = {row.country_code for one in preview.editions for row in one.plan.new}
        persons = KnownPersons(countries)
        touched: list[Edition] = []
        done = 0
        for plan in preview.editions:
            if plan.plan.changes or plan.edition_id is None:
                touched.append(self._read_in(plan, persons))
            done += plan.rows
            self._progress(done, rows)
        record_events(self._events, by=self._by)
        itemised = itemise_editions(touched, by=self._by)
        plans = [one.plan for one in preview.editions]
        report = RosterReport(
            rows=rows,
            editions=len(plans),
            new_editions=preview.new_editions,
            new=sum(len(one.new) for one in plans),
            changed=sum(len(one.changed) + len(one.renamed) for one in plans),
            gone=sum(len(one.gone) for one in plans),
            same=sum(one.same for one in plans),
            itemised=itemised,
            person_ids=tuple(person.public_id for person in self._new_persons),
        )
        if not report.is_nothing:
            self._record(report)
        return report

    def _read_in(self, plan: EditionPlan, persons: KnownPersons) -> Edition:
        edition = edition_for(self._series, plan, by=self._by)
        roster = self._roster(edition, plan.rows)
        self._add(edition, roster, plan.plan.new, persons)
        for known, row in (*plan.plan.changed, *plan.plan.renamed):
            self._change(edition, roster, known, row)
        self._take_out(plan.plan.gone)
        return edition

    def _roster(self, edition: Edition, rows: int) -> RosterImport:
        """The file's own row of this edition; reading it in again after a correction renews it."""
        stated = {
            "file_name": self._file.name,
            "imported_by": actor_id(self._by),
            "imported_at": datetime.now(UTC),
            "row_count": rows,
        }
        made, _ = RosterImport.objects.update_or_create(
            edition=edition,
            sha256=self._file.sha256,
            defaults=stated,
            create_defaults={**stated, "public_id": new_id()},
        )
        return made

    def _add(
        self,
        edition: Edition,
        roster: RosterImport,
        rows: Iterable[RosterRow],
        persons: KnownPersons,
    ) -> None:
        found = [(row, persons.match(row, edition.pk)) for row in rows]
        made = [(row, _person(row)) for row, person in found if person is None]
        Person.objects.bulk_create((person for _, person in made), batch_size=_BATCH)
        self._new_persons += [person for _, person in made]
        for row, person in made:
            persons.add(row, person, edition.pk)
            self._note("create", "person", person.public_id, {"roster_id": roster.public_id})
        pairs = [(row, person) for row, person in found if person is not None] + made
        rows_made = [_participation(edition, roster, row, person) for row, person in pairs]
        Participation.objects.bulk_create(rows_made, batch_size=_BATCH)
        for one in rows_made:
            self._note("create", "participation", one.public_id, {"state": one.state_code})

    def _change(self, edition: Edition, roster: RosterImport, known: Known, row: RosterRow) -> None:
        details = changed_details(known, row)
        one = Participation.objects.select_related("person").get(pk=known.participation)
        for name in _OF_PARTICIPATION:
            setattr(one, name, details.get(name, getattr(one, name)))
        one.role_code, one.state_code, one.state_reason = row.role_code, row.state_code, None
        one.completed_on = _completed_on(edition, row)
        one.roster, one.revision = roster, one.revision + 1
        one.save()
        person = one.person
        for name in _OF_PERSON:
            setattr(person, name, details.get(name, getattr(person, name)))
        person.family_name = row.family_name or person.family_name
        person.given_name = row.given_name or person.given_name
        person.search_name = search_name(person.family_name, person.given_name, person.native_name)
        person.save()
        self._note("change", "participation", one.public_id, {"state": one.state_code})
        self._note("change", "person", person.public_id, {"roster_id": roster.public_id})

    def _take_out(self, gone: Sequence[Known]) -> None:
        rows = Participation.objects.filter(pk__in=[one.participation for one in gone])
        for one in rows.order_by("pk"):
            one.state_code, one.completed_on = "withdrawn", None
            one.state_reason = "Not in the corrected roster."
            one.revision += 1
            one.save()
            self._note("change", "participation", one.public_id, {"state": "withdrawn"})

    def _note(self, verb: str, object_type: str, object_id: str, payload: dict[str, Any]) -> None:
        self._events.append(Event(verb, object_type, object_id, payload))

    def _record(self, report: RosterReport) -> None:
        payload = {
            "sha256": self._file.sha256,
            "rows": report.rows,
            "editions": report.editions,
            "new_editions": report.new_editions,
            "new": report.new,
            "changed": report.changed,
            "gone": report.gone,
        }
        record_event(
            by=self._by,
            verb="import",
            object_type="roster",
            object_id=self._series.public_id,
            payload=payload,
        )


def _person(row: RosterRow) -> Person:
    return Person(
        public_id=new_id(),
        family_name=row.family_name,
        given_name=row.given_name,
        native_name=row.native_name,
        search_name=search_name(row.family_name, row.given_name, row.native_name),
        sex_code=row.sex_code or "undisclosed",
        birth_year=row.birth_year,
        country_code=row.country_code,
    )


def _participation(
    edition: Edition, roster: RosterImport, row: RosterRow, person: Person
) -> Participation:
    return Participation(
        public_id=new_id(),
        edition=edition,
        person=person,
        roster=roster,
        origin_code="roster",
        role_code=row.role_code,
        state_code=row.state_code,
        country_code=row.country_code,
        profession_code=row.profession_code,
        organisation=row.organisation,
        completed_on=_completed_on(edition, row),
    )


def _completed_on(edition: Edition, row: RosterRow) -> date | None:
    """The last day that the edition's date can mean: by then, who completed had done so."""
    if not row.completed:
        return None
    last: date | None = edition.held_last
    if last is None:
        raise InputError("The edition has no date.", do="Give its year in the column Year.")
    return last

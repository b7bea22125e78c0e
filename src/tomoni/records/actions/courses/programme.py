"""A programme out of a spreadsheet: looked at first, then entered, all or none, and again in vain.

A row is known by its session's number. A row without one is a new session, unless one of the same
kind, title, start and group is there. Sessions that the file leaves out stay as they are; so do the
participants who present, whom no spreadsheet names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import CourseEdition, Lecturer, Session, User
from tomoni.records.queries.courses.sessions import sessions_of
from tomoni.rules.courses.sessions import check_edit, why_not_edit
from tomoni.rules.refusals import raise_first

from ..audit import Event, record_events
from ..common import find, new_id
from .programme_clashes import clashes
from .scopes import check_may, of_course
from .session_values import (
    SessionValues,
    apply_values,
    check_values,
    columns_of,
    first_free,
    linked_records,
    stripped,
    values_of,
)
from .sessions import added, changed_event, set_people, tell_all, write_session
from .sheet_faults import refuse_whole
from .steps import lock, save_revised

MOST_ROWS = 1_000
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One row of a file: its line, and the session that it states.

    ``values.code``: its number, None for a session that has none yet. ``lecturer_names`` and
    ``group_number`` are looked up; ids in ``values`` are left aside.
    """

    line: int
    values: SessionValues
    lecturer_names: tuple[str, ...] = ()
    group_number: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """What a row would do: new, changed or unchanged; ``fields``: what would change."""

    line: int
    values: SessionValues
    what: str
    fields: tuple[str, ...] = ()
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """What a file would do, and the faults for which it would do nothing."""

    rows: tuple[PlannedSession, ...]
    faults: tuple[InputError, ...]

    def count(self, what: str) -> int:
        """Return how many rows are new, changed or unchanged."""
        return sum(row.what == what for row in self.rows)


def plan_programme(
    *, by: User | str, course_id: str, rows: Sequence[ProgrammeRow], file: str
) -> ProgrammePlan:
    """Return what the rows of a file would do to an edition's timetable; nothing is written.

    Errors: NotPermittedError; NotFoundError; TransitionError when the edition is over; InputError
    for too many rows.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "import", of_course(course, "session"))
    check_edit(course.state_code, "planned")
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"The file has more than {MOST_ROWS} sessions.", where=Where(file=file),
            do="Split it.",
        )  # fmt: skip
    there = list(sessions_of(course))
    planner = _Planner(course, there, [row.values.code for row in rows])
    planned: list[PlannedSession] = []
    faults: list[tuple[int, InputError]] = []
    for row in rows:
        try:
            planned.append(planner.plan(row))
        except InputError as fault:
            faults.append((row.line, fault))
    stated = [(one.line, one.values, one.session_id) for one in planned if one.what != UNCHANGED]
    faults += clashes(course, stated, there)
    ordered = sorted(faults, key=lambda pair: pair[0])
    return ProgrammePlan(tuple(planned), tuple(_at(fault, line, file) for line, fault in ordered))


def _at(fault: InputError, line: int, file: str) -> InputError:
    field = fault.where.field if fault.where else None
    placed = InputError(fault.what, where=Where(file=file, line=line, field=field), do=fault.do)
    placed.in_language = fault.in_language
    return placed


class _Planner:
    """Knows an edition's sessions, groups and the register while rows are read one by one."""

    def __init__(
        self, course: CourseEdition, there: Sequence[Session], stated: Sequence[str | None]
    ) -> None:
        self._state = course.state_code
        self._now = {one.public_id: (one, values_of(one)) for one in there}
        self._by_code = {one.code: one.public_id for one in there}
        self._same = {_likeness(values): key for key, (_, values) in self._now.items()}
        self._groups = dict(course.groups.values_list("number", "public_id"))
        self._free = first_free([*self._by_code, *(code for code in stated if code)])
        self._seen: set[str] = set()
        self._names: dict[str, list[str]] = {}
        for key, name in Lecturer.objects.filter(is_active=True).values_list("public_id", "name"):
            self._names.setdefault(_folded(name or ""), []).append(key)

    def plan(self, row: ProgrammeRow) -> PlannedSession:
        """Return what a row would do. Errors: InputError."""
        values = stripped(replace(row.values, group_id=self._group(row.group_number),
                                  lecturer_ids=self._lecturers(row.lecturer_names)))  # fmt: skip
        check_values(values)
        key = self._by_code.get(values.code) if values.code else self._same.get(_likeness(values))
        if key is None:
            return self._taken(PlannedSession(row.line, self._numbered(values), NEW))
        session, now = self._now[key]
        values = replace(values, code=session.code, presenter_ids=now.presenter_ids)
        changed = tuple(
            field.name for field in fields(SessionValues)
            if getattr(values, field.name) != getattr(now, field.name)
        )  # fmt: skip
        refusals = why_not_edit(self._state, session.state_code) if changed else []
        raise_first(refusals, InputError)
        what = CHANGED if changed else UNCHANGED
        return self._taken(PlannedSession(row.line, values, what, changed, key))

    def _numbered(self, values: SessionValues) -> SessionValues:
        if values.code is not None:
            return values
        self._free += 1
        return replace(values, code=str(self._free - 1))

    def _taken(self, planned: PlannedSession) -> PlannedSession:
        code = str(planned.values.code)
        if code in self._seen:
            raise InputError("This session stands in the file twice.", where=Where(field="code"))
        self._seen.add(code)
        return planned

    def _group(self, number: int | None) -> str | None:
        if number is None:
            return None
        found: str | None = self._groups.get(number)
        if found is None:
            raise InputError(f"The edition has no group {number}.", where=Where(field="group"))
        return found

    def _lecturers(self, names: Sequence[str]) -> tuple[str, ...]:
        found = []
        for name in names:
            keys = self._names.get(_folded(name), [])
            if len(keys) != 1:
                raise InputError(
                    f"The register has {'several lecturers' if keys else 'no lecturer'} "
                    f"of the name {name!r}.",
                    where=Where(field="lecturers"),
                    do="Choose them on the session's page." if keys else "Enter them first.",
                )
            found.append(keys[0])
        return tuple(sorted(set(found)))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _likeness(values: SessionValues) -> tuple[object, ...]:
    return values.kind_code, values.title.casefold(), values.starts_at, values.group_id


def enter_programme(
    *, by: User | str, course_id: str, rows: Sequence[ProgrammeRow], file: str
) -> ProgrammePlan:
    """Do what the rows of a file say, all of it or nothing, and return what was done.

    Doing it again changes nothing. Errors: as ``plan_programme``; QuarantineError naming the first
    row that cannot be taken, and how many there are.
    """
    with transaction.atomic():
        lock(find(CourseEdition, course_id))
        plan = plan_programme(by=by, course_id=course_id, rows=rows, file=file)
        refuse_whole(plan.faults)
        write_sessions(course_id, plan.rows, by)
    return plan


def write_sessions(course_id: str, rows: Sequence[PlannedSession], by: User | str) -> None:
    """Store planned sessions inside the caller's transaction; those concerned are told once."""
    course = find(CourseEdition, course_id)
    there = {one.public_id: one for one in sessions_of(course)}
    events: list[Event] = []
    moved: list[Session] = []
    for row in rows:
        if row.what == UNCHANGED:
            continue
        linked = linked_records(course, row.values)
        if row.session_id is None:
            session = Session(public_id=new_id(), course=course, **columns_of(row.values))
            write_session(session, linked)
            events.append(added(session, linked))
            moved.append(session)
            continue
        session = there[row.session_id]
        session.course = course
        changed = apply_values(session, row.values, linked)
        save_revised(session)
        set_people(session, linked)
        events.append(changed_event(session, changed))
        moved.append(session)
    tell_all(moved, f"timetable:{new_id()}")
    if events:
        record_events(events, by=by)

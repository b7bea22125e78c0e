"""When live sessions are held, so that the hardest-hit zone is hit least, over a whole course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from tomoni.catalogue.errors import InputError, Where

from .hardship import QUARTERS_OF_HOUR, two_cohorts, zone_of
from .solver import Proof
from .timetable_model import Choice, TimetableModel, least_conflict, quarter_points

GRID_MINUTES = 30


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that everybody attends at once. ``day``: the date on which it starts, on the clocks
    of ``zone``.

    ``needs``: lecturers, rooms, interpreters, by id. ``after``: a session that ends before it.
    """

    id: str
    day: date
    minutes: int
    needs: tuple[str, ...] = ()
    after: str | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class TimetableInputs:
    """What a timetable is planned from.

    ``people``: participants by time zone. ``available``: for each lecturer, room or interpreter the
    spans (aware, from and to) in which it is free; one that is not named is always free.
    ``carried``: quarter-points that zones bore in earlier weeks of the course. ``break_minutes``:
    between two sessions. ``most_points``: points per live hour above which the course is better
    held in two cohorts, or with recorded lectures.
    """

    sessions: tuple[LiveSession, ...]
    people: Mapping[str, int]
    available: Mapping[str, tuple[tuple[datetime, datetime], ...]] = field(default_factory=dict)
    carried: Mapping[str, int] = field(default_factory=dict)
    break_minutes: int = 0
    most_points: Fraction = Fraction(2)
    deterministic_time: float = 3.0


@dataclass(frozen=True, slots=True)
class TimetablePlan:
    """Starts in UTC, and the burden: points are per participant, over the course so far.

    ``points``: by zone. ``worst``: of the zone that is hit hardest, proven within ``worst_proof``
    (in quarter-points). ``total``: over all participants, in points. ``cohorts``: a division in
    two where nobody's timetable can be mild enough; else empty.
    """

    starts: Mapping[str, datetime]
    points: Mapping[str, Fraction]
    worst: Fraction
    worst_proof: Proof
    total: Fraction
    total_proof: Proof
    cohorts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TimetableConflict:
    """Sessions that cannot all be held: a least set; one alone has no time when all are free."""

    sessions: tuple[str, ...]


def plan_timetable(inputs: TimetableInputs) -> TimetablePlan | TimetableConflict:
    """Return the starts for which the greatest burden of a zone is least, and then the total.

    Errors: InputError for inputs that make no sense; PlanningError when no plan was found in time.
    """
    _check(inputs)
    choices = {session.id: _choices(inputs, session) for session in inputs.sessions}
    model = TimetableModel(
        choices,
        people=dict(sorted(inputs.people.items())),
        carried=inputs.carried,
        orders=[*_stated_orders(inputs), *_twins(inputs)],
    )
    found = model.solve(inputs.deterministic_time)
    if found is None:
        return TimetableConflict(least_conflict(choices, model.orders, inputs.deterministic_time))
    return _plan(inputs, *found)


def _stated_orders(inputs: TimetableInputs) -> list[tuple[str, str]]:
    return [(one.after, one.id) for one in inputs.sessions if one.after]


def _twins(inputs: TimetableInputs) -> list[tuple[str, str]]:
    """Order sessions that could change places with nothing gained: it spares the search."""
    ordered = {name for pair in _stated_orders(inputs) for name in pair}
    last: dict[tuple[date, int, tuple[str, ...]], str] = {}
    found = []
    for one in sorted(inputs.sessions, key=lambda session: session.id):
        key = (one.day, one.minutes, tuple(sorted(one.needs)))
        if one.id not in ordered:
            if key in last:
                found.append((last[key], one.id))
            last[key] = one.id
    return found


def _plan(
    inputs: TimetableInputs, chosen: Mapping[str, Choice], worst_proof: Proof, total_proof: Proof
) -> TimetablePlan:
    burden = Counter({zone: inputs.carried.get(zone, 0) for zone in inputs.people})
    for choice in chosen.values():
        burden.update(choice.hardship)
    points = {zone: Fraction(burden[zone], QUARTERS_OF_HOUR) for zone in sorted(inputs.people)}
    total = sum((points[zone] * count for zone, count in inputs.people.items()), Fraction(0))
    return TimetablePlan(
        starts={name: chosen[name].start for name in sorted(chosen)},
        points=points,
        worst=max(points.values(), default=Fraction(0)),
        worst_proof=worst_proof,
        total=total,
        total_proof=total_proof,
        cohorts=_cohorts(inputs, worst_proof.bound),
    )


def _cohorts(inputs: TimetableInputs, bound: int) -> tuple[tuple[str, ...], ...]:
    """Suggest two cohorts when even the bound is over what is bearable for so many live hours."""
    hours = Fraction(sum(one.minutes for one in inputs.sessions), 60)
    carried = max(inputs.carried.values(), default=0)
    allowed = Fraction(carried, QUARTERS_OF_HOUR) + inputs.most_points * hours
    if not inputs.sessions or Fraction(bound, QUARTERS_OF_HOUR) <= allowed:
        return ()
    first = min(one.day for one in inputs.sessions)
    return two_cohorts(inputs.people, datetime.combine(first, time(), UTC))


def _choices(inputs: TimetableInputs, session: LiveSession) -> list[Choice]:
    """Return every start of the session's day on which all that it needs is free."""
    # Counted in UTC, a day on which clocks are set forward or back has the hours that it has.
    start, next_day = (
        datetime.combine(day, time(), zone_of(session.zone)).astimezone(UTC)
        for day in (session.day, session.day + timedelta(days=1))
    )
    found = []
    while start < next_day:
        end = start + timedelta(minutes=session.minutes)
        if all(_is_free(inputs, need, start, end) for need in session.needs):
            hard = {zone: quarter_points(zone, start, session.minutes) for zone in inputs.people}
            busy = end + timedelta(minutes=inputs.break_minutes)
            found.append(Choice(session.id, start, end, busy, hard))
        start += timedelta(minutes=GRID_MINUTES)
    return found


def _is_free(inputs: TimetableInputs, need: str, start: datetime, end: datetime) -> bool:
    spans = inputs.available.get(need)
    return spans is None or any(first <= start and end <= last for first, last in spans)


def _check(inputs: TimetableInputs) -> None:
    ids = [one.id for one in inputs.sessions]
    if len(set(ids)) != len(ids):
        raise _wrong("A session stands twice.", "id", "Name each session once.")
    for one in inputs.sessions:
        if one.minutes <= 0 or one.minutes % GRID_MINUTES:
            raise _wrong(
                f"Session {one.id} lasts {one.minutes} minutes.",
                "minutes",
                f"Use a multiple of {GRID_MINUTES} minutes.",
            )
        if one.after is not None and one.after not in ids:
            raise _wrong(f"There is no session {one.after}.", "after", "Name a session.")
    if inputs.break_minutes < 0 or min(inputs.carried.values(), default=0) < 0:
        raise _wrong("A break or a carried burden is below zero.", "break_minutes", "Mend it.")
    if not inputs.people or min(inputs.people.values()) < 1:
        raise _wrong("A zone has no participants.", "people", "Name zones with participants only.")
    for zone in inputs.people:
        zone_of(zone)
    for spans in inputs.available.values():
        if any(moment.tzinfo is None for span in spans for moment in span):
            raise _wrong("A span has no time zone.", "available", "State its time zone.")


def _wrong(what: str, field_name: str, do: str) -> InputError:
    return InputError(what, where=Where(field=field_name), do=do)

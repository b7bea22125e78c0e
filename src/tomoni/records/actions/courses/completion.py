"""What a completed edition enters into the ledger: participants, graduates, sessions, person-days.

Observers are not counted; participants of the host country and those who paid for themselves are.
Where the timetable has sessions that were held, sessions and person-days are counted from them and
from attendance: a day counts for who attended at least half of it. Money is entered when a fiscal
year of the budget is closed.
"""

from __future__ import annotations

from fractions import Fraction

from django.db.models import Q, QuerySet

from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.records.models import CourseEdition, Participation, User
from tomoni.records.queries.courses.counted import Counted, counted_sessions
from tomoni.rules.entries import can_enter
from tomoni.rules.quantities import Quantity

from ..common import link_id
from ..entries import EntryValues, record_entry
from .itemising import itemise_edition

GRADUATED = ("completed", "certified", "alumnus")
_TOOK_PART = (*GRADUATED, "arrived", "active", "partially_completed", "dismissed")


def took_part(course: CourseEdition) -> QuerySet[Participation]:
    """Return who took part, observers left out: all who arrived, and who left after attending."""
    left_later = Q(state_code="withdrawn", attended_minutes__gt=0)
    rows = course.edition.participations.exclude(role_code="observer")
    return rows.filter(Q(state_code__in=_TOOK_PART) | left_later)


def graduated(course: CourseEdition) -> QuerySet[Participation]:
    """Return who completed the edition, observers left out."""
    return took_part(course).filter(state_code__in=GRADUATED)


def without_attendance(course: CourseEdition) -> int:
    """Return how many still take part, or completed, with no attendance on record."""
    expected = course.edition.participations.filter(state_code__in=(*_TOOK_PART,))
    missing = Q(attended_minutes__isnull=True) | Q(state_code__in=("arrived", "active"))
    return expected.filter(missing).count()


def counted(course: CourseEdition) -> Counted | None:
    """Return what was held and attended of the timetable; None where no session was held."""
    return counted_sessions(course, set(took_part(course).values_list("pk", flat=True)))


def suggested_person_days(course: CourseEdition) -> int | None:
    """Return days of presence: each person's attended share of the days, in whole days downward.

    None: the days, or somebody's attendance, are not known.
    """
    if course.first_day is None or course.last_day is None:
        return None
    days = (course.last_day - course.first_day).days + 1
    total = 0
    for attended, planned in took_part(course).values_list("attended_minutes", "planned_minutes"):
        if attended is None or not planned:
            return None
        total += int(min(Fraction(attended, planned), Fraction(1)) * days)
    return total


def enter_completion(course: CourseEdition, person_days: int | None, *, by: User | str) -> None:
    """Enter what the edition counts, once, each measure where the activity's kind permits it.

    Participants and graduates are entered by country, and follow later corrections. Sessions and
    person-days of a timetable are counted; without one, the edition is one session, and
    ``person_days`` are those that the officer states (None: not counted). Days that a missing
    record leaves open are not guessed: person-days are then not entered.
    """
    itemise_edition(course.edition, by=by)
    counts: dict[str, int | None] = {"sessions_held": 1, "person_days": person_days}
    if (found := counted(course)) is not None:
        days = None if found.unknown_days else found.person_days
        counts = {"sessions_held": found.sessions, "person_days": days}
    activity = course.edition.activity
    for measure, count in counts.items():
        if count is None or not can_enter(activity.kind_code, measure):
            continue
        record_entry(
            EntryValues(
                activity_id=activity.public_id,
                measure_code=measure,
                quantity=Quantity(count),
                unit_code=MEASURES_BY_CODE[measure].unit,
                date=course.last_day.isoformat(),
                entry_id=link_id(course.public_id, measure),
            ),
            by=by,
        )

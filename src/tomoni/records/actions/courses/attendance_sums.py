"""What participants attended in all: summed from the sessions that were held."""

from __future__ import annotations

from collections.abc import Sequence

from tomoni.records.models import CourseEdition, Participation
from tomoni.records.queries.courses.attendance import attendance_of
from tomoni.rules.courses.completion import RECORDED

from ..audit import Event

_COLUMNS = ("attended_minutes", "planned_minutes")
_BATCH = 200


def sum_attendance(
    course: CourseEdition,
    people: Sequence[Participation] | None = None,
    *,
    was_held: bool = False,
) -> list[Event]:
    """Sum what participants attended of the sessions held, and return the events to be recorded.

    ``people``: None: all. Whose attendance is settled stays as it is. Without a session that was
    held nothing changes, for minutes may have been typed; unless one was held until now
    (``was_held``): what was summed from it goes.
    """
    found = attendance_of(course, people)
    if not found.sessions and not was_held:
        return []
    changed = []
    rows = Participation.objects.filter(pk__in=[one.pk for one in found.people])
    stored = {one.pk: one for one in rows.select_for_update().order_by("pk")}
    for one in found.people:
        held, sums = stored[one.pk], found.sums(one)
        if held.state_code not in RECORDED:
            continue
        if (held.attended_minutes, held.planned_minutes) == (sums.attended, sums.planned):
            continue
        held.attended_minutes, held.planned_minutes = sums.attended, sums.planned
        held.revision += 1
        changed.append(held)
    Participation.objects.bulk_update(changed, [*_COLUMNS, "revision"], batch_size=_BATCH)
    payload = {"fields": list(_COLUMNS)}
    return [Event("change", "participation", one.public_id, payload) for one in changed]

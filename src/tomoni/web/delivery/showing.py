"""What pages of a timetable show: weeks on the clocks of a chosen zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from tomoni.catalogue.zones import zone_names
from tomoni.records.models import CourseEdition, Session

from .week import Week, chosen_week, placed, week_from, weeks_of

ALL = "all"


def asked_zone(request: HttpRequest, otherwise: str) -> str:
    """Return the zone that the address asks for; one that does not exist is left aside."""
    asked = request.GET.get("zone", "")
    return asked if asked in zone_names() else otherwise


def shown_weeks(
    request: HttpRequest, course: CourseEdition, sessions: Sequence[Session], zone: str = ""
) -> dict[str, object]:
    """Return the weeks that the address asks for, the other weeks, and the zone's choices.

    ``zone``: of the reader, which is shown where the address asks for none; blank: the edition's.
    """
    shown_in = asked_zone(request, zone or course.zone)
    rows = placed(sessions, shown_in)
    mondays = weeks_of(course, rows)
    asked = request.GET.get("week", "")
    here = chosen_week(mondays, asked, rows)
    chosen = mondays if asked == ALL else [here] if here else []
    weeks: list[Week] = [week_from(monday, rows) for monday in chosen]
    return {
        "weeks": weeks,
        "is_all": asked == ALL,
        "zone": shown_in,
        "zones": near_zones(course.zone, zone, shown_in),
        "all_zones": zone_names(),
        "links": [
            {"monday": monday, "number": number, "query": query(monday, shown_in),
             "is_here": asked != ALL and monday == here}
            for number, monday in enumerate(mondays, start=1)
        ],
        "all_query": f"?{urlencode({'week': ALL, 'zone': shown_in})}",
        "week_asked": asked,
    }  # fmt: skip


def query(monday: date, zone: str) -> str:
    """Return the query of a week's page."""
    return f"?{urlencode({'week': monday.isoformat(), 'zone': zone})}"


def near_zones(*zones: str) -> list[str]:
    """Return the zones that a page offers first: the edition's, the reader's, UTC."""
    return list(dict.fromkeys([*(zone for zone in zones if zone), "UTC"]))

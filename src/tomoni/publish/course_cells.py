"""What pages of courses and calls share: days, moments on two clocks, numbers with their proof."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from tomoni.catalogue.labels import Label
from tomoni.rules.courses.moments import on_clock

from . import cells
from .build import Build
from .cells import Cell, Json
from .counted import records_summary
from .source import Row, label_of

SEATS = Label(
    "Seats of this edition for nominees of governments, as the institute announces them.",
    "各国政府の推薦者のための定員（主催機関の発表による）。",
)
COUNTRIES = Label(
    "Countries and territories whose governments are offered seats of this edition, as the "
    "institute records them. Which of them send somebody is another matter.",
    "この回の席を割り当てられた国・地域の数（主催機関の記録による）。実際の参加国数とは異なります。",
)


def title_cell(kind: str, key: str, course: Row) -> Json:
    """Return a link to a page of a course, or of its call, that reads its title."""
    return cells.link(kind, key, cells.words(title_of(course)))


def title_of(course: Row) -> Label:
    """Return the printed title of an edition; where Japanese is missing it reads English."""
    return Label(course["title"], course["title_ja"] or course["title"])


def theme_cell(course: Row) -> Json | None:
    """Return the theme of an edition; None: none is stated."""
    if course["theme"] is None:
        return None
    return cells.words(Label(course["theme"], course["theme_ja"] or course["theme"]))


def days_cell(course: Row) -> Cell:
    """Return the days of an edition; None: not decided."""
    first: date | None = course["first_day"]
    last: date | None = course["last_day"]
    if first is None or last is None:
        return None
    if first == last:
        return cells.dated(first.isoformat())
    since, until = cells.dated(first.isoformat()), cells.dated(last.isoformat())
    return {"t": "period", "since": since, "until": until}


def state_cell(list_name: str, code: str) -> Json | None:
    """Return where an edition or a call stands, as a small label."""
    return cells.coded(list_name, code, label_of(list_name, code), tag=True)


def instant_of(text: str | None) -> datetime | None:
    """Return an instant of the snapshot; None stays None."""
    return None if text is None else datetime.fromisoformat(text)


def moment_cell(text: str | None, zone: str) -> Cell:
    """Return an instant on the clocks of the course and in UTC; None: not decided."""
    moment = instant_of(text)
    return None if moment is None else on_clock(moment, zone)


def day_cell(day: date | None) -> Cell:
    """Return a day; None: not decided."""
    return None if day is None else cells.dated(day.isoformat())


def announced(build: Build, course: Row, name: str, definition: Label) -> Json | None:
    """Return a number that the institute announces, with its proof; None: not announced."""
    if course[name] is None:
        return None
    key = course["course_id"]
    proof_id = f"course.{name}.{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    made = cells.number(str(course[name]), proof_id)
    build.proofs.add(
        proof_id,
        {
            "kind": "count",
            "definition": cells.words(definition),
            "number": made,
            "where": {"course": key},
            "records": [records_summary("course", [key])],
        },
        [("course", [key])],
    )
    return made

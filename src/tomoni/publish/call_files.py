"""Files beside a call: the General Information as it was published, deadlines for calendars."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from tomoni.exchange.calendars import CalendarEvent, calendar_feed

from . import cells
from .build import Build
from .cells import Json
from .course_cells import instant_of, title_of
from .paths import page_path
from .source import Row

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
CALENDAR = "text/calendar; charset=utf-8"
# A deadline is shown as the half hour that ends with it.
_BEFORE = timedelta(minutes=30)


def held_papers(papers_dir: Path | None, versions: list[Row]) -> list[str]:
    """Return the names of the files of these versions that are at hand, in order."""
    if papers_dir is None:
        return []
    names = {f"{row[f'{kind}_sha256']}.{kind}" for row in versions for kind in MEDIA_TYPES}
    return sorted(name for name in names if (papers_dir / name).is_file())


def paper_files(build: Build, call: Row, version: Row) -> list[Json]:
    """Keep the files of one version with the site, and return links to them.

    A file that is not at hand, or is not what its digest says, is left out.
    """
    links: list[Json] = []
    for kind, media_type in MEDIA_TYPES.items():
        content = _content(build.papers_dir, version[f"{kind}_sha256"], kind)
        if content is None:
            continue
        name = f"general-information-v{version['version']}-{version['language_code']}.{kind}"
        path = f"calls/{call['call_id']}/{name}"
        build.keep_file(path, media_type, content)
        links.append(cells.file_link(f"/{quote(path)}", kind.upper()))
    return links


def _content(papers_dir: Path | None, sha256: str, kind: str) -> bytes | None:
    path = None if papers_dir is None else papers_dir / f"{sha256}.{kind}"
    if path is None or not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def deadline_files(build: Build, call: Row, course: Row) -> str | None:
    """Keep a call's deadline as a calendar and return its path; None: it has no deadline."""
    events = deadline_events(build, call, course)
    if not events:
        return None
    path = f"calls/{call['call_id']}/deadlines.ics"
    build.keep_file(path, CALENDAR, _feed(build, course["title"], events, call["call_id"]))
    return f"/{quote(path)}"


def deadline_events(build: Build, call: Row, course: Row) -> list[CalendarEvent]:
    """Return the deadline of a call as an event of a calendar; none where it has none."""
    closes = instant_of(call["closes_at"])
    if closes is None:
        return []
    opens = instant_of(call["opens_at"]) or closes
    title = title_of(course).en
    return [
        CalendarEvent(
            id=f"{call['call_id']}-deadline",
            title=f"Deadline for nominations: {title}",
            starts=closes - _BEFORE,
            ends=closes,
            zone=course["zone"],
            changed=_frozen(build),
            # A deadline is only ever moved to a later day, so that its distance counts up.
            sequence=int((closes - opens).total_seconds()) // 60,
            url=build.options.public_url + page_path("call", call["call_id"]),
            category="deadline",
        )
    ]


def write_calendar(build: Build) -> None:
    """Keep the deadlines of all calls as one calendar."""
    courses = build.source.by_key("course_editions")
    events = [
        event
        for call in build.source.rows("calls")
        for event in deadline_events(build, call, courses[call["course_id"]])
    ]
    build.keep_file("calls.ics", CALENDAR, _feed(build, build.options.title, events, "calls"))


def _feed(build: Build, name: str, events: list[CalendarEvent], key: str) -> bytes:
    host = urlsplit(build.options.public_url).hostname or "localhost"
    return calendar_feed(name, events, id=key, host=host, is_public=True)


def _frozen(build: Build) -> datetime:
    created = build.source.snapshot.manifest.get("created_at")
    read = datetime.fromisoformat(created) if created else datetime(2000, 1, 1, tzinfo=UTC)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)

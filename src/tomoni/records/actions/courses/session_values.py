"""What a session is given: checked, tied to group, lecturers and presenters, set on its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.models import CourseEdition, Lecturer, Participation, Session, WorkshopGroup
from tomoni.records.models.courses.sessions import LONGEST_SESSION
from tomoni.records.queries.courses.sessions import participants_of

LONGEST_TITLE = 300
LONGEST_PLACE = 300
PLAIN = ("code", "kind_code", "title", "title_ja", "starts_at", "minutes", "room", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionValues:
    """What a session is. ``code``: None lets the next free number stand.

    ``starts_at``: an instant. ``group_id``: public id of a workshop group, None: for all.
    ``lecturer_ids``, ``presenter_ids``: public ids of lecturers, and of participations.
    """

    code: str | None = None
    kind_code: str
    title: str
    title_ja: str | None = None
    starts_at: datetime
    minutes: int
    room: str | None = None
    link: str | None = None
    group_id: str | None = None
    lecturer_ids: tuple[str, ...] = ()
    presenter_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The records that a session's values name."""

    group: WorkshopGroup | None
    lecturers: tuple[Lecturer, ...]
    presenters: tuple[Participation, ...]


def cleaned(
    values: SessionValues, course: CourseEdition, session: Session | None = None
) -> SessionValues:
    """Return values without blanks around texts, with a code. Errors: InputError."""
    values = stripped(values)
    check_values(values)
    if values.code is None:
        return replace(values, code=next_code(course))
    taken = course.sessions.filter(code=values.code)
    if taken.exclude(pk=session.pk if session else None).exists():
        raise InputError(
            f"There is a session {values.code} already.", where=Where(field="code"),
            do="Choose another number.",
        )  # fmt: skip
    return values


def stripped(values: SessionValues) -> SessionValues:
    """Return values without blanks around texts; blank ones are missing."""
    texts = {
        name: (getattr(values, name) or "").strip() or None
        for name in ("code", "title_ja", "room", "link")
    }
    return replace(values, title=values.title.strip(), **texts)


def check_values(values: SessionValues) -> None:
    """Errors: InputError for texts, a kind, a time or a length that make no sense."""
    _check_texts(values)
    if not codelist("session_kind").is_active(values.kind_code):
        raise InputError("There is no such kind of session.", where=Where(field="kind_code"))
    if values.starts_at.tzinfo is None:
        raise InputError("The time names no zone.", where=Where(field="start"))
    if not 1 <= values.minutes <= LONGEST_SESSION:
        raise InputError(
            f"A session lasts 1 to {LONGEST_SESSION} minutes.", where=Where(field="minutes"),
            do="Make one session for each day.",
        )  # fmt: skip


def values_of(session: Session) -> SessionValues:
    """Return what a session is now; its lecturers and presenters must be on it."""
    return SessionValues(
        **{name: getattr(session, name) for name in PLAIN},
        group_id=session.group.public_id if session.group else None,
        lecturer_ids=tuple(sorted(row.lecturer.public_id for row in session.lecturers.all())),
        presenter_ids=tuple(
            sorted(row.participation.public_id for row in session.presenters.all())
        ),
    )


def _check_texts(values: SessionValues) -> None:
    if not values.title:
        raise InputError("The session has no title.", where=Where(field="title"))
    for name, longest in (
        ("code", 20), ("title", LONGEST_TITLE), ("title_ja", LONGEST_TITLE),
        ("room", LONGEST_PLACE),
    ):  # fmt: skip
        if len(getattr(values, name) or "") > longest:
            raise InputError(f"At most {longest} signs are taken.", where=Where(field=name))
    if values.link is not None:
        check_link(values.link)


def check_link(link: str) -> None:
    """Errors: InputError for an address that is none of https."""
    try:
        parts = urlsplit(link)
        named = parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        named = False
    if not named or len(link) > 2000 or any(sign.isspace() for sign in link):
        raise InputError(
            "This is no address that begins with https://.", where=Where(field="link"),
            do="Copy it from the browser.",
        )  # fmt: skip


def next_code(course: CourseEdition) -> str:
    """Return the number after the greatest that a session of the edition has."""
    return str(first_free(course.sessions.values_list("code", flat=True)))


def first_free(codes: Iterable[str]) -> int:
    """Return the number after the greatest of these codes that is a number."""
    return max((int(one) for one in codes if one.isdecimal()), default=0) + 1


def linked_records(course: CourseEdition, values: SessionValues) -> Linked:
    """Return the records that values name, lecturers locked. Errors: NotFoundError; InputError."""
    group = None
    if values.group_id is not None:
        group = course.groups.filter(public_id=values.group_id).first()
        if group is None:
            raise NotFoundError(
                "There is no such group in this edition.", where=Where(field="group")
            )
    lecturers = Lecturer.objects.select_for_update().filter(public_id__in=values.lecturer_ids)
    presenters = participants_of(course).filter(public_id__in=values.presenter_ids)
    found = Linked(group, tuple(lecturers.order_by("pk")), tuple(presenters))
    if len(found.lecturers) < len(set(values.lecturer_ids)):
        raise NotFoundError("There is no such lecturer.", where=Where(field="lecturers"))
    if len(found.presenters) < len(set(values.presenter_ids)):
        raise InputError(
            "Somebody who presents does not take part in this edition.",
            where=Where(field="presenters"), do="Choose participants of the edition.",
        )  # fmt: skip
    return found


def columns_of(values: SessionValues) -> dict[str, Any]:
    """Return the plain columns of a session for its values."""
    columns = {name: getattr(values, name) for name in PLAIN}
    return columns | {"starts_at": values.starts_at.astimezone(UTC)}


def apply_values(session: Session, values: SessionValues, linked: Linked) -> set[str]:
    """Set a session's columns, unsaved, and return the names of what changes."""
    new = {**columns_of(values), "group": linked.group}
    changed = {name for name, value in new.items() if getattr(session, name) != value}
    for name, value in new.items():
        setattr(session, name, value)
    if _ids(session.lecturers, "lecturer_id") != {one.pk for one in linked.lecturers}:
        changed.add("lecturers")
    if _ids(session.presenters, "participation_id") != {one.pk for one in linked.presenters}:
        changed.add("presenters")
    return changed


def _ids(rows: Any, column: str) -> set[int]:
    return set(rows.values_list(column, flat=True))

"""Editions of courses: planned as the next of their series, changed, tied to provisions.

An edition of the desk is one line of the ledger more: an edition of its series with an activity of
its own, which follow its title, days and venue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import (
    Activity,
    CourseEdition,
    CourseProvision,
    Edition,
    Framework,
    Provision,
    Series,
    User,
)
from tomoni.rules.courses.desk import check_change
from tomoni.rules.courses.numbering import check_number

from ..activities import create_activity
from ..audit import as_payload, record_event
from ..common import find, refuse_taken, stated
from ..loading.columns import date_columns
from .numbering import numbers_of
from .scopes import check_may, of_course
from .steps import check_seen, lock, save_revised

_CODES = {
    "modality_code": "modality",
    "admission_code": "admission",
}
LANGUAGES_OF_COURSES: tuple[str, ...] = ("en", "fr", "es", "ja", "pt", "ru", "ar", "zh", "vi")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseValues:
    """What an edition says of itself. None: not stated, or not decided yet."""

    title: str
    title_ja: str | None = None
    theme: str | None = None
    theme_ja: str | None = None
    objective: str | None = None
    modality_code: str = "in_person"
    admission_code: str = "competitive"
    language_code: str = "en"
    zone: str = "Asia/Tokyo"
    first_day: date | None = None
    last_day: date | None = None
    venue: str | None = None
    seats: int | None = None
    host_seats: int = 0
    observer_seats: int = 0
    self_funded_seats: int = 0
    minimum_attendance_percent: int = 80
    requires_assessment: bool = False


@transaction.atomic
def plan_course(
    *,
    by: User | str,
    series_id: str,
    values: CourseValues,
    number: int | None = None,
    year: int | None = None,
    is_synthetic: bool = False,
) -> CourseEdition:
    """Enter the next edition of a series with its activity, and return the course.

    ``number``: of the edition, None in a series without numbers; ``year``: names an edition without
    a number. Kind, theme, purpose, parties and frameworks of the activity are those of the latest
    edition, or of the series. Errors: NotPermittedError; NotFoundError; InputError for a number
    that is taken or left out, or values that do not fit.
    """
    series = find(Series, series_id, lock=True)
    public_id = f"{series_id}-{number or year or (values.first_day or _today()).year}"
    check_may(by, "create", of_course(CourseEdition(public_id=public_id)))
    _check_values(values)
    if number is not None:
        check_number(number, *numbers_of(series))
    refuse_taken(CourseEdition, public_id)
    refuse_taken(Edition, public_id)
    activity = _activity_for(series, public_id, values, by=by)
    if is_synthetic:
        activity.is_synthetic = True
        activity.save(update_fields=["is_synthetic"])
    edition = Edition.objects.create(
        public_id=public_id, series=series, activity=activity, status_code="planned",
        number=number, number_basis_code=None if number is None else "stated",
        **date_columns("held", _held(values)),
    )  # fmt: skip
    course = CourseEdition.objects.create(
        public_id=public_id, edition=edition, is_synthetic=is_synthetic, **_columns(values)
    )
    record_event(
        by=by, verb="create", object_type="course_edition", object_id=public_id,
        payload=as_payload({"series_id": series_id, "number": number, **asdict(values)}),
    )  # fmt: skip
    return course


@transaction.atomic
def change_course(
    *, by: User | str, course_id: str, values: CourseValues, seen_revision: int | None
) -> CourseEdition:
    """Change what an edition says of itself and return it; its activity and edition follow.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is over, its seats are fixed
    by a published policy, or it was changed since ``seen_revision``; InputError.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "change", of_course(course))
    check_seen(course, "course_edition", seen_revision)
    _check_values(values)
    check_change(course.state_code, _fixed_seats(course), values.seats)
    new = _columns(values)
    changed = {name: value for name, value in new.items() if getattr(course, name) != value}
    if not changed:
        return course
    for name, value in changed.items():
        setattr(course, name, value)
    save_revised(course)
    _let_follow(course, values)
    record_event(
        by=by, verb="change", object_type="course_edition", object_id=course_id,
        payload=as_payload({"fields": sorted(changed), **changed}),
    )  # fmt: skip
    return course


@transaction.atomic
def set_provisions(
    *, by: User | str, course_id: str, provisions: Iterable[tuple[str, str | None]]
) -> CourseEdition:
    """Tie an edition to frameworks and their provisions, in place of those before; return it.

    ``provisions``: public ids of a framework and of one of its provisions, None: all of it.
    Errors: NotPermittedError; NotFoundError; InputError for a provision of another framework.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "change", of_course(course))
    rows = [_provision(course, *pair) for pair in dict.fromkeys(provisions)]
    course.provisions.all().delete()
    CourseProvision.objects.bulk_create(rows)
    save_revised(course)
    named = [
        {
            "framework": row.framework.public_id,
            "provision": row.provision and row.provision.public_id,
        }
        for row in rows
    ]
    record_event(
        by=by, verb="change", object_type="course_edition", object_id=course_id,
        payload=as_payload({"fields": ["provisions"], "provisions": named}),
    )  # fmt: skip
    return course


def _provision(
    course: CourseEdition, framework_id: str, provision_id: str | None
) -> CourseProvision:
    framework = find(Framework, framework_id)
    provision = find(Provision, provision_id) if provision_id else None
    if provision is not None and provision.framework_id != framework.pk:
        raise InputError(
            f"{provision_id} is no provision of {framework_id}.", where=Where(field="provisions")
        )
    return CourseProvision(course=course, framework=framework, provision=provision)


def _columns(values: CourseValues) -> dict[str, Any]:
    """The values as columns: texts without blanks around them, blank ones missing."""
    given = {field.name: getattr(values, field.name) for field in fields(values)}
    return {
        name: (value.strip() or None) if isinstance(value, str) else value
        for name, value in given.items()
    }


def _check_values(values: CourseValues) -> None:
    if not values.title.strip():
        raise InputError("The title is blank.", where=Where(field="title"))
    for name, list_name in _CODES.items():
        if not codelist(list_name).is_active(getattr(values, name)):
            raise InputError(f"There is no such {list_name}.", where=Where(field=name))
    if values.zone not in available_timezones():
        raise InputError(
            f"There is no time zone {values.zone!r}.", where=Where(field="zone"),
            do="Use a name such as Asia/Tokyo.",
        )  # fmt: skip
    first, last = values.first_day, values.last_day
    if (first is None) != (last is None) or (first and last and last < first):
        raise InputError(
            "First and last day do not fit together.", where=Where(field="last_day"),
            do="State both, the first not after the last, or neither.",
        )  # fmt: skip
    if values.seats is not None and values.seats < 1:
        raise InputError("An edition has at least one seat.", where=Where(field="seats"))
    for name in ("host_seats", "observer_seats", "self_funded_seats"):
        if getattr(values, name) < 0:
            raise InputError("Seats are not negative.", where=Where(field=name))
    if not 0 <= values.minimum_attendance_percent <= 100:
        raise InputError(
            "Attendance is a share from 0 to 100.", where=Where(field="minimum_attendance_percent")
        )


def _fixed_seats(course: CourseEdition) -> int | None:
    """Seats of the published selection policy; None where none is published."""
    call = getattr(course, "call", None)
    if call is None:
        return None
    fixed = call.documents.filter(kind_code="selection_policy", published_at__isnull=False)
    last = fixed.order_by("-version").first()
    return None if last is None else int(last.content["seats"])


def _today() -> date:
    return datetime.now(UTC).date()


def _held(values: CourseValues) -> Any:
    return stated(values.first_day.isoformat()) if values.first_day else None


def _activity_for(
    series: Series, activity_id: str, values: CourseValues, *, by: User | str
) -> Activity:
    latest = series.editions.order_by("-held_first", "-pk").select_related("activity").first()
    like: Activity = latest.activity if latest is not None else series.activity
    given: Mapping[str, Any] = {
        "purpose_code": like.purpose_code,
        "purpose_confidence_code": like.purpose_confidence_code,
        "target_group": like.target_group,
        "course_theme": (values.theme or "").strip() or None,
        "venue_place": (values.venue or "").strip() or None,
        "start": values.first_day and values.first_day.isoformat(),
        "end": values.last_day and values.last_day.isoformat(),
        "status_code": "planned",
        "series_id": series.public_id,
        "parent_activity_id": series.activity.public_id,
    }
    return create_activity(
        by=by,
        activity_id=activity_id,
        title=values.title.strip(),
        summary=(values.objective or values.theme or values.title).strip(),
        kind_code=like.kind_code,
        theme_code=like.theme_code,
        granularity_code="specific",
        regions=like.regions.values_list("region_code", flat=True),
        parties=like.parties.values_list("party__public_id", "role_code"),
        frameworks=like.frameworks.filter(provision__isnull=True).values_list(
            "framework__public_id", flat=True
        ),
        **{name: value for name, value in given.items() if value is not None},
    )


def _let_follow(course: CourseEdition, values: CourseValues) -> None:
    """Have the ledger's edition and activity say the same days, title and place."""
    edition = course.edition
    activity = edition.activity
    held = date_columns("held", _held(values))
    Edition.objects.filter(pk=edition.pk).update(**held)
    end = stated(values.last_day.isoformat()) if values.last_day else None
    Activity.objects.filter(pk=activity.pk).update(
        title=course.title,
        course_theme=course.theme,
        venue_place=course.venue,
        **date_columns("start", _held(values)),
        **date_columns("end", end),
    )

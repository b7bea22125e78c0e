"""Seats of an edition by country, set as one table: what is not in it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from tomoni.records.models import CourseEdition, Nomination, SeatAllotment, User
from tomoni.rules.courses.allotment import AllotmentValues, check_allot, check_reallot

from ..audit import Event, as_payload, record_events
from ..common import find, link_id
from .policy import is_policy_published
from .scopes import check_may, of_course
from .steps import check_seen, lock, save_revised

_COLUMNS = ("minimum", "maximum", "reserved", "nominations_required", "note")


@dataclass(frozen=True, slots=True)
class AllotmentChange:
    """What setting the table did, in countries."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the table says what it said before."""
        return not (self.added or self.changed or self.withdrawn)


@transaction.atomic
def set_allotment(
    *,
    by: User | str,
    course_id: str,
    rows: Iterable[AllotmentValues],
    seen_revision: int | None = None,
    keep_others: bool = False,
) -> AllotmentChange:
    """Set the seats of all countries of an edition at once, and return what changed.

    ``keep_others``: countries that are not in ``rows`` stay as they are. Setting the same again
    changes nothing. Errors: NotPermittedError; NotFoundError; InputError for a country that is
    unknown or named twice, seats out of order, or more promised than there are; TransitionError
    when the policy is published, somebody else changed the edition, or a country with nominations
    would lose its seats.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "change", of_course(course, "allotment"))
    check_seen(course, "course_edition", seen_revision)
    wanted = tuple(rows)
    stored = {one.country_code: one for one in course.allotments.all()}
    if keep_others:
        named = {one.country_code for one in wanted}
        kept = [_values(one) for code, one in stored.items() if code not in named]
        wanted = (*wanted, *kept)
    check_allot(wanted, course.seats)
    change = _difference(stored, wanted)
    if change.is_nothing:
        return change
    check_reallot(is_policy_published(course), _stranded(course, change.withdrawn))
    _write(course, wanted, change)
    save_revised(course)
    record_events(_events(course, wanted, change), by=by)
    return change


def _values(one: SeatAllotment) -> AllotmentValues:
    return AllotmentValues(one.country_code, *(getattr(one, name) for name in _COLUMNS))


def _difference(
    stored: dict[str, SeatAllotment], wanted: tuple[AllotmentValues, ...]
) -> AllotmentChange:
    codes = {one.country_code for one in wanted}
    both = [one for one in wanted if one.country_code in stored]
    return AllotmentChange(
        tuple(sorted(codes - stored.keys())),
        tuple(sorted(c.country_code for c in both if _values(stored[c.country_code]) != c)),
        tuple(sorted(stored.keys() - codes)),
    )


def _stranded(course: CourseEdition, withdrawn: tuple[str, ...]) -> set[str]:
    left = Nomination.objects.filter(call__course=course, country_code__in=withdrawn)
    return set(left.values_list("country_code", flat=True))


def _write(
    course: CourseEdition, wanted: tuple[AllotmentValues, ...], change: AllotmentChange
) -> None:
    course.allotments.filter(country_code__in=change.withdrawn).delete()
    for one in wanted:
        if one.country_code in {*change.added, *change.changed}:
            columns = {name: getattr(one, name) for name in _COLUMNS}
            SeatAllotment.objects.update_or_create(
                course=course,
                country_code=one.country_code,
                defaults=columns | {"public_id": link_id(course.public_id, one.country_code)},
            )


def _events(
    course: CourseEdition, wanted: tuple[AllotmentValues, ...], change: AllotmentChange
) -> list[Event]:
    by_code = {one.country_code: one for one in wanted}
    events = [
        Event("withdraw", "allotment", link_id(course.public_id, code), {})
        for code in change.withdrawn
    ]
    for verb, codes in (("create", change.added), ("change", change.changed)):
        for code in codes:
            values = {name: getattr(by_code[code], name) for name in _COLUMNS if name != "note"}
            object_id = link_id(course.public_id, code)
            events.append(Event(verb, "allotment", object_id, as_payload(values)))
    fields = ["seats by country"]
    events.append(
        Event("change", "course_edition", course.public_id, as_payload({"fields": fields}))
    )
    return events

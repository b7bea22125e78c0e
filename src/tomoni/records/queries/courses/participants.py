"""Who holds a seat of an edition, how many are free, and which of those selected lack an offer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tomoni.records.models import Call, CourseEdition, Nomination, Participation
from tomoni.rules.courses.offering import GAVE_UP_SEAT, HOLDS_SEAT, SEATS_OF_ROLE


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of one kind of participation. ``seats``, ``free``: None where none are decided."""

    role: str
    seats: int | None
    taken: int

    @property
    def free(self) -> int | None:
        """How many are left; never below zero."""
        return None if self.seats is None else max(0, self.seats - self.taken)


def call_of(course: CourseEdition) -> Call | None:
    """Return the call of an edition; None: it has none."""
    found: Call | None = Call.objects.filter(course=course).first()
    return found


def seats_of(course: CourseEdition) -> dict[str, Seats]:
    """Return seats by role: those held, or on offer. One query."""
    held = course.edition.participations.filter(state_code__in=HOLDS_SEAT)
    rows = held.values_list("role_code").annotate(count=Count("pk"))
    taken = dict(rows.order_by("role_code"))
    return {
        role: Seats(role, getattr(course, column), taken.get(role, 0))
        for role, column in SEATS_OF_ROLE.items()
    }


def selected_without_offer(course: CourseEdition) -> QuerySet[Nomination]:
    """Return the selected of an edition's call who are in no participation of it, by number."""
    there = course.edition.participations.values("person_id")
    rows = Nomination.objects.filter(
        call__course=course, state_code="selected", participation__isnull=True
    )
    return rows.exclude(person_id__in=there).select_related("person__user").order_by("number")


def unsent_offers(course: CourseEdition) -> QuerySet[Participation]:
    """Return seats on offer whose offer never went out, as after carrying an edition over."""
    rows = course.edition.participations.filter(
        state_code="offered", offer_expires_at__isnull=True, origin_code="course"
    )
    return rows.select_related("person__user", "nomination").order_by("pk")


def holders(call: Call) -> list[str]:
    """Return public ids of the nominations of a call that hold a seat, or are to get an offer."""
    rows = call.nominations.filter(state_code="selected")
    kept = rows.exclude(participation__state_code__in=GAVE_UP_SEAT)
    return sorted(kept.values_list("public_id", flat=True))


def leavers(call: Call) -> list[str]:
    """Return public ids of the nominations of a call that were selected and gave the seat up."""
    rows = call.nominations.filter(participation__state_code__in=GAVE_UP_SEAT)
    return sorted(rows.values_list("public_id", flat=True))

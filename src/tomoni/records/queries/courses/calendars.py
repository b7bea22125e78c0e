"""The sessions of one account's own calendar: attended, given, or run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from tomoni.records.models import Session, User
from tomoni.records.queries.mandates import mandates_of, own_person_id
from tomoni.rules.courses.offering import SEATED

# Calendars keep what they once took; a feed need not carry decades.
_PAST = timedelta(days=400)
_MOST = 2_000


def calendar_sessions(user: User, now: datetime | None = None) -> Sequence[Session]:
    """Return the sessions of an account's calendar with their editions, in order of time.

    A participant's: those for all and for the own group; a lecturer's: those they give; a
    programme officer's: those of the editions that they run. Called-off ones are among them.
    """
    held = mandates_of(user)
    roles = {one.role_code for one in held}
    own = Q(pk__in=())
    if "participant" in roles and own_person_id(user) is not None:
        own |= _attended(user, {one.scope_id for one in held if one.role_code == "participant"})
    if "lecturer" in roles:
        scopes = {one.scope_id for one in held if one.role_code == "lecturer"}
        own |= Q(lecturers__lecturer__user=user, course__public_id__in=scopes)
    run = {one.scope_id for one in held if one.role_code == "programme_officer"}
    if None in run:
        own = Q()
    elif run:
        own |= Q(course__public_id__in=run)
    since = (now or datetime.now(UTC)) - _PAST
    rows = Session.objects.filter(own, starts_at__gte=since).select_related("course")
    return list(rows.distinct().order_by("starts_at", "pk")[:_MOST])


def _attended(user: User, scopes: set[str | None]) -> Q:
    seated = Q(
        course__edition__participations__person__user=user,
        course__edition__participations__state_code__in=SEATED,
    )
    mine = Q(group__isnull=True) | Q(group__members__participation__person__user=user)
    bound = Q() if None in scopes else Q(course__public_id__in=scopes)
    return seated & mine & bound

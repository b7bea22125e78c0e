"""What goes when a person is erased: everything that says who it was, and nothing that counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Q

from tomoni.records.models import (
    AttendanceRecord,
    Certificate,
    Consent,
    DossierDocument,
    EligibilityCheck,
    Employment,
    LogAttendee,
    Nomination,
    Notice,
    Participation,
    Person,
    PossibleDuplicate,
    TravelCase,
)

from .erasing_after import clear_follow_up

_ERASED = "erased"
_OF_TRAVEL = (
    "arrival_day", "arrival_time", "arrival_carrier", "arrival_place", "met_by", "departure_day",
    "departure_time", "departure_carrier", "departure_place", "lodging", "room", "remarks",
)  # fmt: skip


def standing_for(person: Person) -> list[Person]:
    """Return the person and every row that was merged into it, however far back."""
    found = [person]
    for one in found:
        found += one.merged_from.select_related("user").order_by("pk")
    return found


def clear_person(rows: Sequence[Person]) -> dict[str, int]:
    """Remove what says who the rows are; return how many rows of each kind lost something.

    Posts are removed altogether: nothing is counted by them. Files of dossiers count as removed;
    the clearing of the store deletes their bytes.
    """
    now = datetime.now(UTC)
    addresses = [row.email for row in rows if row.email]
    nominations = Nomination.objects.filter(person__in=rows)
    removed = {
        "employments": Employment.objects.filter(person__in=rows).delete()[0],
        "nominations": nominations.update(
            answers={}, organisation=None, post=None, state_reason=None
        ),
        "checks": EligibilityCheck.objects.filter(nomination__in=nominations).update(evidence=None),
        "documents": DossierDocument.objects.filter(
            nomination__in=nominations, removed_at__isnull=True
        ).update(removed_at=now),
        "participations": Participation.objects.filter(person__in=rows).update(
            organisation=None, state_reason=None
        ),
        "travel": TravelCase.objects.filter(participation__person__in=rows).update(
            visa_code="not_known", **dict.fromkeys(_OF_TRAVEL)
        ),
        "attendance": AttendanceRecord.objects.filter(
            participation__person__in=rows, reason__isnull=False
        ).update(reason=_ERASED),
        "logs": LogAttendee.objects.filter(participation__person__in=rows).update(
            name=None, email=None
        ),
        "consents": Consent.objects.filter(person__in=rows, withdrawn_at__isnull=True).update(
            withdrawn_at=now
        ),
        "certificates": Certificate.objects.filter(
            participation__person__in=rows, credential__isnull=False
        ).update(facts={}, credential=None),
        **clear_follow_up(rows, now),
        "notices": _clear_notices(rows, addresses),
    }
    DossierDocument.objects.filter(nomination__in=nominations).update(file_name=_ERASED)
    PossibleDuplicate.objects.filter(Q(first__in=rows) | Q(second__in=rows)).update(reasons=[])
    PossibleDuplicate.objects.filter(
        Q(first__in=rows) | Q(second__in=rows), why__isnull=False
    ).update(why=_ERASED)
    Person.objects.filter(pk__in=[row.pk for row in rows]).update(
        family_name=None,
        given_name=None,
        native_name=None,
        search_name="",
        birth_year=None,
        email=None,
        user=None,
        erased_at=now,
    )
    return {name: count for name, count in removed.items() if count}


def _clear_notices(rows: Sequence[Person], addresses: Sequence[str]) -> int:
    users = [row.user_id for row in rows if row.user_id is not None]
    notices = Notice.objects.filter(Q(user__in=users) | Q(address__in=addresses))
    cleared = notices.update(parameters={})
    notices.filter(address__isnull=False).update(address=_ERASED)
    return cleared

"""Which roles a user holds on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db.models import Q

from tomoni.records.models import Mandate, User


def roles_of(user: User, on: date | None = None) -> frozenset[str]:
    """Return the codes of the roles that ``user`` holds on the day ``on`` (None: today in UTC).

    An account that is switched off or not yet saved holds none; a superuser is an administrator.
    """
    if not user.is_active or user.pk is None:
        return frozenset()
    day = on or datetime.now(UTC).date()
    in_force = Mandate.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day), user=user, start__lte=day
    )
    roles = set(in_force.values_list("role_code", flat=True))
    return frozenset(roles | {"administrator"} if user.is_superuser else roles)

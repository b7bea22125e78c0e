"""Which mandates a user holds on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db.models import Q

from tomoni.records.models import Mandate, User
from tomoni.rules.permissions import HeldMandate


def mandates_of(user: User, on: date | None = None) -> tuple[HeldMandate, ...]:
    """Return the mandates that ``user`` holds on the day ``on`` (None: today in UTC), by role.

    An account that is switched off or not yet saved holds none; a superuser is an administrator.
    """
    if not user.is_active or user.pk is None:
        return ()
    day = on or datetime.now(UTC).date()
    in_force = Mandate.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day), user=user, start__lte=day
    )
    held = {
        HeldMandate(*values)
        for values in in_force.values_list("role_code", "country_code", "scope_id")
    }
    if user.is_superuser:
        held.add(HeldMandate("administrator"))
    return tuple(sorted(held, key=_order))


def _order(mandate: HeldMandate) -> tuple[str, str, str]:
    return mandate.role_code, mandate.country_code or "", mandate.scope_id or ""


def roles_of(user: User, on: date | None = None) -> frozenset[str]:
    """Return the codes of the roles that ``user`` holds on the day ``on`` (None: today in UTC).

    Asks nothing about whose records they reach: ``mandates_of`` does.
    """
    return frozenset(mandate.role_code for mandate in mandates_of(user, on))


def own_person_id(user: User) -> str | None:
    """Return the public id of the person that the account belongs to; None: of nobody."""
    person = getattr(user, "person", None)
    return person.public_id if person is not None else None

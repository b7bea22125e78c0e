"""Who may come in and see what: asks the rules with the roles of a person's mandates of today.

The answer is no unless a rule says yes. Django's own permission rows play no part.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from tomoni.records.models import User


def may_enter(user: User | AnonymousUser) -> bool:
    """Say whether a person may open the desk at all."""
    return user.is_active and bool(getattr(user, "is_superuser", False))


def may_view(user: User | AnonymousUser, object_name: str) -> bool:
    """Say whether a person may view records of this kind."""
    return may_enter(user)

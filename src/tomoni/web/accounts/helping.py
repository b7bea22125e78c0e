"""Helps somebody back into the own account; what was done is on record."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset as lift_lock_out
from django.db import transaction
from django.utils.translation import get_language

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.audit import SYSTEM, record_event
from tomoni.records.actions.common import check_actor, new_id
from tomoni.records.actions.notices import queue_notice
from tomoni.records.models import User


@transaction.atomic
def reset_account(
    name: str, *, second_factor: bool = False, by: User | str = SYSTEM
) -> dict[str, object]:
    """Lift the lock-out of an account, end its sessions, and remove its second factors if asked.

    ``name``: name or address that one signs in with. Returns account, sessions and factors in
    numbers. Errors: NotPermittedError; NotFoundError.
    """
    check_actor(by, "change", "user")
    user = (
        User.objects.filter(username__iexact=name).first()
        or User.objects.filter(email__iexact=name).first()
    )
    if user is None:
        raise NotFoundError("There is no account of that name.", do="Check the name.")
    for typed in {user.username, user.email} - {""}:
        lift_lock_out(username=typed.casefold())
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    factors = 0
    if second_factor:
        factors = Authenticator.objects.filter(user=user).delete()[0]
        if user.email:
            queue_notice(
                template_code="second_factor_removed",
                event_key=f"second-factor-removed:{new_id()}",
                user=user,
                language=(get_language() or "en")[:2],
            )
    record_event(
        by=by,
        verb="reset",
        object_type="user",
        object_id=user.public_id,
        payload={"sessions": len(sessions), "factors": factors},
    )
    return {"account": user.public_id, "sessions": len(sessions), "factors": factors}

"""A code of an authenticator app opens once, on whichever process it arrives.

django-allauth remembers a used code for one period in the process's own cache, while a code is
taken for three: the half minute before and after its own. So the period of the latest code that was
used stands with the app's row, and only a later one opens.
"""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction

LAST = "last_period"


@transaction.atomic
def spend(authenticator: Authenticator, code: str) -> bool:
    """Note that a right code was used; return whether it is later than every one used before.

    Two requests with one code at once: the row is held, and the second finds it spent.
    """
    held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    period = _period_of(decrypt(held.data["secret"]), code)
    if period is None or period <= held.data.get(LAST, 0):
        return False
    held.data = {**held.data, LAST: period}
    held.save(update_fields=["data"])
    authenticator.data = held.data
    return True


def _period_of(secret: str, code: str) -> int | None:
    """The latest period that the code is of, among those that are taken now."""
    found = [
        counter
        for counter in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
    ]
    return max(found, default=None)

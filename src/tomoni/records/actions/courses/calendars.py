"""The secret address of one's own calendar: made, made anew, revoked. Its secret is kept nowhere.

Who has the address reads the timetable without signing in, as calendar programs must. So it opens
one account's own sessions alone, for as long as that account may see them.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError, TransitionError
from tomoni.records.models import CalendarFeed, User
from tomoni.records.queries.mandates import roles_of
from tomoni.rules.permissions import check_act

from ..audit import record_event
from ..common import new_id

# 256 bits: nobody finds one by trying.
_SECRET_BYTES = 32
_NOBODYS = "0" * 64


@transaction.atomic
def make_feed(*, by: User, seen: str | None = None) -> tuple[CalendarFeed, str]:
    """Make the address of one's own calendar, or make it anew; return it and its secret, once.

    The address before opens nothing any more. ``seen``: what ``state_of`` said when it was asked
    for, so that a page loaded again makes no other; None: whatever it was. Errors:
    NotPermittedError for an account without sessions of its own; TransitionError when another was
    made since.
    """
    check_act(roles_of(by), "create", "calendar_feed")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    if seen is not None and seen != state_of(feed):
        raise TransitionError(
            "Your address was made, or revoked, meanwhile.", do="Make a new one if you lost it."
        )
    if feed is None:
        feed = CalendarFeed(public_id=new_id(), user=by)
    feed.token_sha256, feed.made_at, feed.revoked_at = _digest(secret), datetime.now(UTC), None
    feed.save()
    record_event(
        by=by, verb="create", object_type="calendar_feed", object_id=feed.public_id, payload={}
    )
    return feed, secret


def state_of(feed: CalendarFeed | None) -> str:
    """Return when the address in force was made; the empty text where none is."""
    return "" if feed is None or feed.token_sha256 is None else feed.made_at.isoformat()


@transaction.atomic
def revoke_feed(*, by: User) -> CalendarFeed:
    """Have the address of one's own calendar open nothing from now on; return it.

    Errors: NotPermittedError; NotFoundError when there is none.
    """
    check_act(roles_of(by), "withdraw", "calendar_feed")
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    if feed is None or feed.token_sha256 is None:
        raise NotFoundError("Your calendar has no address.", do="Make one first.")
    feed.token_sha256, feed.revoked_at = None, datetime.now(UTC)
    feed.save()
    record_event(
        by=by, verb="withdraw", object_type="calendar_feed", object_id=feed.public_id, payload={}
    )
    return feed


def owner_of(feed_id: str, secret: str) -> User:
    """Return whose calendar an address opens.

    Errors: NotFoundError alike for an address that never was, was revoked, or has another secret;
    comparing takes the same time for all of them.
    """
    feed = CalendarFeed.objects.select_related("user").filter(public_id=feed_id).first()
    stored = _NOBODYS if feed is None or feed.token_sha256 is None else feed.token_sha256
    matches = secrets.compare_digest(stored, _digest(secret))
    if feed is None or not matches or not feed.user.is_active:
        raise NotFoundError("This address opens no calendar.", do="Make a new one at the desk.")
    owner: User = feed.user
    return owner


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

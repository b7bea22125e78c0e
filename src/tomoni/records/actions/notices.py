"""Messages: written with the change that causes them, sent after it is committed, once.

A sender claims a message before it hands it over. A sender that dies in between leaves it *being
sent*; after ``STALE`` it counts as *not known*, and is sent again only when an officer says so: one
event never makes two messages by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.catalogue.labels import LANGUAGES
from tomoni.catalogue.notice_words import NOTICE_WORDS, notice_text
from tomoni.records.models import Notice, User

from .audit import record_event
from .common import check_actor, find, new_id

STALE = timedelta(minutes=15)
MOST_ATTEMPTS = 5
# Values that the sender adds when the message leaves.
MADE_WHEN_SENT = frozenset({"link", "instance"})


class NotSentError(Exception):
    """The message certainly did not leave. ``may_retry``: trying again may help."""

    def __init__(self, problem: str, *, may_retry: bool) -> None:
        super().__init__(problem)
        self.may_retry = may_retry


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it leaves."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What one round of sending did, in numbers of messages."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    unknown: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the numbers by name."""
        return {
            "sent": self.sent,
            "failed": self.failed,
            "waiting": self.waiting,
            "unknown": self.unknown,
        }


Deliver = Callable[[Message], None]
"""Hands a message over. Raises NotSentError when it certainly did not leave."""
Complete = Callable[[Notice], Mapping[str, str]]
"""Returns the values of ``MADE_WHEN_SENT`` for a notice."""


def queue_notice(
    *,
    template_code: str,
    event_key: str,
    user: User | None = None,
    address: str | None = None,
    language: str = "en",
    parameters: Mapping[str, str] | None = None,
) -> Notice:
    """Write a message inside the caller's transaction and return it; one event writes one.

    ``event_key``: opaque name of the event; where a message of that event is there, it is returned
    as it stands. ``parameters``: texts that the wording needs, neither scores nor anything of the
    vault. It goes to ``address`` if one is given, else to the account's. Errors: InputError for an
    unknown message, a parameter that is missing or not used, or no receiver.
    """
    given = dict(parameters or {})
    _check(template_code, given, user, address)
    notice, _ = Notice.objects.get_or_create(
        event_key=event_key,
        defaults={
            "public_id": new_id(),
            "template_code": template_code,
            "user": user,
            "address": address,
            "language_code": language if language in LANGUAGES else "en",
            "parameters": given,
            "created_at": datetime.now(UTC),
        },
    )
    return notice


def _check(
    code: str, parameters: Mapping[str, str], user: User | None, address: str | None
) -> None:
    wording = NOTICE_WORDS.get(code)
    if wording is None:
        raise InputError(f"{code!r} is no message.", where=Where(field="template_code"))
    needed = wording.parameters() - MADE_WHEN_SENT
    if needed != set(parameters):
        raise InputError(
            f"The message {code} takes {', '.join(sorted(needed)) or 'nothing'}, "
            f"and {', '.join(sorted(parameters)) or 'nothing'} is given.",
            where=Where(field="parameters"),
        )
    if user is None and not address:
        raise InputError("Nobody is named who receives the message.", where=Where(field="user"))


def claim(notice: Notice) -> bool:
    """Take a waiting message for sending; False when somebody else has it."""
    now = datetime.now(UTC)
    taken = Notice.objects.filter(pk=notice.pk, state_code="waiting").update(
        state_code="sending", claimed_at=now, attempts=F("attempts") + 1
    )
    return taken == 1


def send(notice: Notice, deliver: Deliver, complete: Complete) -> str:
    """Hand a claimed message over, note what came of it, and return its new state."""
    notice.refresh_from_db()
    to = notice.address or (notice.user.email if notice.user else "")
    if not to:
        return _note(notice, "failed", "The account has no address.")
    try:
        values = {**notice.parameters, **complete(notice)}
        subject, body = notice_text(notice.template_code, values, notice.language_code)
        deliver(Message(to, subject, body))
    except NotSentError as error:
        again = error.may_retry and notice.attempts < MOST_ATTEMPTS
        return _note(notice, "waiting" if again else "failed", str(error))
    except Exception as error:  # noqa: BLE001 - whatever it was, it may have left
        return _note(notice, "unknown", type(error).__name__)
    return _note(notice, "sent", None)


def _note(notice: Notice, state: str, problem: str | None) -> str:
    sent_at = datetime.now(UTC) if state == "sent" else None
    Notice.objects.filter(pk=notice.pk, state_code="sending").update(
        state_code=state, problem=problem, sent_at=sent_at
    )
    return state


def send_waiting(deliver: Deliver, complete: Complete) -> Sent:
    """Send every message that waits and is due, oldest first; safe to run twice at a time.

    A message that failed for a passing reason waits one minute longer each time.
    """
    mark_stale()
    states: list[str] = []
    for notice in list(_due().order_by("created_at", "pk")):
        if claim(notice):
            states.append(send(notice, deliver, complete))
    return Sent(*(states.count(name) for name in ("sent", "failed", "waiting", "unknown")))


def _due() -> QuerySet[Notice]:
    now = datetime.now(UTC)
    due = Q(claimed_at__isnull=True)
    for attempts in range(1, MOST_ATTEMPTS):
        due |= Q(attempts=attempts, claimed_at__lte=now - timedelta(minutes=attempts))
    return Notice.objects.filter(due, state_code="waiting")


def mark_stale() -> int:
    """Mark messages whose sender died as not known to be sent; return how many."""
    stale = Notice.objects.filter(state_code="sending", claimed_at__lt=datetime.now(UTC) - STALE)
    return stale.update(state_code="unknown", problem="The sender ended before it could say.")


@transaction.atomic
def resend(public_id: str, *, by: User | str) -> Notice:
    """Let a message that failed, or may not have left, wait to be sent again; return it.

    Errors: NotPermittedError; NotFoundError; TransitionError for one that waits or was sent.
    """
    check_actor(by, "send", "notice")
    notice = find(Notice, public_id, lock=True)
    if notice.state_code not in {"failed", "unknown"}:
        raise TransitionError(
            "This message waits, or was sent.", do="Only one that failed is sent again."
        )
    before = notice.state_code
    notice.state_code, notice.problem = "waiting", None
    notice.attempts, notice.claimed_at = 0, None
    notice.save(update_fields=["state_code", "problem", "attempts", "claimed_at"])
    record_event(
        by=by,
        verb="resend",
        object_type="notice",
        object_id=notice.public_id,
        payload={"from": before, "template_code": notice.template_code},
    )
    return notice

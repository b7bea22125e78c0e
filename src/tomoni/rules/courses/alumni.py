"""What alumni see of each other, how they write to each other, who belongs to an association."""

from __future__ import annotations

from datetime import date

from tomoni.catalogue.errors import InputError, RefusedError, TransitionError

from ..refusals import Refusal, raise_first

DIRECTORY = "directory"
ASSOCIATION = "association"
MESSAGES_A_DAY = 5
LONGEST_MESSAGE = 4_000


def why_not_message(
    *, takes_messages: bool, is_oneself: bool, sent_today: int, unanswered: int, length: int
) -> list[Refusal]:
    """Return why a message does not go to an alumnus.

    ``takes_messages``: listed, and willing. ``sent_today``: messages of the sender in the last 24
    hours. ``unanswered``: those to the same person in that time.
    """
    refusals = []
    if not takes_messages or is_oneself:
        refusals.append(Refusal("takes_no_messages"))
    if sent_today >= MESSAGES_A_DAY or unanswered:
        refusals.append(Refusal("too_many_messages", {"most": str(MESSAGES_A_DAY)}))
    if not 1 <= length <= LONGEST_MESSAGE:
        refusals.append(Refusal("message_length_unfit", {"most": str(LONGEST_MESSAGE)}, "body"))
    return refusals


def check_message(
    *, takes_messages: bool, is_oneself: bool, sent_today: int, unanswered: int, length: int
) -> None:
    """Errors: RefusedError when a message does not go to an alumnus."""
    raise_first(
        why_not_message(
            takes_messages=takes_messages, is_oneself=is_oneself, sent_today=sent_today,
            unanswered=unanswered, length=length,
        ),
        RefusedError,
    )  # fmt: skip


def check_join(*, consents: bool, is_dissolved: bool, is_member: bool) -> None:
    """Errors: TransitionError when somebody cannot become a member of an association."""
    refusals = []
    if not consents:
        refusals.append(Refusal("association_needs_consent"))
    if is_dissolved:
        refusals.append(Refusal("association_is_dissolved"))
    if is_member:
        refusals.append(Refusal("is_member_already"))
    raise_first(refusals, TransitionError)


def check_office(
    joined_on: date, left_on: date | None, from_on: date, until_on: date | None
) -> None:
    """Errors: InputError for an office whose days are out of order, or outside the membership."""
    refusals = []
    if until_on is not None and until_on < from_on:
        refusals.append(Refusal("days_out_of_order", {}, "until_on"))
    if from_on < joined_on or (left_on is not None and (until_on is None or until_on > left_on)):
        refusals.append(Refusal("office_outside_membership", {}, "from_on"))
    raise_first(refusals, InputError)

"""Letters of invitation: to whom, by which channel, under which number; whether they arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import Call, Invitation, User
from tomoni.rules.courses.call_checks import check_invite

from ..audit import as_payload, record_event
from ..common import find, link_id
from .scopes import check_may, of_call, of_country
from .steps import lock


@dataclass(frozen=True, slots=True)
class InvitationValues:
    """One letter. ``note_number``: of the note verbale; None: none yet."""

    country_code: str
    addressee: str
    channel_code: str = "embassy"
    note_number: str | None = None


@transaction.atomic
def set_invitation(*, by: User | str, call_id: str, values: InvitationValues) -> Invitation:
    """Enter, or change, the letter to one country by one channel, and return it.

    Errors: NotPermittedError; NotFoundError; InputError; RefusedError for a country without seats.
    """
    call = lock(find(Call, call_id))
    check_may(by, "create", of_call(call, "invitation"))
    if not values.addressee.strip():
        raise InputError("The addressee is blank.", where=Where(field="addressee"))
    if not codelist("invitation_channel").is_active(values.channel_code):
        raise InputError("There is no such channel.", where=Where(field="channel_code"))
    allotted = call.course.allotments.filter(country_code=values.country_code).exists()
    check_invite(allotted, values.country_code)
    columns = {
        "addressee": values.addressee.strip(),
        "note_number": (values.note_number or "").strip() or None,
    }
    invitation, is_new = Invitation.objects.update_or_create(
        call=call,
        country_code=values.country_code,
        channel_code=values.channel_code,
        defaults=columns,
        create_defaults={
            **columns,
            "public_id": link_id(call_id, values.country_code, values.channel_code),
        },
    )
    _record(invitation, "create" if is_new else "change", by)
    return invitation


@transaction.atomic
def mark_sent(*, by: User | str, invitation_id: str, at: datetime | None = None) -> Invitation:
    """Note that a letter was sent, and return it. Noted already: nothing changes.

    Errors: NotPermittedError; NotFoundError.
    """
    invitation = lock(find(Invitation, invitation_id))
    check_may(by, "change", of_call(invitation.call, "invitation"))
    if invitation.sent_at is None:
        invitation.sent_at = at or datetime.now(UTC)
        invitation.save(update_fields=["sent_at"])
        _record(invitation, "send", by)
    return invitation


@transaction.atomic
def acknowledge(*, by: User | str, invitation_id: str, at: datetime | None = None) -> Invitation:
    """Note that a letter arrived, and return it; a country does so for its own.

    Errors: NotPermittedError; NotFoundError; TransitionError when it was not sent.
    """
    invitation = lock(find(Invitation, invitation_id))
    subject = of_country(invitation.call, invitation.country_code, "invitation")
    check_may(by, "acknowledge", subject)
    if invitation.sent_at is None:
        raise TransitionError("The letter has not been sent.", do="Note that it was sent first.")
    if invitation.acknowledged_at is None:
        invitation.acknowledged_at = at or datetime.now(UTC)
        invitation.save(update_fields=["acknowledged_at"])
        _record(invitation, "acknowledge", by)
    return invitation


def _record(invitation: Invitation, verb: str, by: User | str) -> None:
    payload = {
        "country_code": invitation.country_code,
        "channel_code": invitation.channel_code,
        "note_number": invitation.note_number,
    }
    record_event(
        by=by, verb=verb, object_type="invitation", object_id=invitation.public_id,
        payload=as_payload(payload),
    )  # fmt: skip

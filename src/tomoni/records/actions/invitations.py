"""Invitations to the desk: who invites whom to which mandate, and what the link opens.

The token of the link is made of the instance's secret key and the invitation's id whenever the
message leaves; the ledger keeps its digest alone. It opens once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.core.validators import validate_email
from django.db import transaction

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.catalogue.errors import InputError, NotFoundError, TransitionError, Where
from tomoni.records.models import AccountInvitation, Person, User
from tomoni.records.queries.mandates import mandates_of
from tomoni.rules.permissions import HeldMandate, Subject, check_act_on, check_invite

from .audit import SYSTEM, actor_id, as_payload, record_event
from .common import find, new_id
from .courses.lecturers import join_invited
from .notices import queue_notice
from .users import check_mandate, create_user, grant_mandate

VALID_DAYS = 14
LONGEST_DAYS = 90
_SIGNER_SALT = "tomoni.account-invitation"


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers: a mandate to whoever reads the mail of an address.

    ``person``: whom the account is to belong to; None: nobody of the courses.
    """

    address: str
    mandate: HeldMandate
    person: Person | None = None
    language: str = "en"
    valid_days: int = VALID_DAYS


def token_of(invitation_id: str) -> str:
    """Return the token of an invitation's link."""
    return f"{invitation_id}.{Signer(salt=_SIGNER_SALT).signature(invitation_id)}"


def digest_of(token: str) -> str:
    """Return the digest by which the ledger knows a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(offer: Offer, *, by: User | str) -> AccountInvitation:
    """Invite somebody, queue the message, and return the invitation.

    An invitation to the same address and mandate that is still open is withdrawn by the new one.
    Errors: NotPermittedError for a mandate wider than the own one; InputError for an unfit address,
    mandate or expiry.
    """
    address = _checked_address(offer.address)
    check_mandate(offer.mandate)
    if isinstance(by, User):
        check_invite(mandates_of(by), offer.mandate)
    if not 1 <= offer.valid_days <= LONGEST_DAYS:
        raise InputError(
            f"An invitation stays open for 1 to {LONGEST_DAYS} days.",
            where=Where(field="valid_days"),
        )
    now = datetime.now(UTC)
    for old in _open_ones(address, offer.mandate, now):
        _withdraw(old, now, by)
    public_id = new_id()
    invitation = AccountInvitation.objects.create(
        public_id=public_id,
        address=address,
        role_code=offer.mandate.role_code,
        country_code=offer.mandate.country_code,
        scope_id=offer.mandate.scope_id,
        person=offer.person,
        token_sha256=digest_of(token_of(public_id)),
        invited_by=actor_id(by),
        created_at=now,
        expires_at=now + timedelta(days=offer.valid_days),
    )
    _queue(invitation, offer.language)
    _record(invitation, "create", by)
    return invitation


def _open_ones(address: str, mandate: HeldMandate, now: datetime) -> list[AccountInvitation]:
    return list(
        AccountInvitation.objects.select_for_update().filter(
            address=address,
            role_code=mandate.role_code,
            country_code=mandate.country_code,
            scope_id=mandate.scope_id,
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=now,
        )
    )


def _checked_address(address: str) -> str:
    cleaned = address.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError as error:
        raise InputError(
            "This is no e-mail address.", where=Where(field="address"), do="Mend it."
        ) from error
    return cleaned


def _queue(invitation: AccountInvitation, language: str) -> None:
    role = COURSE_TERMS["role"][invitation.role_code]
    queue_notice(
        template_code="account_invitation",
        event_key=f"account-invitation:{invitation.public_id}",
        address=invitation.address,
        language=language,
        parameters={
            "role_en": role.en,
            "role_ja": role.ja,
            "expires": f"{invitation.expires_at:%Y-%m-%d %H:%M} UTC",
        },
    )


def open_invitation(token: str) -> AccountInvitation:
    """Return the invitation that a link opens.

    Errors: NotFoundError for a token of no invitation; TransitionError when it was accepted or
    withdrawn, or its time is over.
    """
    found = AccountInvitation.objects.filter(token_sha256=digest_of(token)).first()
    if found is None:
        raise NotFoundError("This link opens nothing.", do="Ask for a new invitation.")
    _check_open(found)
    return found


def _check_open(invitation: AccountInvitation) -> None:
    ask = "Ask for a new invitation."
    if invitation.accepted_at is not None:
        raise TransitionError("This invitation was accepted.", do="Sign in with your password.")
    if invitation.withdrawn_at is not None:
        raise TransitionError("This invitation was withdrawn.", do=ask)
    if invitation.expires_at <= datetime.now(UTC):
        raise TransitionError("The time of this invitation is over.", do=ask)


@transaction.atomic
def accept(token: str, *, password: str) -> User:
    """Make the account that an invitation is for, with its mandate, and return it; it opens once.

    Somebody who has an account with that address proves it with its password, and receives the
    mandate there. Errors: as ``open_invitation``; InputError for a weak or wrong password.
    """
    invitation = open_invitation(token)
    invitation = AccountInvitation.objects.select_for_update().get(pk=invitation.pk)
    _check_open(invitation)
    user = _account(invitation, password)
    grant_mandate(
        by=SYSTEM,
        user=user,
        role_code=invitation.role_code,
        country_code=invitation.country_code,
        scope_id=invitation.scope_id,
    )
    _join_person(invitation, user)
    join_invited(invitation, user)
    invitation.accepted_at, invitation.accepted_by = datetime.now(UTC), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _record(invitation, "accept", user)
    return user


def _account(invitation: AccountInvitation, password: str) -> User:
    existing = User.objects.filter(email=invitation.address).order_by("pk").first()
    if existing is None:
        return create_user(
            username=invitation.address,
            email=invitation.address,
            password=password,
            by=SYSTEM,
        )
    if not existing.is_active or not existing.check_password(password):
        raise InputError(
            "There is an account with this address, and this is not its password.",
            where=Where(field="password"),
            do="Give the password that you sign in with.",
        )
    return existing


def _join_person(invitation: AccountInvitation, user: User) -> None:
    person = invitation.person
    if person is not None and person.user_id is None:
        person.user = user
        person.save(update_fields=["user"])


@transaction.atomic
def withdraw(public_id: str, *, by: User | str) -> AccountInvitation:
    """Take an invitation back; its link opens nothing from now on. Return it.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is not open any more.
    """
    invitation = find(AccountInvitation, public_id, lock=True)
    if isinstance(by, User):
        subject = Subject("account_invitation", invitation.scope_id, invitation.country_code)
        check_act_on(mandates_of(by), "withdraw", subject)
    _check_open(invitation)
    _withdraw(invitation, datetime.now(UTC), by)
    return invitation


def _withdraw(invitation: AccountInvitation, now: datetime, by: User | str) -> None:
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    _record(invitation, "withdraw", by)


def _record(invitation: AccountInvitation, verb: str, by: User | str) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="account_invitation",
        object_id=invitation.public_id,
        payload=as_payload(
            {
                "role_code": invitation.role_code,
                "country_code": invitation.country_code,
                "scope_id": invitation.scope_id,
                "expires_at": invitation.expires_at,
            }
        ),
    )

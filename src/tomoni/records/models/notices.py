"""Messages to people, written with the change that causes them and sent after it is committed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import Record, optional_text, reference, text
from .users import User


class Notice(Record):
    """One message to one account or address.

    ``event_key`` names the event that causes it: one event never sends twice. ``parameters`` fill
    the wording and hold neither scores nor anything of the vault. ``state_code``: waiting, sending,
    sent, failed, or unknown when a sender ended before it could say.
    """

    event_key = models.TextField(unique=True)
    template_code = text()
    language_code = models.TextField(default="en")
    user = reference(User, "notices", optional=True)
    address = optional_text()
    parameters = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    state_code = models.TextField(default="waiting")
    attempts = models.IntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = optional_text()

    class Meta:
        db_table = "records_notice"
        indexes = [models.Index(fields=("state_code", "created_at"), name="notice_state_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(address__isnull=False),
                name="notice_has_receiver",
            ),
            models.CheckConstraint(
                condition=~Q(state_code="sent") | Q(sent_at__isnull=False),
                name="notice_sent_has_time",
            ),
        ]


class AccountInvitation(Record):
    """An invitation to make an account, with the mandate that it will hold.

    ``token_sha256``: digest of the token in the link, which is kept nowhere. ``person``: whom the
    account is to belong to; None: nobody of the courses.
    """

    address = text()
    role_code = text()
    country_code = optional_text()
    scope_id = optional_text()
    person = reference("Person", "invitations", optional=True)
    token_sha256 = models.TextField(unique=True)
    invited_by = text()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = reference(User, "accepted_invitations", optional=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_account_invitation"


class VaultItem(Record):
    """That the vault holds something of one class about one person: never what.

    ``key_id`` names the key it is sealed with; ``retain_until``: after that day it is destroyed.
    """

    person = reference("Person", "vault_items")
    class_code = text()
    key_id = text()
    stored_at = models.DateTimeField()
    retain_until = models.DateField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_vault_item"
        constraints = [
            models.UniqueConstraint(
                fields=("person", "class_code"),
                condition=Q(destroyed_at__isnull=True),
                name="vault_item_one_per_class",
            ),
        ]

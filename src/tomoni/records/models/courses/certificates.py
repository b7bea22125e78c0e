"""Certificates that were issued, and the keys that signed them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..columns import Record, no_blank_check, optional_text, reference, text
from .participations import Participation


class SigningKey(models.Model):
    """The public half of one key that signs badges, and when it was in service.

    ``kid``: the URI under which it is published; ``jwk``: its members as a JSON Web Key. The
    private half is a file of the instance, never a row.
    """

    kid = models.TextField(unique=True)
    jwk = models.JSONField()
    valid_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_signing_key"
        constraints = [
            no_blank_check("signing_key", ("kid",)),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(retired_at__isnull=False),
                name="signing_key_revoked_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.kid


class Certificate(Record):
    """One certificate of one participation. ``public_id`` is opaque; ``number`` is printed.

    ``facts`` is what it says, kept as it was printed, so that it can be set again to the same
    bytes; ``credential`` is its badge, ``sha256`` the badge's digest. Both texts go when the person
    is erased: the number, the digest and the place in the status list stay. ``may_follow``: a
    revoked one that a corrected one may follow.
    """

    participation = reference(Participation, "certificates")
    kind_code = text()
    number = models.TextField(unique=True)
    status_list = models.IntegerField(default=1)
    status_index = models.IntegerField()
    key = reference(SigningKey, "certificates")
    facts = models.JSONField()
    credential = optional_text()
    sha256 = models.TextField(unique=True)
    issued_at = models.DateTimeField()
    issued_by = text()
    revoked_at = models.DateTimeField(null=True, blank=True)
    why = optional_text()
    may_follow = models.BooleanField(default=False)

    class Meta:
        db_table = "records_certificate"
        constraints = [
            no_blank_check("certificate", ("public_id", "number", "why")),
            models.UniqueConstraint(
                fields=("participation", "kind_code"),
                condition=Q(revoked_at__isnull=True),
                name="certificate_one_in_force",
            ),
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="certificate_place_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind_code__in=("participation", "completion")),
                name="certificate_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(status_list__gte=1, status_index__gte=0),
                name="certificate_place_in_range",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, why__isnull=True, may_follow=False)
                | Q(revoked_at__isnull=False, why__isnull=False),
                name="certificate_revoked_has_reason",
            ),
        ]

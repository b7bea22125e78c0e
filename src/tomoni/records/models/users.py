"""Who works at the desk, and in which role for how long."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from .columns import no_blank_check, optional_text, reference, text


def new_public_id() -> str:
    """Return a random opaque id: what the audit names a user by."""
    return uuid4().hex


class User(AbstractUser):
    """One account. The audit knows it by ``public_id`` alone, so erasing a name breaks nothing."""

    public_id = models.TextField(unique=True, default=new_public_id, editable=False)

    class Meta:
        db_table = "records_user"

    def __str__(self) -> str:
        # Whatever prints an account, a title or a log, must not name the person.
        return self.public_id


class Mandate(models.Model):
    """One role of one user from a day on, until a day or until further notice.

    ``country_code``: the one country that a focal point or an embassy speaks for. ``scope_id``:
    public id of the one course edition that it is for; None: all.
    """

    user = reference(User, "mandates")
    role_code = text()
    country_code = optional_text()
    scope_id = optional_text()
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "records_mandate"
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="mandate_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(role_code="focal_point") | Q(country_code__isnull=False),
                name="mandate_focal_point_has_country",
            ),
            no_blank_check("mandate", ("country_code", "scope_id")),
        ]

    def __str__(self) -> str:
        return f"{self.role_code} from {self.start}"

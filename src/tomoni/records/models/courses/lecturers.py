"""Lecturers and visiting experts, as the institute's register has them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..columns import Record, filled, no_blank_check, optional_text, text
from ..users import User


class Lecturer(Record):
    """One lecturer or visiting expert. ``public_id`` is opaque.

    ``available``: spans of time, each a list of two instants in ISO 8601, in which they can come;
    empty: always. The honorarium is one session's: quantity × 10^exponent, all three columns or
    none. ``erased_at``: name and contacts were removed, the sessions stay.
    """

    kind_code = models.TextField(default="lecturer")
    name = optional_text()
    native_name = optional_text()
    organisation = optional_text()
    post = optional_text()
    country_code = text()
    biography = optional_text()
    email = optional_text()
    zone = optional_text()
    available = models.JSONField(default=list)
    honorarium_quantity = models.BigIntegerField(null=True, blank=True)
    honorarium_exponent = models.SmallIntegerField(null=True, blank=True)
    honorarium_currency_code = optional_text()
    user = models.OneToOneField(
        User, models.PROTECT, related_name="lecturer", null=True, blank=True
    )
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_lecturer"
        constraints = [
            no_blank_check(
                "lecturer",
                (
                    "public_id",
                    "name",
                    "native_name",
                    "organisation",
                    "post",
                    "biography",
                    "email",
                    "zone",
                ),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | Q(name__isnull=False),
                name="lecturer_has_a_name_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(kind_code__in=("lecturer", "visiting_expert", "staff")),
                name="lecturer_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    honorarium_quantity__isnull=True,
                    honorarium_exponent__isnull=True,
                    honorarium_currency_code__isnull=True,
                )
                | (
                    Q(honorarium_quantity__gte=0, honorarium_exponent__isnull=False)
                    & filled("honorarium_currency_code")
                ),
                name="lecturer_honorarium_is_whole",
            ),
        ]

"""Who a published text names, and in which role: claims without a number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import Record, no_blank_check, optional_text, reference, span_check, text


class Naming(Record):
    """One country, region or body that a document names in a role at one place.

    ``activity``: what it is named for, where the passage tells. ``list_code``: whether the list it
    stands in is open ("such as") or closed; NULL where it stands alone. ``start`` and ``end``: of
    the name, or of the words that stand for it.
    """

    document = reference("Document", "namings")
    activity = reference("Activity", "namings", optional=True)
    role_code = text()
    place_code = optional_text()
    party = reference("Party", "namings", optional=True)
    list_code = optional_text()
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        db_table = "records_naming"
        constraints = [
            span_check("naming"),
            no_blank_check("naming", ("public_id", "place_code", "list_code")),
            models.CheckConstraint(
                condition=Q(place_code__isnull=False, party__isnull=True)
                | Q(place_code__isnull=True, party__isnull=False),
                name="naming_names_one",
            ),
        ]

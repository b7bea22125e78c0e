"""What an accepted seat needs before the course begins: travel, rooms, visas, medical clearance.

Passport and medical data are not here: they lie in the vault. Here stands that a medical officer
cleared somebody, or did not, and when.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import Record, no_blank_check, optional_text, text
from .participations import Participation

_TEXTS = (
    "public_id", "visa_letter_number", "arrival_carrier", "arrival_place", "met_by",
    "departure_carrier", "departure_place", "lodging", "room", "remarks",
)  # fmt: skip


class TravelCase(Record):
    """How one participant comes, sleeps and leaves. Missing: not known yet.

    Times are those of the clocks at the place. ``joins_online``: does not travel at all.
    ``visa_letter_issued_at``: when the last letter in support of the visa was made.
    """

    participation = models.OneToOneField(Participation, models.PROTECT, related_name="travel_case")
    joins_online = models.BooleanField(default=False)
    visa_code = models.TextField(default="not_known")
    visa_letter_number = optional_text()
    visa_letter_issued_at = models.DateTimeField(null=True, blank=True)
    arrival_day = models.DateField(null=True, blank=True)
    arrival_time = models.TimeField(null=True, blank=True)
    arrival_carrier = optional_text()
    arrival_place = optional_text()
    met_by = optional_text()
    departure_day = models.DateField(null=True, blank=True)
    departure_time = models.TimeField(null=True, blank=True)
    departure_carrier = optional_text()
    departure_place = optional_text()
    lodging = optional_text()
    room = optional_text()
    remarks = optional_text()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_travel_case"
        constraints = [
            no_blank_check("travel_case", _TEXTS),
            models.CheckConstraint(
                condition=Q(departure_day__isnull=True)
                | Q(arrival_day__isnull=True)
                | Q(departure_day__gte=F("arrival_day")),
                name="travel_case_leaves_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(visa_letter_issued_at__isnull=True, visa_letter_number__isnull=True)
                | Q(visa_letter_issued_at__isnull=False, visa_letter_number__isnull=False),
                name="travel_case_letter_has_number",
            ),
        ]


class MedicalClearance(Record):
    """Whether a medical officer cleared one participant, by whom and when; nothing of why."""

    participation = models.OneToOneField(
        Participation, models.PROTECT, related_name="medical_clearance"
    )
    is_cleared = models.BooleanField()
    decided_by = text()
    decided_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_medical_clearance"

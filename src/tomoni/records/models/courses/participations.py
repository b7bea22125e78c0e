"""Who took part in which edition: by the desk's own chain, or out of an older roster."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..activities import Edition
from ..columns import Record, no_blank_check, optional_text, reference, text
from .nominations import Nomination
from .persons import Person


class RosterImport(Record):
    """One spreadsheet of an older edition's participants that was read in.

    ``sha256`` is that of the file: reading it again changes nothing.
    """

    edition = reference(Edition, "rosters")
    file_name = text()
    sha256 = text()
    imported_by = text()
    imported_at = models.DateTimeField()
    row_count = models.IntegerField()

    class Meta:
        db_table = "records_roster_import"
        constraints = [
            models.UniqueConstraint(fields=("edition", "sha256"), name="roster_import_unique"),
        ]


class ItemisedEntry(models.Model):
    """That a line of the ledger counts the people of one edition, out of its participations.

    ``entry``: the line. It stands as long as nothing reverses it.
    """

    edition = reference(Edition, "itemised_entries")
    entry = models.OneToOneField("Entry", models.PROTECT, related_name="itemises")

    class Meta:
        db_table = "records_itemised_entry"

    def __str__(self) -> str:
        return f"{self.entry_id} of {self.edition_id}"


class Participation(Record):
    """One person in one edition. ``public_id`` is opaque.

    Country, profession and organisation are those of the time. ``completed_on``: the day from which
    it counts as a completion. ``assessment_passed``: missing where none is recorded.
    ``is_synthetic`` rows are never counted.
    """

    edition = reference(Edition, "participations")
    person = reference(Person, "participations")
    nomination = models.OneToOneField(
        Nomination, models.PROTECT, related_name="participation", null=True, blank=True
    )
    roster = reference(RosterImport, "participations", optional=True)
    origin_code = models.TextField(default="course")
    role_code = models.TextField(default="participant")
    state_code = models.TextField(default="offered")
    state_reason = optional_text()
    country_code = text()
    profession_code = optional_text()
    organisation = optional_text()
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    attended_minutes = models.IntegerField(null=True, blank=True)
    planned_minutes = models.IntegerField(null=True, blank=True)
    assessment_passed = models.BooleanField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_participation"
        indexes = [
            models.Index(fields=("edition", "state_code"), name="participation_state_idx"),
            models.Index(fields=("country_code",), name="participation_country_idx"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "person"), name="participation_once_per_edition"
            ),
            no_blank_check("participation", ("public_id", "organisation", "profession_code")),
            models.CheckConstraint(
                condition=Q(origin_code="course", roster__isnull=True)
                | Q(origin_code="roster", roster__isnull=False),
                name="participation_origin_names_roster",
            ),
            models.CheckConstraint(
                condition=~Q(state_code__in=("completed", "certified", "alumnus"))
                | Q(completed_on__isnull=False),
                name="participation_completed_has_day",
            ),
        ]

"""People of the courses: one row per human being, whatever number of courses they came to.

Everything here is personal. No row enters a snapshot; figures read counts of participations, under
opaque keys. Passport, medical and vigilance data are not here at all: they lie in the vault.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import (
    Record,
    no_blank_check,
    optional_text,
    reference,
    stated_date_checks,
    stated_dates,
    text,
)
from ..users import User

# A year that a living participant of a course held since 1962 can have been born in.
EARLIEST_BIRTH_YEAR = 1880


class Person(Record):
    """One human being. ``public_id`` is opaque and is all that the audit ever names.

    ``merged_into`` points to the row that stands for the same human; figures follow it.
    ``erased_at``: names and contacts were removed; what was counted stays counted.
    """

    family_name = optional_text()
    given_name = optional_text()
    native_name = optional_text()
    # Folded names in one text: what search and the hints of duplicates compare.
    search_name = models.TextField(default="", blank=True)
    sex_code = models.TextField(default="undisclosed")
    birth_year = models.IntegerField(null=True, blank=True)
    country_code = text()
    email = optional_text()
    preferred_language_code = models.TextField(default="en")
    user = models.OneToOneField(User, models.PROTECT, related_name="person", null=True, blank=True)
    merged_into = reference("self", "merged_from", optional=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_person"
        indexes = [
            models.Index(fields=("country_code", "search_name"), name="person_country_name_idx"),
        ]
        constraints = [
            no_blank_check(
                "person", ("public_id", "family_name", "given_name", "native_name", "email")
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False)
                | Q(family_name__isnull=False)
                | Q(native_name__isnull=False),
                name="person_has_a_name_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=EARLIEST_BIRTH_YEAR),
                name="person_birth_year_in_range",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_itself",
            ),
        ]


class Employment(stated_dates("start", "end"), Record):
    """One post of one person, from and until when as far as it is known."""

    person = reference(Person, "employments")
    organisation = text()
    post = optional_text()
    profession_code = optional_text()
    country_code = optional_text()

    class Meta:
        db_table = "records_employment"
        constraints = [
            *stated_date_checks("employment", "start", "end"),
            no_blank_check("employment", ("public_id", "organisation", "post")),
        ]


class Consent(models.Model):
    """One purpose that a person agreed to, until withdrawn."""

    person = reference(Person, "consents")
    scope_code = text()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_consent"
        constraints = [
            models.UniqueConstraint(
                fields=("person", "scope_code"),
                condition=Q(withdrawn_at__isnull=True),
                name="consent_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope_code} of {self.person_id}"


class PossibleDuplicate(Record):
    """Two rows that may stand for one human, for somebody to decide. The older key comes first.

    ``score``: 0 to 1000. ``reasons``: codes of what agrees. ``moved``: rows that a merge moved, by
    table, so that it can be undone.
    """

    first = reference(Person, "possible_duplicates_first")
    second = reference(Person, "possible_duplicates_second")
    score = models.IntegerField()
    reasons = models.JSONField(default=list)
    state_code = models.TextField(default="open")
    decided_by = optional_text()
    decided_at = models.DateTimeField(null=True, blank=True)
    why = optional_text()
    moved = models.JSONField(default=dict)

    class Meta:
        db_table = "records_possible_duplicate"
        constraints = [
            models.UniqueConstraint(fields=("first", "second"), name="possible_duplicate_unique"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="possible_duplicate_ordered"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1000), name="possible_duplicate_score_range"
            ),
            models.CheckConstraint(
                condition=Q(state_code="open")
                | Q(decided_by__isnull=False, decided_at__isnull=False, why__isnull=False),
                name="possible_duplicate_is_decided",
            ),
        ]

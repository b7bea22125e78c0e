"""Activities with their series and editions, countries, regions, parties and frameworks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import (
    Record,
    Released,
    both_or_neither,
    no_blank_check,
    optional_text,
    reference,
    release_check,
    span_check,
    stated_date_checks,
    stated_dates,
    text,
)


class Activity(stated_dates("start", "end"), Released, Record):
    """One activity: anything done or planned.

    ``is_synthetic``: made for demonstration; ``publisher``: whose publication it was imported from,
    NULL for our own. The freeze leaves out both kinds, with all that hangs from them.
    """

    title = text()
    summary = text()
    kind_code = text()
    theme_code = text()
    granularity_code = text()
    parent_activity = reference("self", "parts", optional=True)
    is_top_level = models.BooleanField()
    is_policy = models.BooleanField(default=False)
    status_code = models.TextField(default="last_reported")
    last_reported_document = reference("Document", "last_reported_activities", optional=True)
    last_reported_year = models.IntegerField(null=True, blank=True)
    oda_decision_code = models.TextField(default="undecided")
    purpose_code = optional_text()
    purpose_confidence_code = optional_text()
    recurrence = optional_text()
    course_theme = optional_text()
    target_group = optional_text()
    venue_country_code = optional_text()
    venue_place = optional_text()
    series = reference("Series", "activities", optional=True)
    notes = optional_text()
    is_synthetic = models.BooleanField(default=False)
    publisher = reference("Party", "published_activities", optional=True)

    class Meta:
        db_table = "records_activity"
        verbose_name_plural = "activities"
        constraints = [
            *stated_date_checks("activity", "start", "end"),
            release_check("activity"),
            models.CheckConstraint(
                condition=Q(parent_activity__isnull=True, is_top_level=True)
                | Q(parent_activity__isnull=False, is_top_level=False),
                name="activity_top_level_has_no_parent",
            ),
            models.CheckConstraint(
                condition=both_or_neither("purpose_code", "purpose_confidence_code"),
                name="activity_purpose_has_confidence",
            ),
            models.CheckConstraint(
                condition=Q(last_reported_year__isnull=True)
                | Q(last_reported_document__isnull=False),
                name="activity_reported_year_has_document",
            ),
            no_blank_check(
                "activity",
                (
                    "public_id",
                    "title",
                    "summary",
                    "recurrence",
                    "course_theme",
                    "target_group",
                    "venue_country_code",
                    "venue_place",
                    "notes",
                ),
            ),
        ]


class Series(Record):
    """One enduring effort with editions."""

    name = text()
    activity = reference(Activity, "stands_for_series")
    first_year_stated = optional_text()
    editions_per_year = models.IntegerField(null=True, blank=True)
    is_numbered = models.BooleanField(default=False)

    class Meta:
        db_table = "records_series"
        verbose_name_plural = "series"
        constraints = [no_blank_check("series", ("public_id", "name", "first_year_stated"))]


class Edition(stated_dates("held"), Released, Record):
    """One edition of a series."""

    series = reference(Series, "editions")
    number = models.IntegerField(null=True, blank=True)
    number_basis_code = optional_text()
    activity = reference(Activity, "records_editions")
    status_code = text()

    class Meta:
        db_table = "records_edition"
        constraints = [
            *stated_date_checks("edition", "held"),
            release_check("edition"),
            models.UniqueConstraint(
                fields=("series", "number"),
                condition=Q(number__isnull=False),
                name="edition_number_unique",
            ),
            models.CheckConstraint(
                condition=both_or_neither("number", "number_basis_code"),
                name="edition_number_has_basis",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=1), name="edition_number_from_one"
            ),
        ]


class ActivityCountry(Record):
    """One country of one activity, with its basis."""

    activity = reference(Activity, "countries")
    country_code = text()
    basis_code = text()
    is_open_list = models.BooleanField(default=False)

    class Meta:
        db_table = "records_activity_country"
        verbose_name_plural = "activity countries"
        constraints = [
            models.UniqueConstraint(
                fields=("activity", "country_code"), name="activity_country_unique"
            ),
        ]


class ActivityRegion(Record):
    """One region of one activity."""

    activity = reference(Activity, "regions")
    region_code = text()

    class Meta:
        db_table = "records_activity_region"
        constraints = [
            models.UniqueConstraint(
                fields=("activity", "region_code"), name="activity_region_unique"
            ),
        ]


class ActivityParty(Record):
    """One role of one party in one activity."""

    activity = reference(Activity, "parties")
    party = reference("Party", "activities")
    role_code = text()

    class Meta:
        db_table = "records_activity_party"
        verbose_name_plural = "activity parties"
        constraints = [
            models.UniqueConstraint(
                fields=("activity", "party", "role_code"), name="activity_party_unique"
            ),
        ]


class ActivityFramework(Record):
    """One framework of one activity."""

    activity = reference(Activity, "frameworks")
    framework = reference("Framework", "activities")
    provision = reference("Provision", "activities", optional=True)

    class Meta:
        db_table = "records_activity_framework"
        constraints = [
            models.UniqueConstraint(
                fields=("activity", "framework", "provision"), name="activity_provision_unique"
            ),
            models.UniqueConstraint(
                fields=("activity", "framework"),
                condition=Q(provision__isnull=True),
                name="activity_framework_unique",
            ),
        ]


class Mention(Record):
    """One passage that mentions one activity."""

    activity = reference(Activity, "mentions")
    document = reference("Document", "mentions")
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        db_table = "records_mention"
        constraints = [span_check("mention")]

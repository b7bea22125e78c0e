"""Published texts, their claims, and the numbers in them that are not claims.

The text itself is a file in TOMONI_HOME/documents, named by its SHA-256; no table holds it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import (
    Amount,
    Record,
    Released,
    amount_checks,
    no_blank_check,
    optional_text,
    reference,
    release_check,
    span_check,
    stated_date_checks,
    stated_dates,
    text,
)


class Document(Released, Record):
    """One published text."""

    title = text()
    publisher = text()
    edition_year = models.IntegerField(null=True, blank=True)
    edition_basis_code = text()
    edition_evidence = optional_text()
    language_code = text()
    period_start_stated = optional_text()
    period_end_stated = optional_text()
    length_characters = models.IntegerField()
    sha256 = models.TextField(unique=True)
    public_page = optional_text()
    section_code = optional_text()
    may_show = models.BooleanField(default=False)
    notes = optional_text()

    class Meta:
        db_table = "records_document"
        constraints = [
            release_check("document"),
            no_blank_check(
                "document",
                (
                    "public_id",
                    "title",
                    "publisher",
                    "edition_evidence",
                    "period_start_stated",
                    "period_end_stated",
                    "public_page",
                    "section_code",
                    "notes",
                ),
            ),
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="document_sha256_has_64_digits"
            ),
            models.CheckConstraint(
                condition=Q(length_characters__gte=0), name="document_length_from_zero"
            ),
        ]


class DocumentSection(Record):
    """One section of one document, held in full."""

    document = reference(Document, "sections")
    section_code = text()
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        db_table = "records_document_section"
        constraints = [span_check("document_section")]


_CLAIM_DATES = ("date", "as_of", "period_start", "period_end")


class Claim(stated_dates(*_CLAIM_DATES), Amount, Released, Record):
    """One assertion of one document at one span. What it asserts is never edited.

    A wrong reading of the text is corrected under the next ``revision``: the guard lets an update
    pass only if it raises the revision, and the audit keeps what stood there before.
    """

    document = reference(Document, "claims")
    activity = reference("Activity", "claims")
    party = reference("Party", "claims", optional=True)
    framework = reference("Framework", "claims", optional=True)
    metric_code = text()
    measure_code = optional_text()
    population_code = optional_text()
    accumulation_code = text()
    as_of_basis_code = text()
    scope = optional_text()
    value_inferred = models.BooleanField(default=False)
    start = models.IntegerField()
    end = models.IntegerField()
    revision = models.IntegerField(default=0)
    outcome_code = models.TextField(default="claim_only")
    outcome_reason_code = text()
    outcome_id = optional_text()

    class Meta:
        db_table = "records_claim"
        constraints = [
            *stated_date_checks("claim", *_CLAIM_DATES),
            *amount_checks("claim"),
            release_check("claim"),
            span_check("claim"),
            no_blank_check(
                "claim", ("public_id", "measure_code", "population_code", "scope", "outcome_id")
            ),
            models.CheckConstraint(
                condition=Q(outcome_code="claim_only", outcome_id__isnull=True)
                | (~Q(outcome_code="claim_only") & Q(outcome_id__isnull=False)),
                name="claim_outcome_names_record",
            ),
        ]


class ClaimSpan(Record):
    """One place that prints a claim."""

    claim = reference(Claim, "spans")
    document = reference(Document, "claim_spans")
    start = models.IntegerField()
    end = models.IntegerField()
    is_primary = models.BooleanField()

    class Meta:
        db_table = "records_claim_span"
        constraints = [
            span_check("claim_span"),
            models.UniqueConstraint(
                fields=("claim",), condition=Q(is_primary=True), name="claim_span_one_primary"
            ),
        ]


class ClaimActivity(Record):
    """One further activity of one claim."""

    claim = reference(Claim, "further_activities")
    activity = reference("Activity", "further_claims")

    class Meta:
        db_table = "records_claim_activity"
        verbose_name_plural = "claim activities"
        constraints = [
            models.UniqueConstraint(fields=("claim", "activity"), name="claim_activity_unique"),
        ]


class Exclusion(Record):
    """One number in a document that is not a claim."""

    document = reference(Document, "exclusions")
    start = models.IntegerField()
    end = models.IntegerField()
    form_code = text()
    reason = text()

    class Meta:
        db_table = "records_exclusion"
        constraints = [span_check("exclusion")]

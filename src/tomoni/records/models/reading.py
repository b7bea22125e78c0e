"""Texts that came in, the batches they came in with, and what the reader proposes of them.

A text is held once, by its SHA-256, as a file in TOMONI_HOME/documents; its file as it was
published lies in TOMONI_HOME/documents/sources. No table holds a passage: a proposal is its span.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import (
    LARGEST_EXPONENT,
    Record,
    both_or_neither,
    filled,
    no_blank_check,
    optional_text,
    reference,
    span_check,
    text,
)
from .documents import Document

BATCH_STATES = ("waiting", "reading", "done")
FILE_STATES = ("waiting", "reading", "read", "refused")
PROPOSAL_STATES = ("proposed", "accepted", "rejected", "merged", "contested", "superseded")


class DocumentText(Record):
    """One text, as it was read out of one file.

    ``sha256``: of the text in UTF-8, so that of a text file it is the file's own and that of its
    ``Document``. ``document``: NULL until the text is registered. ``pages``, ``headings``: lists of
    [offset, label]; empty where the file marks none. ``parts``: lists of [start, end, kind], the
    kind being footnote, caption, table or head. ``edition_year``, ``period_start``,
    ``period_end``: years, NULL where nothing says so; the basis is stated, inferred or unknown.
    ``read_at``: NULL until its proposals are there.
    """

    sha256 = models.TextField(unique=True)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="read_text", null=True, blank=True
    )
    length_characters = models.IntegerField()
    kind_code = text()
    media_type = text()
    encoding = optional_text()
    language_code = text()
    source_name = text()
    source_sha256 = text()
    source_bytes = models.BigIntegerField()
    pages = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    edition_year = models.IntegerField(null=True, blank=True)
    edition_basis_code = text()
    edition_evidence = text()
    period_start = models.IntegerField(null=True, blank=True)
    period_end = models.IntegerField(null=True, blank=True)
    period_basis_code = text()
    notes = models.JSONField(default=list)
    added_by = text()
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_document_text"
        indexes = [models.Index(fields=("source_sha256",), name="document_text_source_idx")]
        constraints = [
            no_blank_check("document_text", ("public_id", "encoding")),
            models.CheckConstraint(
                condition=Q(sha256__length=64, source_sha256__length=64),
                name="document_text_sha256_has_64_digits",
            ),
            models.CheckConstraint(
                condition=Q(length_characters__gte=1, source_bytes__gte=1),
                name="document_text_not_empty",
            ),
            models.CheckConstraint(
                condition=both_or_neither("period_start", "period_end"),
                name="document_text_period_is_whole",
            ),
        ]


class ReadingBatch(Record):
    """Files that somebody gave to be read together. What came of each stands with the file."""

    state_code = models.TextField(default="waiting")
    file_count = models.IntegerField()
    started_by = text()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_reading_batch"
        verbose_name_plural = "reading batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(state_code__in=BATCH_STATES), name="reading_batch_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state_code="done", finished_at__isnull=False)
                | (~Q(state_code="done") & Q(finished_at__isnull=True)),
                name="reading_batch_done_has_end",
            ),
            models.CheckConstraint(condition=Q(file_count__gte=1), name="reading_batch_has_files"),
        ]


class ReadingFile(Record):
    """One file of one batch. ``sha256`` is of the file.

    ``document``: whose text it is said to be; a text with another hash is then refused.
    ``refusal_code``, ``refusal_parameters``: of ``catalogue.document_refusals``, which has the
    words. ``proposal_count``: NULL until it is read.
    """

    batch = reference(ReadingBatch, "files")
    number = models.IntegerField()
    name = text()
    size_bytes = models.BigIntegerField()
    sha256 = text()
    document = reference(Document, "reading_files", optional=True)
    state_code = models.TextField(default="waiting")
    refusal_code = optional_text()
    refusal_parameters = models.JSONField(default=dict)
    document_text = reference(DocumentText, "files", optional=True)
    proposal_count = models.IntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_reading_file"
        indexes = [models.Index(fields=("sha256",), name="reading_file_sha256_idx")]
        constraints = [
            models.UniqueConstraint(fields=("batch", "number"), name="reading_file_unique"),
            no_blank_check("reading_file", ("public_id", "refusal_code")),
            models.CheckConstraint(
                condition=Q(state_code__in=FILE_STATES), name="reading_file_state_known"
            ),
            models.CheckConstraint(
                condition=(Q(state_code="refused") & filled("refusal_code"))
                | (~Q(state_code="refused") & Q(refusal_code__isnull=True)),
                name="reading_file_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    state_code="read", document_text__isnull=False, proposal_count__isnull=False
                )
                | ~Q(state_code="read"),
                name="reading_file_read_has_text",
            ),
        ]


class Proposal(Record):
    """What one span of one text may claim: the reader's word, until somebody decides.

    ``digest`` is its identity: of the text's hash, the span, the kind and the value, so that
    reading the same text again adds nothing. ``quantity`` × 10^``exponent`` is the full amount;
    both NULL for the kind "role", whose role stands in ``metric_code``. ``unit_code``: NULL for
    money and roles. Dates as stated. ``countries``, ``organisations``, ``frameworks``: lists of
    codes. ``activity``: a title as printed. ``confidence``: per mille. ``superseded``: a later
    reading no longer proposes it, and nobody had decided on it.
    """

    document_text = reference(DocumentText, "proposals")
    digest = models.TextField(unique=True)
    start = models.IntegerField()
    end = models.IntegerField()
    page = optional_text()
    section = optional_text()
    kind_code = text()
    quantity = models.BigIntegerField(null=True, blank=True)
    exponent = models.SmallIntegerField(null=True, blank=True)
    low_quantity = models.BigIntegerField(null=True, blank=True)
    high_quantity = models.BigIntegerField(null=True, blank=True)
    qualifier_code = text()
    unit_code = optional_text()
    currency_code = optional_text()
    date_stated = optional_text()
    as_of_stated = optional_text()
    period_start_stated = optional_text()
    period_end_stated = optional_text()
    metric_code = optional_text()
    counted = optional_text()
    population_code = optional_text()
    countries = models.JSONField(default=list)
    organisations = models.JSONField(default=list)
    frameworks = models.JSONField(default=list)
    activity = optional_text()
    list_code = optional_text()
    confidence = models.SmallIntegerField()
    reasons = models.JSONField(default=list)
    state_code = models.TextField(default="proposed")
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_proposal"
        indexes = [
            models.Index(fields=("document_text", "start"), name="proposal_place_idx"),
            models.Index(fields=("state_code", "confidence"), name="proposal_state_idx"),
        ]
        constraints = [
            span_check("proposal"),
            no_blank_check(
                "proposal",
                ("public_id", "page", "section", "unit_code", "metric_code", "counted",
                 "population_code", "activity", "date_stated", "as_of_stated",
                 "period_start_stated", "period_end_stated"),
            ),
            models.CheckConstraint(
                condition=Q(state_code__in=PROPOSAL_STATES), name="proposal_state_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind_code="role", quantity__isnull=True, exponent__isnull=True)
                    & filled("metric_code")
                )
                | (
                    ~Q(kind_code="role")
                    & Q(
                        quantity__isnull=False,
                        exponent__gte=-LARGEST_EXPONENT,
                        exponent__lte=LARGEST_EXPONENT,
                    )
                ),
                name="proposal_figure_has_value",
            ),
            models.CheckConstraint(
                condition=Q(currency_code__isnull=True)
                | (Q(kind_code="money") & filled("currency_code")),
                name="proposal_currency_is_of_money",
            ),
            models.CheckConstraint(
                condition=Q(list_code__isnull=True) | Q(list_code__in=("open", "closed")),
                name="proposal_list_known",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1000),
                name="proposal_confidence_per_mille",
            ),
        ]  # fmt: skip

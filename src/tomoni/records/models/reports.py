"""Reports that prove every digit, and answer packs with their signatures.

A report is a folder: its text files and pictures are rows here, the bytes of pictures and of built
files lie in TOMONI_HOME/reports under their SHA-256.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import (
    Record,
    filled,
    no_blank_check,
    optional_text,
    reference,
    span_check,
    text,
)
from .documents import Claim, Document

OPEN_EDITION_STATES = ("building", "failed", "draft")


class Report(Record):
    """One report as it is being written. Title and edition are those of its ``report.toml``.

    ``revision`` counts every change of any of its files.
    """

    title = text()
    title_ja = optional_text()
    edition = optional_text()
    is_unofficial = models.BooleanField(default=False)
    created_by = text()
    created_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_report"
        constraints = [no_blank_check("report", ("public_id", "title", "title_ja", "edition"))]


class ReportChapter(Record):
    """One text file of a report: a chapter, ``report.toml``, or a list. It may be empty.

    ``removed_at``: the report goes without it; its revisions stay.
    """

    report = reference(Report, "chapters")
    file = text()
    content = models.TextField(blank=True)
    revision = models.IntegerField(default=1)
    changed_by = text()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_report_chapter"
        constraints = [
            no_blank_check("report_chapter", ("public_id", "file")),
            models.UniqueConstraint(fields=("report", "file"), name="report_chapter_unique"),
        ]


class ReportChapterRevision(Record):
    """The text of one file as it was kept at one revision; never changed."""

    chapter = reference(ReportChapter, "revisions")
    revision = models.IntegerField()
    content = models.TextField(blank=True)
    changed_by = text()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "records_report_chapter_revision"
        constraints = [
            models.UniqueConstraint(
                fields=("chapter", "revision"), name="report_chapter_revision_unique"
            ),
        ]


class ReportPicture(Record):
    """One picture of a report; its bytes lie in TOMONI_HOME/reports under their SHA-256."""

    report = reference(Report, "pictures")
    file = text()
    sha256 = text()
    media_type = text()
    size = models.BigIntegerField()
    added_by = text()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_report_picture"
        constraints = [
            no_blank_check("report_picture", ("public_id", "file", "media_type")),
            models.UniqueConstraint(fields=("report", "file"), name="report_picture_unique"),
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="report_picture_sha256_has_64_digits"
            ),
        ]


class ReportEdition(Record):
    """One build of a report against one snapshot, which is published as it is or built again.

    ``files``: media type, size and SHA-256 of each file by its path. ``notes``: errors and warnings
    with file, line and column. ``step_code``: how far a build has come. A published edition never
    changes but by its withdrawal; another build is the next number.
    """

    report = reference(Report, "editions")
    number = models.IntegerField()
    state_code = models.TextField(default="building")
    step_code = optional_text()
    title = text()
    title_ja = optional_text()
    edition = optional_text()
    is_unofficial = models.BooleanField(default=False)
    snapshot_id = models.TextField()
    source_sha256 = optional_text()
    files = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    asked_by = text()
    asked_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)
    published_by = optional_text()
    published_at = models.DateTimeField(null=True, blank=True)
    document = reference(Document, "report_editions", optional=True)
    withdrawn_by = optional_text()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = optional_text()

    class Meta:
        db_table = "records_report_edition"
        constraints = [
            no_blank_check(
                "report_edition",
                ("public_id", "title", "title_ja", "edition", "step_code", "withdrawn_why"),
            ),
            models.UniqueConstraint(fields=("report", "number"), name="report_edition_unique"),
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(state_code__in=OPEN_EDITION_STATES),
                name="report_edition_one_open",
            ),
            models.CheckConstraint(
                condition=Q(snapshot_id__length=64), name="report_edition_snapshot_has_64_digits"
            ),
            models.CheckConstraint(
                condition=Q(
                    state_code__in=OPEN_EDITION_STATES,
                    published_at__isnull=True,
                    document__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    state_code="published",
                    published_at__isnull=False,
                    document__isnull=False,
                    withdrawn_at__isnull=True,
                )
                | (
                    Q(
                        state_code="withdrawn",
                        published_at__isnull=False,
                        document__isnull=False,
                        withdrawn_at__isnull=False,
                    )
                    & filled("withdrawn_why")
                ),
                name="report_edition_state_is_whole",
            ),
        ]


class ReportStatement(Record):
    """One proven number of a published edition, and the claim that it has become.

    ``proof_id``: its proof in the edition's proof file. ``start`` and ``end``: where the text of
    the report says it first. ``figure``, ``request``, ``run_hash``: the figure that it rests on;
    ``source_claim``: the claim that it repeats. ``reason_code``: why it has become no claim.
    """

    report_edition = reference(ReportEdition, "statements")
    proof_id = text()
    said = text()
    start = models.IntegerField()
    end = models.IntegerField()
    claim = reference(Claim, "statements", optional=True)
    source_claim = reference(Claim, "said_in_reports", optional=True)
    figure = optional_text()
    request = models.JSONField(null=True, blank=True)
    run_hash = optional_text()
    reason_code = optional_text()

    class Meta:
        db_table = "records_report_statement"
        constraints = [
            span_check("report_statement"),
            no_blank_check("report_statement", ("public_id", "figure", "run_hash")),
            models.UniqueConstraint(
                fields=("report_edition", "proof_id"), name="report_statement_unique"
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, reason_code__isnull=True)
                | (Q(claim__isnull=True) & filled("reason_code")),
                name="report_statement_claim_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(source_claim__isnull=True),
                name="report_statement_rests_on_one",
            ),
        ]


class AnswerPack(Record):
    """One answer to a question: its wording with slots, the snapshot that fills them, its files.

    ``sha256``: digest of what was built, and of what is signed. Empty: built nothing since the last
    change.
    """

    question = text()
    language_code = text()
    content = models.TextField()
    state_code = models.TextField(default="draft")
    snapshot_id = optional_text()
    sha256 = optional_text()
    files = models.JSONField(default=dict)
    created_by = text()
    created_at = models.DateTimeField()
    changed_by = text()
    changed_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_answer_pack"
        constraints = [
            no_blank_check("answer_pack", ("public_id", "question", "snapshot_id")),
            models.CheckConstraint(
                condition=Q(state_code__in=("draft", "checked", "signed_off")),
                name="answer_pack_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state_code="draft")
                | Q(snapshot_id__isnull=False, sha256__length=64, snapshot_id__length=64),
                name="answer_pack_signed_is_built",
            ),
        ]


class AnswerRevision(Record):
    """Question and wording of an answer pack as they were kept at one revision; never changed."""

    pack = reference(AnswerPack, "revisions")
    revision = models.IntegerField()
    question = text()
    content = models.TextField()
    changed_by = text()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "records_answer_revision"
        constraints = [
            models.UniqueConstraint(fields=("pack", "revision"), name="answer_revision_unique"),
        ]


class SignOff(Record):
    """One signature under an answer pack: who, in which role, when, and the digest of what.

    ``voided_at``: the pack was changed after; the signature stays on record and counts no more.
    """

    pack = reference(AnswerPack, "signatures")
    step_code = text()
    role_code = text()
    signed_by = text()
    signed_at = models.DateTimeField()
    revision = models.IntegerField()
    sha256 = text()
    note = optional_text()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_why = optional_text()

    class Meta:
        db_table = "records_sign_off"
        constraints = [
            no_blank_check("sign_off", ("public_id", "note", "voided_why")),
            models.CheckConstraint(
                condition=Q(step_code__in=("checked", "signed_off")), name="sign_off_step_known"
            ),
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="sign_off_sha256_has_64_digits"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_why__isnull=True)
                | (Q(voided_at__isnull=False) & filled("voided_why")),
                name="sign_off_voided_has_reason",
            ),
            models.UniqueConstraint(
                fields=("pack", "step_code"),
                condition=Q(voided_at__isnull=True),
                name="sign_off_one_standing",
            ),
        ]

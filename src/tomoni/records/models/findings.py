"""How claims relate to one another, and who decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import Record, both_or_neither, no_blank_check, optional_text, reference, text


class Finding(Record):
    """One relation between claims, a claim and a figure, or a claim and a later edition's silence.

    The claims themselves are never overwritten. The columns of the decision say what stands now;
    every decision that was ever taken stands in ``FindingDecision``.
    """

    topic = text()
    basis_code = models.TextField(default="claims")
    later_document = reference("Document", "silences", optional=True)
    class_code = text()
    editor_class_code = optional_text()
    editor_relation_code = optional_text()
    state_code = models.TextField(default="open")
    scope_code = text()
    confidence_code = optional_text()
    reasoning = optional_text()
    rule_reason_code = text()
    adjudicated_class_code = optional_text()
    adjudicated_by = optional_text()
    adjudicated_why = optional_text()
    adjudicated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_finding"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state_code="open",
                    adjudicated_by__isnull=True,
                    adjudicated_class_code__isnull=True,
                )
                | Q(
                    state_code="adjudicated",
                    adjudicated_by__isnull=False,
                    adjudicated_class_code__isnull=False,
                ),
                name="finding_adjudicated_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(basis_code="silence", later_document__isnull=False)
                | Q(basis_code__in=("claims", "figure"), later_document__isnull=True),
                name="finding_silence_names_edition",
            ),
            models.CheckConstraint(
                condition=both_or_neither("editor_relation_code", "editor_class_code"),
                name="finding_editor_relation_has_class",
            ),
            no_blank_check(
                "finding",
                (
                    "public_id",
                    "topic",
                    "confidence_code",
                    "reasoning",
                    "adjudicated_by",
                    "adjudicated_class_code",
                    "adjudicated_why",
                ),
            ),
        ]


class FindingClaim(Record):
    """One claim of one finding, in order."""

    finding = reference(Finding, "claims")
    position = models.IntegerField()
    claim = reference("Claim", "findings")
    is_set_aside = models.BooleanField(default=False)

    class Meta:
        db_table = "records_finding_claim"
        constraints = [
            models.UniqueConstraint(
                fields=("finding", "position"), name="finding_claim_position_unique"
            ),
            models.UniqueConstraint(fields=("finding", "claim"), name="finding_claim_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="finding_claim_position_from_one"
            ),
        ]

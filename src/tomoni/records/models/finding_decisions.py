"""What stands behind a finding at the desk: the figure asked, and every decision about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import (
    Amount,
    Record,
    amount_checks,
    filled,
    no_blank_check,
    optional_text,
    reference,
    text,
)


class FindingFigure(Amount, Record):
    """The value of a figure that one finding sets a claim against, as it was when it was asked.

    It was computed on the desk's own snapshot and never leaves the desk.
    """

    finding = models.OneToOneField("Finding", models.PROTECT, related_name="figure")
    snapshot_id = text()
    figure_name = text()
    figure_version = models.IntegerField()
    request = models.JSONField()
    row_key = models.JSONField()
    run_hash = text()

    class Meta:
        db_table = "records_finding_figure"
        constraints = [
            *amount_checks("finding_figure"),
            no_blank_check(
                "finding_figure", ("public_id", "snapshot_id", "figure_name", "run_hash")
            ),
        ]


class FindingDecision(Record):
    """One decision about one finding: how its claims relate, or that it is open again.

    Rows are never changed or removed; the latest says what stands.
    """

    finding = reference("Finding", "decisions")
    number = models.IntegerField()
    verb_code = text()
    class_code = optional_text()
    role_code = text()
    by = text()
    why = text()
    at = models.DateTimeField()

    class Meta:
        db_table = "records_finding_decision"
        constraints = [
            models.UniqueConstraint(
                fields=("finding", "number"), name="finding_decision_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="finding_decision_number_from_one"
            ),
            models.CheckConstraint(
                condition=(Q(verb_code="adjudicate") & filled("class_code"))
                | Q(verb_code="reopen", class_code__isnull=True),
                name="finding_decision_adjudicated_has_class",
            ),
            no_blank_check("finding_decision", ("public_id", "role_code", "by", "why")),
        ]

"""What reviewers decided on what the reader proposes: every step, who took it and why.

A decision is never changed or removed. It is undone by a later one, which names it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import Record, filled, no_blank_check, optional_text, reference, text
from .reading import Proposal

DECISION_KINDS = ("link", "correct", "accept", "reject", "merge", "contest", "undo")
OPINIONS = ("accept", "reject", "merge")


class ProposalDecision(Record):
    """One step of one proposal.

    ``revision``: the proposal's after it, so that no two people take a step from the same one.
    ``values``: what was read otherwise than the reader proposes, under the names of claims; only
    what this step changed. ``batch``: what steps taken together share. ``claim``: the one that was
    made, or that the passage was found to print again. ``made_id``: of the exclusion, of the
    further place of a claim, or of the namings, parted by blanks. ``undoes``: the step that this
    one takes back.
    """

    proposal = reference(Proposal, "decisions")
    revision = models.IntegerField()
    kind_code = text()
    state_before = text()
    state_after = text()
    values = models.JSONField(default=dict)
    why = optional_text()
    by = text()
    at = models.DateTimeField()
    batch = optional_text()
    claim = reference("Claim", "proposal_decisions", optional=True)
    made_id = optional_text()
    undoes = models.OneToOneField(
        "self", models.PROTECT, related_name="undone_by", null=True, blank=True
    )

    class Meta:
        db_table = "records_proposal_decision"
        indexes = [models.Index(fields=("batch",), name="proposal_decision_batch_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=("proposal", "revision"), name="proposal_decision_one_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(kind_code__in=DECISION_KINDS), name="proposal_decision_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind_code__in=("reject", "contest", "undo")) | filled("why"),
                name="proposal_decision_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind_code__in=("accept", "merge"))
                | Q(claim__isnull=False)
                | (Q(kind_code="accept") & filled("made_id")),
                name="proposal_decision_names_claim",
            ),
            models.CheckConstraint(
                condition=Q(kind_code="undo", undoes__isnull=False)
                | (~Q(kind_code="undo") & Q(undoes__isnull=True)),
                name="proposal_decision_undo_names_step",
            ),
            no_blank_check("proposal_decision", ("public_id", "why", "batch", "made_id")),
        ]


class ProposalReview(Record):
    """What one reviewer holds of one contested proposal, given without seeing the others.

    ``contest``: the decision that contested it. ``values``: how the reviewer reads the passage,
    complete. ``claim``: which claim it prints again, for a merge.
    """

    contest = reference(ProposalDecision, "reviews")
    opinion_code = text()
    values = models.JSONField(default=dict)
    claim = reference("Claim", "proposal_reviews", optional=True)
    why = text()
    by = text()
    at = models.DateTimeField()

    class Meta:
        db_table = "records_proposal_review"
        constraints = [
            models.UniqueConstraint(fields=("contest", "by"), name="proposal_review_once_each"),
            models.CheckConstraint(
                condition=Q(opinion_code__in=OPINIONS), name="proposal_review_opinion_known"
            ),
            models.CheckConstraint(
                condition=(Q(opinion_code="merge") & Q(claim__isnull=False))
                | (~Q(opinion_code="merge") & Q(claim__isnull=True)),
                name="proposal_review_merge_names_claim",
            ),
            no_blank_check("proposal_review", ("public_id", "why")),
        ]

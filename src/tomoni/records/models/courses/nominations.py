"""Nominations with their dossiers, the checks of eligibility, scores and recusals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..columns import Record, no_blank_check, optional_text, reference, text
from ..users import User
from .editions import Call
from .persons import Person


class Nomination(Record):
    """One person put forward by one country for one call.

    ``rank``: the focal point's own order, 1 first. ``number``: its number within the call, which
    committee members see instead of a name. ``reason_code``: why it was decided so.
    """

    call = reference(Call, "nominations")
    person = reference(Person, "nominations")
    country_code = text()
    number = models.IntegerField()
    rank = models.IntegerField(null=True, blank=True)
    participation_role_code = models.TextField(default="participant")
    organisation = optional_text()
    post = optional_text()
    profession_code = optional_text()
    state_code = models.TextField(default="draft")
    state_reason = optional_text()
    reason_code = optional_text()
    answers = models.JSONField(default=dict)
    merit = models.IntegerField(null=True, blank=True)
    forwarded_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_nomination"
        indexes = [
            models.Index(
                fields=("call", "state_code", "country_code"), name="nomination_state_idx"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=("call", "number"), name="nomination_number_unique"),
            models.UniqueConstraint(
                fields=("call", "person"),
                condition=~Q(state_code__in=("withdrawn", "duplicate")),
                name="nomination_once_per_person",
            ),
            models.UniqueConstraint(
                fields=("call", "country_code", "rank"),
                condition=Q(rank__isnull=False) & ~Q(state_code__in=("withdrawn", "duplicate")),
                name="nomination_rank_unique",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1), name="nomination_rank_from_one"
            ),
            no_blank_check("nomination", ("public_id", "organisation", "post", "profession_code")),
        ]


class DossierDocument(Record):
    """One file of a dossier; its bytes lie under their SHA-256, sealed with the vault's key."""

    nomination = reference(Nomination, "dossier")
    kind_code = text()
    file_name = text()
    media_type = text()
    size = models.BigIntegerField()
    sha256 = text()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_dossier_document"
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="dossier_document_sha256_has_64_digits"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="dossier_document_not_empty"),
        ]


class EligibilityCheck(Record):
    """The result of one rule for one nomination, with the evidence and the officer.

    ``found``: what the dossier says, as codes and numbers, worded for whoever reads it;
    ``evidence``: an officer's own words, where one decided.
    """

    nomination = reference(Nomination, "checks")
    rules_version = models.IntegerField()
    rule_code = text()
    severity_code = text()
    result_code = text()
    found = models.JSONField(null=True, blank=True)
    evidence = optional_text()
    officer = text()
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "records_eligibility_check"
        constraints = [
            models.UniqueConstraint(
                fields=("nomination", "rules_version", "rule_code"), name="eligibility_check_unique"
            ),
        ]


class Reviewer(Record):
    """One committee member of one call; ``locked_at``: their scores are fixed.

    ``released_at``: the assignment ended; what was scored stays on record and counts no more.
    """

    call = reference(Call, "reviewers")
    user = reference(User, "reviews")
    country_code = optional_text()
    organisation = optional_text()
    locked_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_reviewer"
        constraints = [
            models.UniqueConstraint(fields=("call", "user"), name="reviewer_unique"),
        ]


class Assessment(Record):
    """One member's scores of one nomination, by criterion in whole points."""

    reviewer = reference(Reviewer, "assessments")
    nomination = reference(Nomination, "assessments")
    scores = models.JSONField(default=dict)
    comment = optional_text()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "records_assessment"
        constraints = [
            models.UniqueConstraint(fields=("reviewer", "nomination"), name="assessment_unique"),
        ]


class Recusal(Record):
    """Why one member does not assess one nomination."""

    reviewer = reference(Reviewer, "recusals")
    nomination = reference(Nomination, "recusals")
    reason_code = text()
    note = optional_text()

    class Meta:
        db_table = "records_recusal"
        constraints = [
            models.UniqueConstraint(fields=("reviewer", "nomination"), name="recusal_unique"),
        ]


class SelectionRun(Record):
    """One run of the selection: what went in, what came out, as one signed record.

    ``state_code``: waiting, running, finished or failed. ``record``: canonical JSON of the run;
    ``signature``: over its bytes. None until it finished. ``outcome``: what pages need of it.
    ``overrides``: who is in or out by decision, with the justification. ``base``: the run that a
    question is held against, or whose places are filled again. ``is_replacement``: it fills places
    that became free, with those who hold one kept in. ``claim``: the process that computes it,
    since ``claimed_at``.
    """

    call = reference(Call, "selection_runs")
    number = models.IntegerField(default=1)
    base = reference("self", "questions", optional=True)
    overrides = models.JSONField(default=list)
    outcome = models.JSONField(null=True, blank=True)
    claim = optional_text()
    claimed_at = models.DateTimeField(null=True, blank=True)
    stage_code = optional_text()
    state_code = models.TextField(default="waiting")
    is_what_if = models.BooleanField(default=False)
    is_replacement = models.BooleanField(default=False)
    policy = models.JSONField()
    requested_by = text()
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    progress = models.IntegerField(default=0)
    record = optional_text()
    signature = optional_text()
    problem = optional_text()

    class Meta:
        db_table = "records_selection_run"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state_code="finished")
                | Q(record__isnull=False, signature__isnull=False, finished_at__isnull=False),
                name="selection_run_finished_has_record",
            ),
            models.UniqueConstraint(fields=("call", "number"), name="selection_run_number_unique"),
            models.UniqueConstraint(
                fields=("call",),
                condition=Q(is_what_if=False, state_code__in=("waiting", "running")),
                name="selection_run_one_at_a_time",
            ),
        ]


class SelectionDecision(Record):
    """What was decided about one nomination, on which run, and by whom against it."""

    nomination = reference(Nomination, "decisions")
    run = reference(SelectionRun, "decisions", optional=True)
    outcome_code = text()
    reason_code = text()
    is_override = models.BooleanField(default=False)
    justification = optional_text()
    decided_by = text()
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "records_selection_decision"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_override=False) | Q(justification__isnull=False),
                name="selection_override_is_justified",
            ),
        ]

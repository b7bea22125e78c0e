"""What participants do with a course at home: action plans, endorsements, reports after months.

Free texts here are personal. No row enters a snapshot; figures read what was due and reported,
under opaque keys.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import Record, no_blank_check, optional_text, reference, text
from .editions import CourseEdition
from .participations import Participation

MONTHS = (6, 12)


class FollowUpScheme(Record):
    """That participants of an edition write action plans and report on them.

    ``plan_due_on``: until when plans are submitted; missing where no day is set.
    """

    course = models.OneToOneField(CourseEdition, models.PROTECT, related_name="follow_up")
    plan_due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_follow_up_scheme"
        constraints = [no_blank_check("follow_up_scheme", ("public_id",))]


class ActionPlan(Record):
    """What one participant sets out to change at home. ``public_id`` is opaque.

    It is written while it is a draft; from the submission on, progress is said in reports.
    """

    participation = models.OneToOneField(Participation, models.PROTECT, related_name="action_plan")
    title = optional_text()
    problem = optional_text()
    objective = optional_text()
    support = optional_text()
    state_code = models.TextField(default="draft")
    state_reason = optional_text()
    submitted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_action_plan"
        indexes = [models.Index(fields=("state_code",), name="action_plan_state_idx")]
        constraints = [
            no_blank_check(
                "action_plan", ("public_id", "title", "problem", "objective", "support")
            ),
            models.CheckConstraint(
                condition=Q(state_code__in=("draft", "dropped"))
                | Q(submitted_at__isnull=False, title__isnull=False),
                name="action_plan_sent_has_title_and_time",
            ),
        ]


class Milestone(Record):
    """One step of a plan, numbered from 1. ``indicator``: by what others can tell it is reached."""

    plan = reference(ActionPlan, "milestones")
    number = models.IntegerField()
    what = text()
    indicator = optional_text()
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "records_milestone"
        constraints = [
            no_blank_check("milestone", ("public_id", "what", "indicator")),
            models.UniqueConstraint(fields=("plan", "number"), name="milestone_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="milestone_number_from_one"),
        ]


class EmployerEndorsement(Record):
    """One word of the employer on a plan: asked for by a link, or given by the focal point.

    ``via_code``: employer, focal_point or officer. ``address``: the superior's, kept until the link
    was used, taken back or has expired, then removed. ``token_sha256``: digest of the link's token,
    which is kept nowhere. ``answer_code``: endorsed or returned; missing while none has come.
    """

    plan = reference(ActionPlan, "endorsements")
    via_code = text()
    address = optional_text()
    token_sha256 = models.TextField(unique=True, null=True, blank=True)
    asked_by = text()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_code = optional_text()
    endorser_name = optional_text()
    endorser_post = optional_text()
    comment = optional_text()

    class Meta:
        db_table = "records_employer_endorsement"
        constraints = [
            no_blank_check(
                "employer_endorsement",
                ("public_id", "address", "endorser_name", "endorser_post", "comment"),
            ),
            models.CheckConstraint(
                condition=Q(via_code="employer", token_sha256__isnull=False)
                & Q(expires_at__gt=F("asked_at"))
                | Q(via_code__in=("focal_point", "officer"), token_sha256__isnull=True,
                    address__isnull=True, answered_at__isnull=False),
                name="employer_endorsement_link_has_token",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer_code__isnull=True)
                | Q(answered_at__isnull=False, answer_code__in=("endorsed", "returned"),
                    withdrawn_at__isnull=True, address__isnull=True),
                name="employer_endorsement_answer_is_whole",
            ),
            models.UniqueConstraint(
                fields=("plan",),
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="employer_endorsement_one_open",
            ),
        ]  # fmt: skip


class FollowUpReport(Record):
    """What a participant says of the plan 6 or 12 months after the course.

    ``sent_at``: missing while it is being written. ``verified_at``: an officer looked at the
    evidence.
    """

    plan = reference(ActionPlan, "reports")
    months = models.IntegerField()
    summary = optional_text()
    obstacles = optional_text()
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = optional_text()
    verification = optional_text()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_follow_up_report"
        constraints = [
            no_blank_check(
                "follow_up_report",
                ("public_id", "summary", "obstacles", "verified_by", "verification"),
            ),
            models.UniqueConstraint(fields=("plan", "months"), name="follow_up_report_unique"),
            models.CheckConstraint(
                condition=Q(months__in=MONTHS), name="follow_up_report_months_known"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(summary__isnull=False),
                name="follow_up_report_sent_says_something",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False, sent_at__isnull=False),
                name="follow_up_report_verified_was_sent",
            ),
        ]


class MilestoneProgress(models.Model):
    """How far one milestone is by one report. ``evidence``: what shows it, in words."""

    report = reference(FollowUpReport, "progress")
    milestone = reference(Milestone, "progress")
    progress_code = text()
    evidence = optional_text()

    class Meta:
        db_table = "records_milestone_progress"
        constraints = [
            no_blank_check("milestone_progress", ("evidence",)),
            models.UniqueConstraint(
                fields=("report", "milestone"), name="milestone_progress_unique"
            ),
            models.CheckConstraint(
                condition=Q(progress_code__in=("not_begun", "under_way", "achieved", "given_up")),
                name="milestone_progress_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} in {self.report_id}"


class FollowUpFile(Record):
    """One file of evidence; its bytes lie under their SHA-256, sealed with the vault's key."""

    report = reference(FollowUpReport, "files")
    milestone = reference(Milestone, "files", optional=True)
    file_name = text()
    media_type = text()
    size = models.BigIntegerField()
    sha256 = text()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_follow_up_file"
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="follow_up_file_sha256_has_64_digits"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="follow_up_file_not_empty"),
        ]


class FollowUpReminder(models.Model):
    """That a participant was reminded of a report: the first time (1), or again (2).

    The row and its message are written together, so that no reminder is sent twice.
    """

    participation = reference(Participation, "reminders")
    months = models.IntegerField()
    ordinal = models.IntegerField()
    queued_at = models.DateTimeField()

    class Meta:
        db_table = "records_follow_up_reminder"
        constraints = [
            models.UniqueConstraint(
                fields=("participation", "months", "ordinal"), name="follow_up_reminder_unique"
            ),
            models.CheckConstraint(
                condition=Q(months__in=MONTHS, ordinal__in=(1, 2)),
                name="follow_up_reminder_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal} of {self.months} months"

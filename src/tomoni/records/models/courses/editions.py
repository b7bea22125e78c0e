"""Course editions as the institute runs them: names over time, seats, budget, themes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..activities import Edition, Series
from ..columns import (
    Record,
    filled,
    no_blank_check,
    optional_text,
    reference,
    text,
)


class SeriesName(Record):
    """What a series was called from one edition number, or year, to another."""

    series = reference(Series, "names")
    name = text()
    name_ja = optional_text()
    first_year = models.IntegerField(null=True, blank=True)
    last_year = models.IntegerField(null=True, blank=True)

    class Meta:
        db_table = "records_series_name"
        constraints = [no_blank_check("series_name", ("public_id", "name", "name_ja"))]


class SeriesGap(Record):
    """A year, or a number, in which a series had no edition, and why."""

    series = reference(Series, "gaps")
    year = models.IntegerField(null=True, blank=True)
    number = models.IntegerField(null=True, blank=True)
    reason = text()

    class Meta:
        db_table = "records_series_gap"
        constraints = [
            no_blank_check("series_gap", ("public_id", "reason")),
            models.CheckConstraint(
                condition=Q(year__isnull=False) | Q(number__isnull=False),
                name="series_gap_names_year_or_number",
            ),
        ]


class CourseEdition(Record):
    """One edition that the desk plans and runs; ``edition`` is its line in the ledger.

    ``zone``: IANA name of the zone of its times. ``revision`` counts changes: who saves states the
    one that they saw. ``is_synthetic``: made for demonstration, never counted or published.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="course")
    title = text()
    title_ja = optional_text()
    theme = optional_text()
    theme_ja = optional_text()
    objective = optional_text()
    modality_code = models.TextField(default="in_person")
    admission_code = models.TextField(default="competitive")
    state_code = models.TextField(default="planned")
    language_code = models.TextField(default="en")
    zone = models.TextField(default="Asia/Tokyo")
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    venue = optional_text()
    seats = models.IntegerField(null=True, blank=True)
    host_seats = models.IntegerField(default=0)
    observer_seats = models.IntegerField(default=0)
    self_funded_seats = models.IntegerField(default=0)
    minimum_attendance_percent = models.IntegerField(default=80)
    requires_assessment = models.BooleanField(default=False)
    carried_over_to = reference("self", "carried_over_from", optional=True)
    state_reason = optional_text()
    is_synthetic = models.BooleanField(default=False)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_course_edition"
        constraints = [
            no_blank_check(
                "course_edition",
                ("public_id", "title", "title_ja", "theme", "theme_ja", "objective", "venue"),
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True, last_day__isnull=True)
                | Q(first_day__isnull=False, last_day__gte=F("first_day")),
                name="course_edition_days_ordered",
            ),
            models.CheckConstraint(
                condition=(Q(seats__isnull=True) | Q(seats__gte=1))
                & Q(host_seats__gte=0, observer_seats__gte=0, self_funded_seats__gte=0),
                name="course_edition_seats_in_range",
            ),
            models.CheckConstraint(
                condition=Q(minimum_attendance_percent__gte=0, minimum_attendance_percent__lte=100),
                name="course_edition_attendance_is_a_share",
            ),
            models.CheckConstraint(
                condition=~Q(state_code="carried_over") | Q(carried_over_to__isnull=False),
                name="course_edition_carried_over_names_successor",
            ),
        ]


class CourseProvision(models.Model):
    """One provision of a framework that a course edition treats."""

    course = reference(CourseEdition, "provisions")
    framework = reference("Framework", "courses")
    provision = reference("Provision", "courses", optional=True)

    class Meta:
        db_table = "records_course_provision"
        constraints = [
            models.UniqueConstraint(
                fields=("course", "framework", "provision"), name="course_provision_unique"
            ),
            models.UniqueConstraint(
                fields=("course", "framework"),
                condition=Q(provision__isnull=True),
                name="course_framework_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} of {self.course_id}"


class BudgetLine(Record):
    """What one kind of cost may come to in one fiscal year; what was spent is entries."""

    course = reference(CourseEdition, "budget_lines")
    kind_code = text()
    fiscal_year = models.IntegerField()
    currency_code = text()
    planned_quantity = models.BigIntegerField()
    actual_quantity = models.BigIntegerField(null=True, blank=True)
    exponent = models.SmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_budget_line"
        constraints = [
            models.UniqueConstraint(
                fields=("course", "kind_code", "fiscal_year", "currency_code"),
                name="budget_line_unique",
            ),
            models.CheckConstraint(
                condition=Q(planned_quantity__gte=0)
                & (Q(actual_quantity__isnull=True) | Q(actual_quantity__gte=0)),
                name="budget_line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(actual_quantity__isnull=False),
                name="budget_line_closed_has_actual",
            ),
        ]


class SeatAllotment(Record):
    """How many seats of an edition a country is offered, and how many it must nominate."""

    course = reference(CourseEdition, "allotments")
    country_code = text()
    minimum = models.IntegerField(default=0)
    maximum = models.IntegerField()
    reserved = models.IntegerField(default=0)
    nominations_required = models.IntegerField(default=1)
    note = optional_text()

    class Meta:
        db_table = "records_seat_allotment"
        constraints = [
            models.UniqueConstraint(
                fields=("course", "country_code"), name="seat_allotment_unique"
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0, maximum__gte=F("minimum"), reserved__gte=0)
                & Q(reserved__lte=F("maximum"), nominations_required__gte=0),
                name="seat_allotment_ordered",
            ),
        ]


class Call(Record):
    """The call for nominations of one competitive edition. Times are instants in UTC."""

    course = models.OneToOneField(CourseEdition, models.PROTECT, related_name="call")
    state_code = models.TextField(default="draft")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    notify_by = models.DateField(null=True, blank=True)
    confirm_by = models.DateField(null=True, blank=True)
    nominations_per_seat = models.IntegerField(default=2)
    # SHA-256 of the seed of ties, published before scoring closes; the seed follows the decision.
    seed_commitment = optional_text()
    seed = optional_text()
    state_reason = optional_text()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_call"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="call_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(seed__isnull=True) | filled("seed_commitment"),
                name="call_seed_was_committed",
            ),
        ]


class CallDocument(Record):
    """One version of what a call rests on: form, eligibility rules, or selection policy.

    Once ``published_at`` is set the row never changes: a new version follows it.
    """

    call = reference(Call, "documents")
    kind_code = text()
    version = models.IntegerField(default=1)
    content = models.JSONField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_call_document"
        constraints = [
            models.UniqueConstraint(
                fields=("call", "kind_code", "version"), name="call_document_version_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind_code__in=("form", "eligibility", "selection_policy")),
                name="call_document_kind_known",
            ),
        ]


class Invitation(Record):
    """One letter of invitation to one country, by which channel, and whether it arrived."""

    call = reference(Call, "invitations")
    country_code = text()
    channel_code = models.TextField(default="embassy")
    addressee = text()
    note_number = optional_text()
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_invitation"
        constraints = [
            models.UniqueConstraint(
                fields=("call", "country_code", "channel_code"), name="invitation_unique"
            ),
            no_blank_check("invitation", ("public_id", "addressee", "note_number")),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(sent_at__isnull=False),
                name="invitation_acknowledged_after_sent",
            ),
        ]

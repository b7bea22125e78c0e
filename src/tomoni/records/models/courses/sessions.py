"""The timetable of an edition: sessions, who presents, plans across time zones, calendar feeds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..columns import Record, filled, no_blank_check, optional_text, reference, text
from ..users import User
from .editions import CourseEdition
from .groups import WorkshopGroup
from .lecturers import Lecturer
from .participations import Participation

LONGEST_SESSION = 24 * 60


class Session(Record):
    """One session of one edition. ``public_id`` is opaque, the same in calendars for ever.

    ``code``: its short name in the programme, which spreadsheets know it by. ``starts_at`` is an
    instant; it is read on the clocks of the edition's zone. ``group``: None when it is for all.
    ``revision`` counts changes.
    """

    course = reference(CourseEdition, "sessions")
    code = text()
    kind_code = text()
    title = text()
    title_ja = optional_text()
    starts_at = models.DateTimeField()
    minutes = models.IntegerField()
    room = optional_text()
    link = optional_text()
    group = reference(WorkshopGroup, "sessions", optional=True)
    state_code = models.TextField(default="planned")
    state_reason = optional_text()
    updated_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_session"
        indexes = [
            models.Index(fields=("course", "starts_at"), name="session_course_time_idx"),
            models.Index(fields=("starts_at",), name="session_time_idx"),
        ]
        constraints = [
            no_blank_check("session", ("public_id", "code", "title", "title_ja", "room", "link")),
            models.UniqueConstraint(fields=("course", "code"), name="session_code_unique"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_SESSION),
                name="session_minutes_in_range",
            ),
            models.CheckConstraint(
                condition=Q(state_code__in=("planned", "held", "cancelled")),
                name="session_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state_code="cancelled") | filled("state_reason"),
                name="session_cancelled_has_reason",
            ),
        ]


class SessionLecturer(models.Model):
    """One lecturer who gives, or gives with others, one session."""

    session = reference(Session, "lecturers")
    lecturer = reference(Lecturer, "sessions")

    class Meta:
        db_table = "records_session_lecturer"
        constraints = [
            models.UniqueConstraint(fields=("session", "lecturer"), name="session_lecturer_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.lecturer_id} in {self.session_id}"


class SessionPresenter(models.Model):
    """One participant who presents in one session."""

    session = reference(Session, "presenters")
    participation = reference(Participation, "presentations")

    class Meta:
        db_table = "records_session_presenter"
        constraints = [
            models.UniqueConstraint(
                fields=("session", "participation"), name="session_presenter_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.session_id}"


class ParticipantZone(models.Model):
    """The IANA time zone from which one participant attends, where it was asked."""

    participation = models.OneToOneField(Participation, models.PROTECT, related_name="zone_choice")
    zone = text()

    class Meta:
        db_table = "records_participant_zone"
        constraints = [no_blank_check("participant_zone", ("zone",))]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.zone}"


class TimetableRun(Record):
    """One proposal of starts for an edition's live sessions.

    ``inputs``: sessions, participants by zone, what is free when, as it was planned from.
    ``result``: starts and burdens, or the sessions in conflict; None until it finished. ``claim``:
    the process that computes it, since ``claimed_at``. ``accepted_at``: it became the timetable.
    """

    course = reference(CourseEdition, "timetable_runs")
    state_code = models.TextField(default="waiting")
    inputs = models.JSONField()
    result = models.JSONField(null=True, blank=True)
    problem = optional_text()
    claim = optional_text()
    claimed_at = models.DateTimeField(null=True, blank=True)
    requested_by = text()
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_timetable_run"
        constraints = [
            models.CheckConstraint(
                condition=Q(state_code__in=("waiting", "running", "failed"))
                | Q(state_code="finished", result__isnull=False, finished_at__isnull=False),
                name="timetable_run_finished_has_result",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(state_code="finished"),
                name="timetable_run_accepted_is_finished",
            ),
        ]


class CalendarFeed(Record):
    """The secret address of one account's own calendar. The secret itself is kept nowhere.

    ``token_sha256``: digest of the secret; None: revoked. ``public_id`` stands in the address.
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="calendar_feed")
    token_sha256 = optional_text()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_calendar_feed"
        constraints = [
            models.CheckConstraint(
                condition=Q(token_sha256__isnull=True, revoked_at__isnull=False)
                | Q(token_sha256__length=64, revoked_at__isnull=True),
                name="calendar_feed_has_secret_until_revoked",
            ),
        ]

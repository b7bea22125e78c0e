"""Who attended which session for how long, by roll or by the logs of a meeting platform."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import Record, filled, no_blank_check, optional_text, reference, text
from .editions import CourseEdition
from .participations import Participation
from .sessions import Session


class AttendanceRecord(models.Model):
    """What is on record of one participant in one session. No row: nothing is, which is not zero.

    ``minutes``: 0 for who was absent or excused. ``source_code``: a roll that somebody took, which
    stands over a log of a platform.
    """

    session = reference(Session, "attendance")
    participation = reference(Participation, "attendance")
    state_code = text()
    minutes = models.IntegerField()
    source_code = text()
    reason = optional_text()
    recorded_by = text()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "records_attendance_record"
        constraints = [
            no_blank_check("attendance_record", ("reason",)),
            models.UniqueConstraint(
                fields=("session", "participation"), name="attendance_record_once"
            ),
            models.CheckConstraint(
                condition=Q(state_code="present", minutes__gte=1)
                | Q(state_code__in=("absent", "excused"), minutes=0),
                name="attendance_record_minutes_fit_state",
            ),
            models.CheckConstraint(
                condition=~Q(state_code="excused") | filled("reason"),
                name="attendance_record_excused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(source_code__in=("roll", "log")),
                name="attendance_record_source_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.session_id}"


class PlatformLog(Record):
    """One file of a meeting platform: who joined and left when, and which sessions it covers.

    ``sha256`` is that of the file: while it is read or applied, the same file changes nothing.
    ``zone``: IANA zone of the clocks that it was written by. ``faults``: lines that were set aside,
    each a line's number and a code. ``others_absent``: who does not stand in it was absent.
    """

    course = reference(CourseEdition, "platform_logs")
    file_name = text()
    sha256 = text()
    zone = text()
    state_code = models.TextField(default="read")
    row_count = models.IntegerField()
    faults = models.JSONField(default=list)
    others_absent = models.BooleanField(default=False)
    imported_by = text()
    imported_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = optional_text()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_platform_log"
        constraints = [
            no_blank_check("platform_log", ("public_id", "file_name", "zone")),
            models.UniqueConstraint(
                fields=("course", "sha256"),
                condition=~Q(state_code="withdrawn"),
                name="platform_log_once",
            ),
            models.CheckConstraint(
                condition=Q(state_code="read", applied_at__isnull=True)
                | Q(state_code="applied", applied_at__isnull=False)
                | Q(state_code="withdrawn"),
                name="platform_log_applied_is_dated",
            ),
            models.CheckConstraint(
                condition=(Q(state_code="withdrawn") & filled("withdrawn_why"))
                | (~Q(state_code="withdrawn") & Q(withdrawn_why__isnull=True)),
                name="platform_log_withdrawn_has_reason",
            ),
        ]


class LogSession(models.Model):
    """One session that a log covers."""

    log = reference(PlatformLog, "sessions")
    session = reference(Session, "logs")

    class Meta:
        db_table = "records_log_session"
        constraints = [
            models.UniqueConstraint(fields=("log", "session"), name="log_session_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} in {self.log_id}"


class LogAttendee(models.Model):
    """Somebody whom a log names, and who that is among the participants.

    ``match_code``: by what they were told, ``chosen`` or ``nobody`` where the officer said so.
    Name and e-mail go when the log is applied: the participation alone is kept.
    """

    log = reference(PlatformLog, "attendees")
    number = models.IntegerField()
    name = optional_text()
    email = optional_text()
    match_code = text()
    participation = reference(Participation, "log_attendees", optional=True)

    class Meta:
        db_table = "records_log_attendee"
        constraints = [
            no_blank_check("log_attendee", ("name", "email")),
            models.UniqueConstraint(fields=("log", "number"), name="log_attendee_unique"),
            models.CheckConstraint(
                condition=Q(match_code__in=("email", "name", "chosen"), participation__isnull=False)
                | Q(
                    match_code__in=("similar", "ambiguous", "unmatched", "nobody"),
                    participation__isnull=True,
                ),
                name="log_attendee_matched_has_participation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.log_id}"


class LogStay(models.Model):
    """From when until when an attendee was there, as a line of the log says. Instants in UTC."""

    attendee = reference(LogAttendee, "stays")
    line = models.IntegerField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField()

    class Meta:
        db_table = "records_log_stay"
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__gte=F("joined_at")), name="log_stay_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line} of {self.attendee_id}"

"""Columns of attendance and of the logs of meeting platforms."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

ATTENDANCE_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "attendance_record",
        "records_attendance_record",
        (
            F("session", "Session."),
            F("participation", "Who attended it, or did not.", "names", personal=True),
            F("state_code", "Present, absent or excused.", personal=True),
            F("minutes", "Minutes attended.", personal=True),
            F("source_code", "By roll, or by the log of a platform."),
            F("reason", "Why somebody was excused.", "outcome", personal=True),
            F("recorded_by", "Opaque id of who recorded it.", "institute"),
            F("recorded_at", "When.", "institute"),
        ),
    ),
    DeskTable(
        "platform_log",
        "records_platform_log",
        (
            public_id("log"),
            F("course", "Edition that it is of."),
            F("file_name", "Name of the file."),
            F("sha256", "SHA-256 of the file."),
            F("zone", "IANA zone of the clocks that it was written by."),
            F("state_code", "Read, applied or withdrawn."),
            F("row_count", "Lines of the file."),
            F("faults", "Lines that were set aside, and why."),
            F("others_absent", "Whether those who do not stand in it were absent."),
            F("imported_by", "Opaque id of who read it in."),
            F("imported_at", "When it was read in."),
            F("applied_at", "When its minutes were entered."),
            F("withdrawn_why", "Why it was withdrawn."),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "log_session",
        "records_log_session",
        (
            F("log", "Log."),
            F("session", "Session that it covers."),
        ),
    ),
    DeskTable(
        "log_attendee",
        "records_log_attendee",
        (
            F("log", "Log that names them."),
            F("number", "Their place in the log."),
            F("name", "Name in the log. Empty: the log was applied.", personal=True),
            F("email", "Address in the log. Empty: the log was applied, or has none.",
              personal=True),
            F("match_code", "By what they were told."),
            F("participation", "Which participant they are.", personal=True),
        ),
    ),
    DeskTable(
        "log_stay",
        "records_log_stay",
        (
            F("attendee", "Who was there.", personal=True),
            F("line", "Line of the file."),
            F("joined_at", "When they joined, in UTC.", personal=True),
            F("left_at", "When they left, in UTC.", personal=True),
        ),
    ),
)  # fmt: skip

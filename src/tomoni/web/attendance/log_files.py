"""A platform's export as it is sent: checked, read on the stated clocks, laid over the sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.zones import zone_names
from tomoni.exchange.platform_logs import DAY_ORDERS, LogRead, read_log
from tomoni.exchange.uploads import check_size, check_upload
from tomoni.records.actions.courses.platform_logs import LogValues
from tomoni.records.models import CourseEdition, Session
from tomoni.records.queries.courses.attendance import ends_at
from tomoni.web.courses.templatetags.courses import own
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import ShellForm

from .templatetags.attendance import there

# 10,000 lines have some 1.5 MB, and twice that in UTF-16.
LARGEST_LOG = 5 * 2**20


class LogForm(ShellForm):
    """Which file, by which clocks it was written, and which sessions it is of."""

    file = forms.FileField(
        label=_("File (CSV or XLSX)"),
        help_text=_(
            "The participants' report of Zoom, Teams, Webex or another platform, with join and"
            " leave times."
        ),
    )
    zone = forms.ChoiceField(
        label=_("Time zone of the file"),
        help_text=_(
            "Of whoever exported it. What the file itself says of its zone stands over it."
        ),
    )
    order = forms.ChoiceField(
        label=_("Day and month"),
        required=False,
        help_text=_("Only where the file leaves it open, as in 06/07/2022."),
    )
    sessions = forms.MultipleChoiceField(
        label=_("Sessions of the timetable"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: those at whose time somebody was there."),
    )
    others_absent = forms.BooleanField(
        label=_("Whoever is not in the file was absent"),
        required=False,
        help_text=_("Else nothing is recorded of them."),
    )

    def __init__(self, course: CourseEdition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(zone, zone) for zone in _zones(course)]
        self.fields["zone"].initial = course.zone
        self.fields["order"].choices = [("", _("as the file shows")), *words_of("day_order")]
        self.open_sessions = open_sessions(course)
        self.fields["sessions"].choices = [
            (one.public_id, f"{there(one.starts_at, course.zone)} {own(one, 'title')}")
            for one in self.open_sessions
        ]


def _zones(course: CourseEdition) -> list[str]:
    return sorted({course.zone, *zone_names()})


def open_sessions(course: CourseEdition) -> list[Session]:
    """Return the sessions that a log may be of: all that were not called off, in order of time."""
    rows = course.sessions.exclude(state_code="cancelled")
    return list(rows.order_by("starts_at", "pk"))


def values_of(course: CourseEdition, form: LogForm) -> LogValues:
    """Return the log of a valid form. Errors: InputError for a file that is none."""
    sent, given = form.cleaned_data["file"], form.cleaned_data
    name = sent.name or "log.csv"
    check_size(name, sent.size or 0, LARGEST_LOG)
    # Teams names its tables .csv, although they are of tabs.
    name = name[: -len(".tsv")] + ".csv" if name.lower().endswith(".tsv") else name
    content = sent.read()
    upload = check_upload(name, content, ("csv", "xlsx"), LARGEST_LOG)
    sessions = form.open_sessions
    if not sessions:
        raise InputError(
            "The edition has no session.", where=Where(field="sessions"),
            do="Enter the timetable first.",
        )  # fmt: skip
    order = given["order"]
    read = read_log(
        content, file=name, zone=given["zone"], days=_days(sessions, course.zone),
        order=order if order in DAY_ORDERS else None,
    )  # fmt: skip
    return LogValues(
        file_name=name, sha256=upload.sha256, zone=given["zone"], joinings=read.lines,
        faults=read.faults, row_count=read.row_count,
        session_ids=given["sessions"] or sessions_of(read, sessions),
        others_absent=given["others_absent"],
    )  # fmt: skip


def _days(sessions: Sequence[Session], zone: str) -> tuple[date, date]:
    days = [one.starts_at.astimezone(ZoneInfo(zone)).date() for one in sessions]
    return min(days), max(days)


def sessions_of(read: LogRead, sessions: Sequence[Session]) -> list[str]:
    """Return the ids of the sessions at whose time somebody was there.

    Errors: InputError when it was at none.
    """
    found = [
        one.public_id
        for one in sessions
        if any(line.joined < ends_at(one) and line.left > one.starts_at for line in read.lines)
    ]
    if not found and read.lines:
        raise InputError(
            "Nobody in the file was there at the time of a session.", where=Where(field="zone"),
            do="Check the time zone of the file, or choose its sessions.",
        )  # fmt: skip
    return found

"""The form of one session, on the clocks of its edition."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.session_values import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    SessionValues,
)
from tomoni.records.models import CourseEdition, Lecturer, Session
from tomoni.records.models.courses.sessions import LONGEST_SESSION
from tomoni.records.queries.courses.sessions import participants_of
from tomoni.rules.courses.clocks import check_read, has_double_hour, readings
from tomoni.web.courses.templatetags.courses import named, own
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import DayInput, ShellForm


class TimeInput(forms.TimeInput):
    """A time of day, with the browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class SessionForm(ShellForm):
    """What a session is: when, where, who."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind_code = forms.ChoiceField(label=_("Kind"))
    code = forms.CharField(
        label=_("Number"), max_length=20, required=False,
        help_text=_("As in the programme, such as L3. Empty: the next number."),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    title_ja = forms.CharField(
        label=_("Title in Japanese"), max_length=LONGEST_TITLE, required=False
    )
    day = forms.DateField(label=_("Day"), widget=DayInput)
    start = forms.TimeField(label=_("Start"), widget=TimeInput)
    later = forms.BooleanField(
        label=_("The later of the two"), required=False,
        help_text=_("Where the clock is set back and shows the time twice."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=LONGEST_SESSION, initial=90
    )
    room = forms.CharField(label=_("Room or place"), max_length=LONGEST_PLACE, required=False)
    link = forms.CharField(
        label=_("Link"), max_length=2000, required=False,
        help_text=_("Of the online meeting, beginning with https://."),
    )  # fmt: skip
    group = forms.ChoiceField(label=_("For group"), required=False)
    lecturers = forms.MultipleChoiceField(
        label=_("Lecturers"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Hold Ctrl or Command to choose several."),
    )  # fmt: skip
    presenters = forms.MultipleChoiceField(
        label=_("Participants who present"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip

    def __init__(self, *args: Any, course: CourseEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        given = {*(self.initial.get("lecturers") or ())}
        self.fields["kind_code"].choices = words_of("session_kind")
        groups = course.groups.order_by("number")
        self.fields["group"].choices = [
            ("", _("everybody")), *((one.public_id, group_words(one)) for one in groups)
        ]  # fmt: skip
        rows = Lecturer.objects.filter(erased_at__isnull=True).order_by("name")
        self.fields["lecturers"].choices = [
            (one.public_id, lecturer_words(one))
            for one in rows
            if one.is_active or one.public_id in given
        ]
        people = participants_of(course)
        self.fields["presenters"].choices = [(one.public_id, named(one.person)) for one in people]
        first, last = course.first_day, course.last_day
        if first is not None and last is not None:
            limits = {"min": first.isoformat(), "max": last.isoformat()}
            self.fields["day"].widget.attrs |= limits
        if first is None or last is None or not has_double_hour(course.zone, first, last):
            del self.fields["later"]

    def values(self) -> SessionValues:
        """Return what was filled in. Errors: InputError for a time that clocks skip or repeat."""
        given = self.cleaned_data
        naive = datetime.combine(given["day"], given["start"])
        # Where the box stands, leaving it empty says: the earlier one.
        is_later = given["later"] if "later" in self.fields else None
        return SessionValues(
            code=given["code"] or None,
            kind_code=given["kind_code"],
            title=given["title"],
            title_ja=given["title_ja"] or None,
            starts_at=check_read(naive, self.course.zone, is_later=is_later),
            minutes=given["minutes"],
            room=given["room"] or None,
            link=given["link"] or None,
            group_id=given["group"] or None,
            lecturer_ids=tuple(given["lecturers"]),
            presenter_ids=tuple(given["presenters"]),
        )


def group_words(group: Any) -> str:
    """Return a group's number with its theme."""
    theme = own(group, "theme")
    return f"{group.number} {theme}".strip()


def lecturer_words(lecturer: Lecturer) -> str:
    """Return a lecturer's name with where they work."""
    name = lecturer.name or "–"
    return f"{name} ({lecturer.organisation})" if lecturer.organisation else name


def initial_of(session: Session, zone: str) -> dict[str, Any]:
    """Return what the form of a session shows first, on the clocks of a zone."""
    there = session.starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    plain = ("revision", "kind_code", "code", "title", "title_ja", "minutes", "room", "link")
    return {
        **{name: getattr(session, name) for name in plain},
        "day": there.date(),
        "start": there.time(),
        "later": readings(there, zone)[-1] == session.starts_at and len(readings(there, zone)) > 1,
        "group": session.group.public_id if session.group else "",
        "lecturers": [row.lecturer.public_id for row in session.lecturers.all()],
        "presenters": [row.participation.public_id for row in session.presenters.all()],
    }

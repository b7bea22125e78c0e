"""The form that asks for a proposal of times."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.planning.timetable import GRID_MINUTES
from tomoni.records.actions.courses.timetable_inputs import MOST_PER_DAY, TimetableWish
from tomoni.records.models import CourseEdition, Session
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import ShellForm

from ..days import day_words
from .session import TimeInput

_LONGEST = 240


class ProposalForm(ShellForm):
    """Which sessions are to be timed, and within which hours."""

    sessions = forms.MultipleChoiceField(
        label=_("Sessions to move within their days"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("Days of new sessions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    per_day = forms.IntegerField(
        label=_("New sessions a day"), min_value=1, max_value=MOST_PER_DAY, initial=2
    )
    minutes = forms.ChoiceField(label=_("Minutes of each"), initial=90)
    title = forms.CharField(label=_("Title of the new ones"), max_length=300, required=False)
    kind_code = forms.ChoiceField(label=_("Kind of the new ones"))
    link = forms.CharField(label=_("Link of the new ones"), max_length=2000, required=False)
    earliest = forms.TimeField(
        label=_("Not before"), widget=TimeInput, required=False,
        help_text=_("On the edition's clocks. Empty: all day."),
    )  # fmt: skip
    latest = forms.TimeField(label=_("Not after"), widget=TimeInput, required=False)
    break_minutes = forms.TypedChoiceField(
        label=_("Minutes between two sessions"), coerce=int, initial=30,
        choices=[(number, str(number)) for number in (0, 30, 60, 90)],
    )  # fmt: skip

    def __init__(self, *args: Any, course: CourseEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(course.zone)
        planned = course.sessions.filter(state_code="planned").order_by("starts_at", "code")
        self.fields["sessions"].choices = [(one.public_id, _words(one, zone)) for one in planned]
        self.fields["days"].choices = _days(course)
        self.fields["kind_code"].choices = words_of("session_kind")
        self.fields["minutes"].choices = [
            (number, str(number)) for number in range(GRID_MINUTES, _LONGEST + 1, GRID_MINUTES)
        ]

    def wish(self) -> TimetableWish:
        """Return what was asked for."""
        given = self.cleaned_data
        latest = _minutes(given["latest"])
        return TimetableWish(
            session_ids=tuple(given["sessions"]),
            days=tuple(date.fromisoformat(one) for one in given["days"]),
            per_day=given["per_day"],
            minutes=int(given["minutes"]),
            title=given["title"],
            kind_code=given["kind_code"],
            link=given["link"] or None,
            earliest=_minutes(given["earliest"]),
            # Midnight as an end is that of the next day.
            latest=latest or 24 * 60,
            break_minutes=given["break_minutes"],
        )


def _words(session: Session, zone: ZoneInfo) -> str:
    start = session.starts_at.astimezone(zone)
    return f"{session.code} {session.title}, {start:%Y-%m-%d %H:%M}, {session.minutes}′"


def _minutes(at: time | None) -> int:
    return 0 if at is None else at.hour * 60 + at.minute


def _days(course: CourseEdition) -> list[tuple[str, str]]:
    if course.first_day is None or course.last_day is None:
        return []
    count = (course.last_day - course.first_day).days + 1
    days = [course.first_day + timedelta(days=number) for number in range(count)]
    return [(day.isoformat(), day_words(day, "weekday_whole")) for day in days]

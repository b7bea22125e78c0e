"""The form of a lecturer in the register."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.errors import InputError, TomoniError
from tomoni.catalogue.zones import zone_names, zones_of_country
from tomoni.records.actions.courses.lecturers import LecturerValues, honorarium_of
from tomoni.records.models import Lecturer
from tomoni.records.queries.courses.sessions import spans_of
from tomoni.rules.courses.clocks import check_read
from tomoni.web.courses.forms.course import QuantityField
from tomoni.web.shell.choices import named_countries, with_blank, words_of
from tomoni.web.shell.forms import ShellForm, told

# 2027-05-11 09:00 – 12:00, or with a day of its own for the end.
_SPAN = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d{1,2}:\d\d)\s*[-–—~〜]\s*(?:(\d{4}-\d\d-\d\d)[ T])?(\d{1,2}:\d\d)",
    re.ASCII,
)
_TEXTS = ("native_name", "organisation", "post", "biography", "email", "zone")


class LecturerForm(ShellForm):
    """What the register says of a lecturer."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind_code = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As it is printed."))
    native_name = forms.CharField(label=_("Name in own script"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    post = forms.CharField(label=_("Post"), max_length=200, required=False)
    country_code = forms.ChoiceField(label=_("Country"))
    biography = forms.CharField(
        label=_("Biography"), widget=forms.Textarea, max_length=5000, required=False,
        help_text=_("Participants read it beside the session."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("For the institute alone.")
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Empty: that of the country.")
    )
    available = forms.CharField(
        label=_("Free times"), widget=forms.Textarea, required=False,
        help_text=_("One a line, on the lecturer's clocks: 2027-05-11 09:00 – 12:00. "
                    "Empty: always."),
    )  # fmt: skip
    honorarium = QuantityField(
        label=_("Honorarium of one session"), required=False,
        help_text=_("A hint beside the budget; paid nowhere from here."),
    )  # fmt: skip
    honorarium_currency_code = forms.CharField(
        label=_("Currency"), max_length=3, required=False, initial="JPY"
    )
    is_active = forms.BooleanField(label=_("Is asked for sessions"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind_code"].choices = words_of("lecturer_kind")
        self.fields["country_code"].choices = with_blank(named_countries())
        self.fields["zone"].choices = with_blank([(one, one) for one in zone_names()])

    def clean(self) -> dict[str, Any]:
        """Read the free times on the clocks of the zone that is given."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        text = given.get("available") or ""
        zone = given.get("zone") or first_zone(given.get("country_code", ""))
        given["spans"] = ()
        try:
            given["spans"] = tuple(
                read_span(line, zone) for line in text.splitlines() if line.strip()
            )
        except TomoniError as error:
            self.add_error("available", forms.ValidationError(told(error)))
        return given

    def values(self) -> LecturerValues:
        """Return what was filled in; blank texts are missing."""
        given = self.cleaned_data
        return LecturerValues(
            **{name: given[name] or None for name in _TEXTS},
            kind_code=given["kind_code"],
            name=given["name"],
            country_code=given["country_code"],
            available=given["spans"],
            honorarium=given["honorarium"],
            honorarium_currency_code=given["honorarium_currency_code"] or None,
            is_active=given["is_active"],
        )


def first_zone(country_code: str) -> str:
    """Return the first zone of a country; UTC for one without."""
    return next(iter(zones_of_country(country_code)), "UTC")


def read_span(line: str, zone: str) -> tuple[datetime, datetime]:
    """Return a span of time written on the clocks of a zone. Errors: InputError."""
    match = _SPAN.fullmatch(line.strip())
    if match is None:
        raise InputError(
            gettext("“%(line)s” is no span of time.") % {"line": line.strip()},
            do=gettext("Write it like this: 2027-05-11 09:00 – 12:00."),
        )
    day, start, last_day, end = match.groups()
    return _instant(day, start, zone), _instant(last_day or day, end, zone)


def _instant(day: str, clock: str, zone: str) -> datetime:
    try:
        naive = datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - read below
    except ValueError as error:
        raise InputError(gettext("There is no %(time)s.") % {"time": f"{day} {clock}"}) from error
    return check_read(naive, zone, is_later=False)


def initial_of(lecturer: Lecturer) -> dict[str, Any]:
    """Return what the form of a lecturer shows first."""
    zone = ZoneInfo(lecturer.zone or first_zone(lecturer.country_code))
    amount = honorarium_of(lecturer)
    plain = ("revision", "kind_code", "name", *_TEXTS, "country_code", "is_active",
             "honorarium_currency_code")  # fmt: skip
    return {
        **{name: getattr(lecturer, name) for name in plain},
        "available": "\n".join(span_text(span, zone) for span in spans_of(lecturer)),
        "honorarium": None if amount is None else str(amount),
    }


def span_text(span: tuple[datetime, datetime], zone: ZoneInfo) -> str:
    """Return a span of time on the clocks of a zone."""
    first, last = (moment.astimezone(zone) for moment in span)
    end = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M} – {end}"


class InviteForm(ShellForm):
    """Which course a lecturer is invited for."""

    course = forms.ChoiceField(label=_("Course"))

    def __init__(self, *args: Any, courses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = courses

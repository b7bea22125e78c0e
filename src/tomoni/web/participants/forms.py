"""Forms of offers, participants and travel."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.by_hand import HandValues
from tomoni.records.actions.courses.persons import PersonValues
from tomoni.records.actions.courses.travel import (
    OWN_TRAVEL_COLUMNS,
    TravelValues,
)
from tomoni.records.actions.courses.travel_papers import (
    PassportValues,
)
from tomoni.records.models import CourseEdition, TravelCase
from tomoni.rules.courses.moments import instant
from tomoni.web.courses.forms.call import LocalMoment
from tomoni.web.shell.choices import choice_of_list, named_countries, with_blank, words_of
from tomoni.web.shell.forms import DayInput, ShellForm


class ExpiryForm(ShellForm):
    """Until when offers run, on the clocks of the course."""

    expires_at = LocalMoment(label=_("Answer by"))

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["expires_at"].help_text = _("On the clocks of %(zone)s.") % {"zone": zone}

    def until(self) -> datetime | None:
        """Return the moment as an instant."""
        return instant(self.cleaned_data["expires_at"], self.zone)


def expiry_initial(moment: datetime | None, zone: str) -> dict[str, Any]:
    """Return what a form of an expiry shows first."""
    there = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None
    return {"expires_at": there}


class HandForm(ShellForm):
    """Somebody who takes part without a nomination."""

    role_code = forms.ChoiceField(label=_("Takes part as"))
    family_name = forms.CharField(
        label=_("Family name"), max_length=200, help_text=_("As in the passport.")
    )
    given_name = forms.CharField(label=_("Given name"), max_length=200, required=False)
    native_name = forms.CharField(label=_("Name in own script"), max_length=200, required=False)
    country_code = forms.ChoiceField(label=_("Country"))
    sex_code = forms.ChoiceField(label=_("Sex"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=300, required=False)
    profession_code = forms.ChoiceField(label=_("Profession"), required=False)
    expires_at = LocalMoment(
        label=_("Answer by"),
        required=False,
        help_text=_("Leave it blank for somebody who has agreed already."),
    )

    def __init__(self, course: CourseEdition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        roles = words_of("participation_role")
        if course.admission_code == "competitive":
            roles = [one for one in roles if one[0] != "participant"]
        self.fields["role_code"].choices = roles
        self.fields["country_code"].choices = with_blank(named_countries())
        self.fields["sex_code"].choices = words_of("sex")
        self.fields["sex_code"].initial = "undisclosed"
        self.fields["profession_code"].choices = choice_of_list("profession")

    def values(self) -> HandValues:
        """Return what was filled in; blank texts are missing."""
        given = {name: value or None for name, value in self.cleaned_data.items()}
        names = ("country_code", "family_name", "given_name", "native_name", "sex_code", "email")
        return HandValues(
            person=PersonValues(**{name: given[name] for name in names}),
            role_code=self.cleaned_data["role_code"],
            organisation=given["organisation"],
            profession_code=given["profession_code"],
            expires_at=instant(given["expires_at"], self.course.zone),
        )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput)


class TravelForm(ShellForm):
    """How somebody comes, sleeps and leaves. ``is_own``: filled in by the participant."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    joins_online = forms.BooleanField(label=_("Joins online, does not travel"), required=False)
    visa_code = forms.ChoiceField(label=_("Visa"))
    arrival_day = _day(_("Day of arrival"))
    arrival_time = _time(_("Local time of arrival"))
    arrival_carrier = _words(_("Flight or train of arrival"))
    arrival_place = _words(_("Airport or station of arrival"))
    met_by = _words(_("Met by"))
    departure_day = _day(_("Day of departure"))
    departure_time = _time(_("Local time of departure"))
    departure_carrier = _words(_("Flight or train of departure"))
    departure_place = _words(_("Airport or station of departure"))
    lodging = _words(_("Lodging"))
    room = _words(_("Room"))
    remarks = forms.CharField(
        label=_("Remarks"),
        max_length=200,
        required=False,
        help_text=_("What the house should know. Nothing about health."),
    )

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visa_code"].choices = words_of("visa_state")
        if is_own:
            for name in set(self.fields) - {*OWN_TRAVEL_COLUMNS, "revision"}:
                del self.fields[name]

    def values(self) -> TravelValues:
        """Return what was filled in; what the form does not ask stays at its default."""
        names = set(TravelValues.__dataclass_fields__) & set(self.cleaned_data)
        return TravelValues(**{name: self.cleaned_data[name] for name in names})


def travel_initial(travel: TravelCase | None) -> dict[str, Any]:
    """Return what the form of a journey shows first."""
    if travel is None:
        return {"visa_code": "not_known"}
    return {n: getattr(travel, n) for n in (*TravelValues.__dataclass_fields__, "revision")}


class PassportForm(ShellForm):
    """What a letter for a visa needs of a passport. It is sealed and not shown here again."""

    number = forms.CharField(
        label=_("Passport number"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    born_on = _day(_("Date of birth"))
    expires_on = _day(_("Passport valid until"))

    def values(self) -> PassportValues:
        """Return what was filled in."""
        return PassportValues(**{n: v or None for n, v in self.cleaned_data.items()})

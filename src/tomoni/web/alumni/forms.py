"""Forms of the directory, of profiles, messages and associations. Blank means not stated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.alumni import ProfileValues
from tomoni.records.actions.courses.associations import ActivityValues, AssociationValues
from tomoni.records.models import AlumniAssociation, AlumniProfile
from tomoni.rules.courses.alumni import LONGEST_MESSAGE
from tomoni.web.shell.choices import named_countries, with_blank, words_of
from tomoni.web.shell.forms import DayInput, ShellForm

_AS_KNOWN = _("As known: 2019, 2019-04 or 2019-04-01.")


class ProfileForm(ShellForm):
    """What other alumni see beside name and country."""

    shows_courses = forms.BooleanField(label=_("Show my courses"), required=False)
    shows_profession = forms.BooleanField(label=_("Show my profession"), required=False)
    shows_post = forms.BooleanField(label=_("Show my present post and employer"), required=False)
    takes_messages = forms.BooleanField(
        label=_("Let other alumni write to me through the desk"), required=False,
        help_text=_("They never see your address, nor you theirs."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("About me"), required=False, max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody in the directory reads it."),
    )  # fmt: skip

    @staticmethod
    def stated(profile: AlumniProfile | None) -> dict[str, Any]:
        """Return what the form begins with."""
        if profile is None:
            return {}
        return {name: getattr(profile, name) for name in ProfileForm.base_fields}

    def values(self) -> ProfileValues:
        """Return what was typed, as the action takes it."""
        return ProfileValues(**self.cleaned_data)


class MessageForm(ShellForm):
    """A message to an alumnus."""

    body = forms.CharField(
        label=_("Your message"), max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Your name goes with it, your address does not."),
    )  # fmt: skip


class AssociationForm(ShellForm):
    """What is known of an association."""

    country_code = forms.ChoiceField(label=_("Country"))
    name = forms.CharField(label=_("Name"), max_length=300)
    native_name = forms.CharField(
        label=_("Its name in its own script"), required=False, max_length=300
    )
    founded = forms.CharField(label=_("Founded"), required=False, help_text=_AS_KNOWN)
    founding_members = forms.IntegerField(
        label=_("Founding members"), required=False, min_value=1, max_value=100_000
    )
    charter = forms.CharField(
        label=_("What its charter says"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    charter_url = forms.CharField(
        label=_("Web address of the charter"), required=False, max_length=500
    )
    dissolved_on = forms.DateField(label=_("Dissolved on"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country_code"].choices = with_blank(named_countries())

    @staticmethod
    def stated(held: AlumniAssociation) -> dict[str, Any]:
        """Return what the form begins with."""
        names = [name for name in AssociationForm.base_fields if name != "founded"]
        return {name: getattr(held, name) for name in names} | {"founded": held.founded_stated}

    def values(self) -> AssociationValues:
        """Return what was typed, as the action takes it."""
        return AssociationValues(**{name: _stated(v) for name, v in self.cleaned_data.items()})


class ActivityForm(ShellForm):
    """Something that an association did."""

    title = forms.CharField(label=_("What it was"), max_length=300)
    held = forms.CharField(label=_("When it was"), required=False, help_text=_AS_KNOWN)
    attendance = forms.IntegerField(
        label=_("How many came"), required=False, min_value=0, max_value=1_000_000
    )
    note = forms.CharField(
        label=_("What came of it"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def values(self) -> ActivityValues:
        """Return what was typed, as the action takes it."""
        return ActivityValues(**{name: _stated(v) for name, v in self.cleaned_data.items()})


class MemberForm(ShellForm):
    """Who is a member, and since when."""

    person = forms.ChoiceField(label=_("Person"))
    joined_on = forms.DateField(label=_("Member since"), widget=DayInput)
    is_founder = forms.BooleanField(label=_("Founding member"), required=False)

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = with_blank(people)


class OfficeForm(ShellForm):
    """An office that a member holds or held."""

    membership = forms.ChoiceField(label=_("Member of the association"))
    office_code = forms.ChoiceField(label=_("Office held"))
    from_on = forms.DateField(label=_("Since"), widget=DayInput)
    until_on = forms.DateField(
        label=_("Until"), required=False, widget=DayInput, help_text=_("Blank: still.")
    )

    def __init__(self, members: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = with_blank(members)
        self.fields["office_code"].choices = words_of("association_office")


def _stated(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value

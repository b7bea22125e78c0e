"""Forms about people. Blank means not stated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.labels import LANGUAGES
from tomoni.records.actions.courses.employments import EmploymentValues
from tomoni.records.actions.courses.persons import PersonValues, version_of
from tomoni.records.models import Employment, Person
from tomoni.web.shell.choices import named_countries, with_blank, words_of
from tomoni.web.shell.forms import ShellForm

_LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}


class PersonForm(ShellForm):
    """What is known of a person."""

    family_name = forms.CharField(label=_("Family name"), required=False, max_length=200)
    given_name = forms.CharField(label=_("Given name"), required=False, max_length=200)
    native_name = forms.CharField(label=_("Name in its own script"), required=False, max_length=200)
    country_code = forms.ChoiceField(label=_("Country"))
    sex_code = forms.ChoiceField(label=_("Sex"))
    birth_year = forms.IntegerField(label=_("Year of birth"), required=False)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=254)
    preferred_language_code = forms.ChoiceField(
        label=_("Language for messages"), choices=[(one, _LANGUAGE_NAMES[one]) for one in LANGUAGES]
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country_code"].choices = with_blank(named_countries())
        self.fields["sex_code"].choices = words_of("sex")

    @staticmethod
    def stated(person: Person) -> dict[str, Any]:
        """Return what the form begins with."""
        names = [name for name in PersonForm.base_fields if name != "seen"]
        return {name: getattr(person, name) for name in names} | {"seen": version_of(person)}

    def values(self) -> PersonValues:
        """Return what was typed, as the action takes it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return PersonValues(**{name: _stated(value) for name, value in typed.items()})


class PostForm(ShellForm):
    """One post of a person."""

    organisation = forms.CharField(label=_("Organisation"), max_length=300)
    post = forms.CharField(label=_("Post"), required=False, max_length=300)
    profession_code = forms.ChoiceField(label=_("Profession"), required=False)
    country_code = forms.ChoiceField(label=_("Country"), required=False)
    start = forms.CharField(
        label=_("From"), required=False, help_text=_("As known: 2019, 2019-04 or 2019-04-01.")
    )
    end = forms.CharField(label=_("Until"), required=False, help_text=_("Blank: still."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profession_code"].choices = with_blank(words_of("profession"))
        self.fields["country_code"].choices = with_blank(named_countries())

    @staticmethod
    def stated(post: Employment) -> dict[str, Any]:
        """Return what the form begins with."""
        plain = ("organisation", "post", "profession_code", "country_code")
        dates = {"start": post.start_stated, "end": post.end_stated}
        return {name: getattr(post, name) for name in plain} | dates

    def values(self) -> EmploymentValues:
        """Return what was typed, as the action takes it."""
        return EmploymentValues(**{name: _stated(v) for name, v in self.cleaned_data.items()})


class ReasonForm(ShellForm):
    """Why something is decided."""

    why = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


def _stated(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value

"""Forms of nominations: the nominee, the dossier by its form, its files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.nominations import NomineeValues
from tomoni.records.models import Nomination
from tomoni.rules.courses.dossiers import FormTemplate
from tomoni.web.shell.choices import choice_of_list, reader_language, with_blank, words_of
from tomoni.web.shell.forms import ShellForm


class NomineeForm(ShellForm):
    """A nominee as a country enters one."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    family_name = forms.CharField(
        label=_("Family name"), max_length=200, help_text=_("As in the passport.")
    )
    given_name = forms.CharField(label=_("Given name"), max_length=200, required=False)
    native_name = forms.CharField(label=_("Name in own script"), max_length=200, required=False)
    sex_code = forms.ChoiceField(label=_("Sex"))
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1880, max_value=2100, required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=300, required=False)
    post = forms.CharField(label=_("Post"), max_length=300, required=False)
    profession_code = forms.ChoiceField(label=_("Profession"), required=False)
    participation_role_code = forms.ChoiceField(label=_("Takes part as"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex_code"].choices = words_of("sex")
        self.fields["profession_code"].choices = choice_of_list("profession")
        self.fields["participation_role_code"].choices = words_of("participation_role")

    def values(self) -> NomineeValues:
        """Return what was filled in; blank texts are missing."""
        given = {n: self.cleaned_data[n] for n in NomineeValues.__dataclass_fields__}
        return NomineeValues(**{n: (v if v != "" else None) for n, v in given.items()})


def nominee_initial(nomination: Nomination) -> dict[str, Any]:
    """Return what the form of a nominee shows first."""
    person = nomination.person
    names = ("family_name", "given_name", "native_name", "sex_code", "birth_year", "email")
    own = ("organisation", "post", "profession_code", "participation_role_code", "revision")
    return {name: getattr(person, name) for name in names} | {
        name: getattr(nomination, name) for name in own
    }


class DossierForm(ShellForm):
    """The questions of a call's form. Nothing is needed to save: what is missing is told apart."""

    def __init__(self, template: FormTemplate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        for one in template.fields:
            self.fields[one.code] = _field(one)

    def answers(self) -> dict[str, Any]:
        """Return the answers as typed, by the question's code; only questions that were sent."""
        return {
            one.code: self.data.get(one.code, "")
            for one in self.template.fields
            if one.code in self.data
        }


def _field(one: Any) -> forms.Field:
    language = reader_language()
    label = one.label.in_language(language) + (" *" if one.is_required else "")
    shown = {
        "label": label,
        "required": False,
        "help_text": one.help.in_language(language) if one.help else "",
    }
    if one.type == "choice":
        options = [(code, words.in_language(language)) for code, words in one.options.items()]
        return forms.ChoiceField(choices=with_blank(options), **shown)
    if one.type == "yes_no":
        choices = with_blank([("yes", str(_("yes"))), ("no", str(_("no")))])
        return forms.ChoiceField(choices=choices, **shown)
    widgets = {
        "long_text": forms.Textarea(attrs={"maxlength": 5000, "rows": 4}),
        "whole_number": forms.TextInput(attrs={"inputmode": "numeric"}),
        "text": forms.TextInput(attrs={"maxlength": 300}),
    }
    return forms.CharField(widget=widgets[one.type], strip=False, **shown)


def answers_initial(template: FormTemplate, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as the form shows them."""
    return {
        one.code: {True: "yes", False: "no"}[answers[one.code]]
        if one.type == "yes_no" else answers[one.code]
        for one in template.fields
        if one.code in answers
    }  # fmt: skip


class FileForm(ShellForm):
    """A file of a dossier."""

    kind_code = forms.ChoiceField(label=_("Document"))
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, JPEG, PNG or DOCX, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
    )  # fmt: skip

    def __init__(self, kinds: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind_code"].choices = kinds


class DecideForm(ShellForm):
    """What an officer finds of a rule that the facts leave unclear."""

    rule = forms.CharField(widget=forms.HiddenInput)
    result = forms.ChoiceField(label=_("Result"))
    evidence = forms.CharField(label=_("Evidence"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(words_of("eligibility_result"))
        self.fields["result"].choices = [(one, words[one]) for one in ("met", "not_met")]

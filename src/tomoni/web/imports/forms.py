"""Forms of imports: which file, and how it is to be imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.exchange.uploads import check_size
from tomoni.records.actions.imports.files import GivenFile, How
from tomoni.rules.share_policies import DEFAULT_POLICY
from tomoni.web.shell.choices import choice_of_list, words_of
from tomoni.web.shell.forms import ShellForm

from .bringing import LARGEST_SENT, files_in


class HowForm(ShellForm):
    """How a file is to be imported."""

    mode = forms.ChoiceField(label=_("What is there already"))
    policy = forms.ChoiceField(
        label=_("Shares that are not stated"),
        help_text=_("The policy is kept with every share, and what is left is shown."),
    )
    default_kind = forms.ChoiceField(
        label=_("Kind where the codes do not tell"),
        required=False,
        help_text=_("Blank: such activities are put aside."),
    )
    default_theme = forms.ChoiceField(
        label=_("Theme where the purpose does not tell"),
        required=False,
        help_text=_("Blank: such activities are put aside."),
    )

    def __init__(
        self, *args: Any, how: How | None = None, revision: int | None = None, **kwargs: Any
    ) -> None:
        chosen = how or How(policy=DEFAULT_POLICY)
        initial = {
            "mode": chosen.mode,
            "policy": chosen.policy,
            "default_kind": chosen.default_kind,
            "default_theme": chosen.default_theme,
            "revision": revision,
        }
        super().__init__(*args, initial=initial, **kwargs)
        for name, choices in (
            ("mode", words_of("import_mode")),
            ("policy", words_of("share_policy")),
            ("default_kind", choice_of_list("activity_kind")),
            ("default_theme", choice_of_list("theme")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def how(self) -> How:
        """Return what a valid form says."""
        given = self.cleaned_data
        return How(
            given["mode"],
            given["policy"],
            given["default_kind"] or None,
            given["default_theme"] or None,
        )


class ChooseForm(HowForm):
    """How a file that is previewed is to be imported instead."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class GiveForm(HowForm):
    """A file, and how it is to be imported."""

    file = forms.FileField(
        label=_("File of activities (IATI 2, .xml, .gz or .zip)"),
        widget=forms.FileInput(attrs={"accept": ".xml,.gz,.zip"}),
        help_text=_("Up to 50 MB; larger files go in on the command line."),
    )
    field_order = ("file", "mode", "policy", "default_kind", "default_theme")

    def given(self) -> list[GivenFile]:
        """Return the files of a valid form. Errors: InputError for an empty or too large one."""
        sent = self.cleaned_data["file"]
        name = sent.name or "file.xml"
        check_size(name, sent.size or 0, LARGEST_SENT)
        return list(files_in(name, sent.read()))

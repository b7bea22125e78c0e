"""Forms of findings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import ShellForm


class AdjudicateForm(ShellForm):
    """How the claims relate, and why."""

    class_code = forms.ChoiceField(label=gettext_lazy("How they relate"), choices=())
    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Stays on record beside the decision."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_code"].choices = words_of("finding_class")  # type: ignore[attr-defined]


class ReopenForm(ShellForm):
    """Why a decision is looked at again."""

    why = forms.CharField(
        label=gettext_lazy("Why it is looked at again"),
        help_text=gettext_lazy("The decision so far stays on record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EditionsForm(ShellForm):
    """Which two editions are compared."""

    pair = forms.ChoiceField(label=gettext_lazy("Two editions"), choices=())

    def __init__(self, pairs: list[tuple[str, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pair"].choices = pairs  # type: ignore[attr-defined]

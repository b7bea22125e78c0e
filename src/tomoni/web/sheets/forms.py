"""Forms of the page of spreadsheets: a file that is sent, and one that is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.catalogue.sheet_words import SHEET_NAMES
from tomoni.web.shell.choices import Choice, reader_language, with_blank
from tomoni.web.shell.forms import ShellForm


def _tables(names: Iterable[str]) -> list[Choice]:
    language = reader_language()
    return [(name, SHEET_NAMES[name].in_language(language)) for name in names]


class SendForm(ShellForm):
    """Which file; of a CSV file, which table it is of, where its name and headings do not say."""

    file = forms.FileField(
        label=_("File (XLSX or CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Up to 1.5 MB. Larger ones are read in by the command tomoni sheets import."),
    )
    table = forms.ChoiceField(
        label=_("Table"),
        required=False,
        help_text=_("Blank: by the name of the sheet or file, else by its headings."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = with_blank(_tables(SHEET_NAMES))


class AskForm(ShellForm):
    """Which tables, empty or with the records as they stand, and in which kind of file."""

    table = forms.MultipleChoiceField(
        label=_("Tables"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("None chosen: all of them."),
    )  # fmt: skip
    filled = forms.BooleanField(
        label=_("With our own records as they stand"), required=False,
        help_text=_("To correct or add to them. Without: an empty form."),
    )  # fmt: skip

    def __init__(self, names: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = _tables(names)

"""Forms of reports and answers."""

from __future__ import annotations

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.web.shell.forms import ShellForm

from .snapshots import Offered


class NewReportForm(ShellForm):
    """What a new report says of itself; all of it can be changed later in report.toml."""

    id = forms.CharField(
        label=_("Id"),
        max_length=80,
        help_text=_("Stands in addresses: small letters, digits and hyphens, such as annual-2026."),
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=300)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=300, required=False)
    edition = forms.CharField(
        label=_("Edition as it is called"), max_length=40, required=False, help_text="2026"
    )
    language = forms.ChoiceField(
        label=_("Home language"), choices=[("en", "English"), ("ja", "日本語")]
    )
    unofficial = forms.BooleanField(
        label=_("Every page says that it is unofficial"), required=False, initial=True
    )

    def settings_text(self) -> str:
        """Return the text of the report's ``report.toml``."""
        given = self.cleaned_data
        lines = [f"{name} = {_quoted(given[name])}" for name in ("id", "title_en")]
        lines += [
            f"{name} = {_quoted(given[name])}" for name in ("title_ja", "edition") if given[name]
        ]
        lines.append(f"language = {_quoted(given['language'])}")
        lines.append(f"unofficial = {'true' if given['unofficial'] else 'false'}")
        lines.append('chapters = ["introduction.md"]')
        return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML writes it, which is how JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class ArchiveForm(ShellForm):
    """A report's folder as a ZIP."""

    archive = forms.FileField(
        label=_("Folder as a ZIP file"),
        help_text=_("With report.toml at its top, chapters (.md), lists (.csv) and pictures."),
    )


class AddFileForm(ShellForm):
    """A new chapter or list, by its name; or a picture."""

    file = forms.CharField(
        label=_("Name of the file"),
        max_length=120,
        required=False,
        help_text=_("A chapter such as police.md, ja/police.md, or a list such as unused.csv."),
    )
    picture = forms.FileField(
        label=_("Or a picture"), required=False, help_text=_("JPEG or PNG, at most 10 MB.")
    )


class ChapterForm(ShellForm):
    """The text of one file. Nothing of it is stripped."""

    content = forms.CharField(
        label=_("Text"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "true", "data-editor": ""}),
    )


class BuildForm(ShellForm):
    """The snapshot that fills the slots."""

    snapshot = forms.ChoiceField(label=_("Snapshot that fills the slots"))

    def __init__(self, offered: list[Offered], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        words = {"public": _("public"), "internal": _("internal")}
        self.fields["snapshot"].choices = [
            (one.id, f"{one.day} · {words[one.tier]} · {one.short}") for one in offered
        ]


class WhyForm(ShellForm):
    """Why something is published or withdrawn."""

    why = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class QuestionForm(ShellForm):
    """A question and the language of its answer."""

    question = forms.CharField(
        label=_("Question"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    language_code = forms.ChoiceField(
        label=_("Language of the answer"), choices=[("en", "English"), ("ja", "日本語")]
    )


class AnswerForm(ShellForm):
    """Question and wording of an answer."""

    question = forms.CharField(
        label=_("Question"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    content = forms.CharField(
        label=_("Wording"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "data-editor": ""}),
    )


class SignForm(ShellForm):
    """A remark beside a signature."""

    note = forms.CharField(
        label=_("Remark beside the signature"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

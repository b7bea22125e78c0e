"""Forms of documents that come in: files given, and a text as a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.exchange.uploads import check_size
from tomoni.records.actions.reading.batches import MOST_FILES
from tomoni.records.actions.reading.values import GivenFile
from tomoni.records.models import Document, DocumentText
from tomoni.web.shell.choices import with_blank, words_of
from tomoni.web.shell.forms import ShellForm

LARGEST_SENT = 50 * 2**20
LARGEST_BATCH = 500 * 2**20
TAKEN = ".pdf,.docx,.html,.htm,.xhtml,.md,.markdown,.txt"


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(one, initial) for one in sent or [None]]


class GiveForm(ShellForm):
    """Which files, and whether one of them is the text of a registered document."""

    files = _FilesField(
        label=_("Files (PDF, Word, HTML, Markdown, text)"),
        widget=_Files(attrs={"multiple": True, "accept": TAKEN}),
        help_text=_("Up to 50 MB each. A scan needs its text recognised (OCR) first."),
    )
    document = forms.ChoiceField(
        label=_("Text of the registered document"),
        required=False,
        help_text=_("Only where a single file is given: its SHA-256 must be the registered one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = DocumentText.objects.exclude(document=None).values("document")
        rows = Document.objects.exclude(pk__in=held).order_by("public_id")
        self.fields["document"].choices = with_blank(
            (one, f"{one} – {title[:70]}") for one, title in rows.values_list("public_id", "title")
        )

    def clean(self) -> dict[str, Any]:
        """Hold the number of files against what else was said."""
        given = super().clean() or self.cleaned_data
        files = given.get("files") or []
        if len(files) > MOST_FILES:
            self.add_error("files", _("Too many files: part them into several batches."))
        if sum(one.size or 0 for one in files) > LARGEST_BATCH:
            self.add_error("files", _("More than 500 MB in all: part them into several batches."))
        if given.get("document") and len(files) != 1:
            self.add_error("document", _("Give one file with it, or leave it blank."))
        return given

    def given(self) -> list[GivenFile]:
        """Return the files of a valid form. Errors: InputError for an empty or too large one."""
        found = []
        for one in self.cleaned_data["files"]:
            name = one.name or "document"
            check_size(name, one.size or 0, LARGEST_SENT)
            found.append(GivenFile(name, one.read(), self.cleaned_data["document"] or None))
        return found


class RegisterForm(ShellForm):
    """A text as a document. What the reader found is filled in."""

    document_id = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]*$",
        label=_("Public id"),
        max_length=80,
        help_text=_("Lower-case letters, digits and hyphens. It never changes."),
    )
    title = forms.CharField(label=pgettext_lazy("publication", "Title"), max_length=500)
    publisher = forms.CharField(label=_("Publisher"), max_length=300)
    edition_year = forms.IntegerField(
        label=_("Year of the edition"), min_value=1800, max_value=2199, required=False
    )
    edition_basis_code = forms.ChoiceField(label=_("The edition is"))
    edition_evidence = forms.CharField(
        label=_("Why this edition"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    period_start_stated = forms.IntegerField(
        label=_("Reports on, from"), min_value=1800, max_value=2199, required=False
    )
    period_end_stated = forms.IntegerField(
        label=_("to"), min_value=1800, max_value=2199, required=False
    )
    public_page = forms.URLField(
        label=_("Public page"), max_length=1000, required=False, assume_scheme="https"
    )
    section_code = forms.SlugField(
        label=_("Section"), max_length=80, required=False,
        help_text=_("One code for the same section in every edition, for comparing them."),
    )  # fmt: skip

    def __init__(self, held: DocumentText, *args: Any, **kwargs: Any) -> None:
        stated = held.edition_basis_code == "stated"
        initial = {
            "edition_year": held.edition_year,
            "edition_basis_code": "stated" if stated else "inferred",
            "edition_evidence": held.edition_evidence,
            "period_start_stated": held.period_start,
            "period_end_stated": held.period_end,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["edition_basis_code"].choices = words_of("stated_or_inferred")

    def clean(self) -> dict[str, Any]:
        """The period does not run backwards, and is whole."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("period_start_stated"), given.get("period_end_stated")
        if (first is None) != (last is None):
            self.add_error("period_end_stated", _("Give both years, or none."))
        elif first is not None and last is not None and first > last:
            self.add_error("period_end_stated", _("The last year is before the first."))
        return given

    def given(self) -> dict[str, Any]:
        """Return the values of a valid form under the names of the table ``documents``."""
        values = dict(self.cleaned_data)
        for name in ("period_start_stated", "period_end_stated"):
            values[name] = None if values[name] is None else str(values[name])
        return values

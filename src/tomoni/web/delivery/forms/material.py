"""Forms of materials."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.records.actions.courses.materials import MaterialValues
from tomoni.records.models import CourseEdition, Material
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import ShellForm


class MaterialForm(ShellForm):
    """What is said of a material."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=300)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=300, required=False)
    session = forms.ChoiceField(label=_("Session"), required=False)
    audience_code = forms.ChoiceField(label=_("Who may read it"))
    licence_code = forms.ChoiceField(label=_("Licence"))

    def __init__(self, *args: Any, course: CourseEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = course.sessions.order_by("starts_at").values_list("public_id", "code", "title")
        self.fields["session"].choices = [
            ("", _("the whole edition")), *((key, f"{code} {title}") for key, code, title in rows)
        ]  # fmt: skip
        self.fields["audience_code"].choices = words_of("material_audience")
        self.fields["licence_code"].choices = words_of("material_licence")

    def values(self) -> MaterialValues:
        """Return what was filled in."""
        given = self.cleaned_data
        return MaterialValues(
            title=given["title"],
            title_ja=given["title_ja"] or None,
            licence_code=given["licence_code"],
            audience_code=given["audience_code"],
            session_id=given["session"] or None,
        )


class NewMaterialForm(MaterialForm):
    """A material with its content: a file, or an address."""

    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("PDF, PPTX, DOCX, XLSX, CSV, JPEG or PNG, at most 25 MB."),
    )  # fmt: skip
    link = forms.CharField(
        label=_("Or a link"), max_length=2000, required=False,
        help_text=_("Beginning with https://."),
    )  # fmt: skip


class WithdrawForm(ShellForm):
    """Why a material is taken back."""

    why = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, max_length=1000,
        help_text=_("Read by the institute alone."),
    )  # fmt: skip


def initial_of(material: Material) -> dict[str, Any]:
    """Return what the form of a material shows first."""
    plain = ("revision", "title", "title_ja", "audience_code", "licence_code")
    return {
        **{name: getattr(material, name) for name in plain},
        "session": material.session.public_id if material.session else "",
    }

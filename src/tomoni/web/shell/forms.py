"""Forms of the working pages: one look, words of the catalogue, and refusals beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import get_language

from tomoni.catalogue.errors import TomoniError


def told(error: TomoniError) -> list[str]:
    """Return what an error says, and what to do, in the reader's language where it is known."""
    what, do = error.words(get_language() or "en")
    return [what, do] if do else [what]


class ShellRenderer(TemplatesSetting):
    """Lays out a form as ours: label, help, field, what is wrong with it."""

    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"


class ShellForm(forms.Form):
    """A form of the desk. What was typed stays, whatever is wrong with it."""

    default_renderer = ShellRenderer()
    required_css_class = "needed"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def refuse(self, error: TomoniError) -> None:
        """Show a refusal of an action beside the field that it names, else above the form."""
        named = error.where.field if error.where else None
        self.add_error(named if named in self.fields else None, forms.ValidationError(told(error)))


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

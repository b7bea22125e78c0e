"""Answers of a dossier as they are read: the question and the answer in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tomoni.rules.courses.dossiers import FormTemplate
from tomoni.web.shell.choices import reader_language


def answered(form: FormTemplate, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each question with its answer in words; one that was not answered is a dash."""
    language = reader_language()
    shown = []
    for one in form.fields:
        value = answers.get(one.code)
        if value is None:
            words = "–"
        elif isinstance(value, bool):
            words = _("yes") if value else _("no")
        elif one.options is not None and value in one.options:
            words = one.options[value].in_language(language)
        else:
            words = str(value)
        shown.append((one.label.in_language(language), words))
    return shown

"""Words of the desk's templates."""

from __future__ import annotations

from django import template

from tomoni.catalogue.labels import Label
from tomoni.web.shell.choices import reader_language

register = template.Library()


@register.simple_tag
def said(en: str, ja: str) -> str:
    """Return the wording in the language of the request."""
    return Label(en, ja).in_language(reader_language())

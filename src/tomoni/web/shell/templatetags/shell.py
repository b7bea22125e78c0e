"""Template tags of the working pages."""

from __future__ import annotations

from django import template

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.places import place_name
from tomoni.web.shell.choices import reader_language

register = template.Library()


@register.filter
def word(code: str | None, list_name: str) -> str:
    """Return the wording of a code of a list; a missing code is a dash, an unknown one itself."""
    if not code:
        return "–"
    found = codelist(list_name).codes.get(code)
    if found is None:
        return code
    return (found.name_ja if reader_language() == "ja" else None) or found.name


@register.filter
def country(code: str | None) -> str:
    """Return the name of a country by the instance's naming; a missing code is a dash."""
    if not code:
        return "–"
    return place_name(code, reader_language())

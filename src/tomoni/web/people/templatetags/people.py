"""Template tags of the pages about people."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from tomoni.records.models import Person
from tomoni.web.shell.templatetags.shell import country, word

register = template.Library()


@register.filter
def full_name(person: Person) -> str:
    """Return the names of a person; who was erased has none."""
    if person.erased_at is not None:
        return _("(erased)")
    latin = ", ".join(part for part in (person.family_name, person.given_name) if part)
    if latin and person.native_name:
        return f"{latin} ({person.native_name})"
    return latin or str(person.native_name)


@register.filter
def on_axis(code: object, axis: str) -> str:
    """Return the wording of a code on an axis of the statistics."""
    if code is None or code == "":
        return _("not stated") if axis not in ("", "total") else _("in all")
    text = str(code)
    if axis == "country":
        return country(text)
    if axis in ("sex", "profession"):
        return word(text, axis)
    if axis == "completed":
        return _("completed") if text == "yes" else _("not completed")
    return text


@register.filter
def in_words(codes: list[str]) -> str:
    """Return what agrees between two persons."""
    words = {
        "same_name": _("same name"),
        "same_native_name": _("same name in its own script"),
        "similar_name": _("similar name"),
        "same_birth_year": _("same year of birth"),
        "birth_year_differs": _("other year of birth"),
        "same_country": _("same country"),
        "similar_agency": _("similar organisation"),
        "same_identifier": _("same e-mail"),
    }
    return ", ".join(words.get(code, code) for code in codes) or "–"


@register.filter
def score(value: int) -> str:
    """Return a likeness of 0 to 1000 in per cent."""
    return f"{value // 10} %"

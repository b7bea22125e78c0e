"""Numbers with their thousands apart, and names by opaque ids."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """Return a whole number with commas between thousands."""
    return f"{number:,}"


@register.filter
def named(names: Mapping[str, str], key: str) -> str:
    """Return the name of an opaque id; one without a name is itself."""
    return names.get(key, key)

"""Template tags of completion and certificates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def passed(value: bool | None) -> str:
    """Return an assessment in words; none on record is a dash."""
    if value is None:
        return "–"
    return _("passed") if value else _("not passed")

"""Template tags of evaluation: fractions as digits."""

from __future__ import annotations

from fractions import Fraction

from django import template

from ..numbers import decimal_text

register = template.Library()


@register.filter
def percent(value: Fraction | None) -> str:
    """Return a share in per cent with one decimal; none is a dash."""
    return "–" if value is None else f"{decimal_text(value * 100, 1)}%"


@register.filter
def points(value: Fraction | None) -> str:
    """Return a gain in percentage points with its sign; none is a dash."""
    if value is None:
        return "–"
    text = decimal_text(value * 100, 1)
    return f"+{text}" if value > 0 else text


@register.filter
def mean(value: Fraction | None) -> str:
    """Return a mean with two decimals; none is a dash."""
    return "–" if value is None else decimal_text(value, 2)

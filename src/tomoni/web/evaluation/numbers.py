"""Exact fractions as digits, rounded half away from zero."""

from __future__ import annotations

from fractions import Fraction


def decimal_text(value: Fraction, places: int) -> str:
    """Return a fraction with so many decimal places."""
    scale = 10**places
    whole = (abs(value.numerator) * scale * 2 + value.denominator) // (2 * value.denominator)
    digits = f"{whole // scale}" + (f".{whole % scale:0{places}d}" if places else "")
    return f"−{digits}" if value < 0 and whole else digits

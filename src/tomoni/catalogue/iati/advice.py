"""Our own advice on IATI files, and references across files: rule, severity, words.

What the standard demands is in ``rules``. Advice concerns what the standard allows and what still
misleads whoever reads the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ..packaged import packaged_rows

Severity = Literal["critical", "error", "warning", "advisory"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice. ``message``: what is wrong, what to do, with ``{name}`` for values."""

    rule: str
    severity: Severity
    category: str
    message: str


@cache
def advice() -> dict[str, Advice]:
    """Return all advice by the id of its rule, in the order of the data."""
    return {
        row["rule"]: Advice(
            row["rule"], cast("Severity", row["severity"]), row["category"], row["message"]
        )
        for row in packaged_rows("iati", "advice.csv")
    }

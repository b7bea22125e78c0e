"""Rows of every table about people as plain values: what a merge and its undoing must restore."""

from __future__ import annotations

from typing import Any

from tomoni.records.models import (
    Consent,
    Employment,
    Nomination,
    Participation,
    Person,
    PossibleDuplicate,
)

TABLES = (Person, Participation, Nomination, Employment, Consent, PossibleDuplicate)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the people's tables, by table, in order of their keys."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}

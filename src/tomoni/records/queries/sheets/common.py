"""What rows of all tables have alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.records.models import Activity

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Present:
    """One record as a row. ``why_not``: why a file may not change it, None where it may.

    ``generation`` counts from 1 under how many ids it has stood.
    """

    row: Row
    why_not: str | None = None
    generation: int = 1


def root_id(public_id: str) -> str:
    """Return the first id under which a record stood."""
    return public_id.partition("~")[0]


def plain_row(row: Mapping[str, Any]) -> Row:
    """Return a row without what it does not state: None, and empty lists."""
    return {name: value for name, value in row.items() if value is not None and value != []}


def columns(record: Any, names: Iterable[str]) -> Row:
    """Return columns of a record as fields of a row; a date as it was stated."""
    return {name.removesuffix("_stated"): getattr(record, name) for name in names}


def key_of(record: Any) -> str | None:
    """Return the public id of a record; None for none."""
    return None if record is None else str(record.public_id)


def not_own(activity: Activity) -> str | None:
    """Why a file may not change what hangs from an activity; None where it may."""
    if activity.publisher_id is not None:
        return "belongs to another publisher: it changes by importing its file again"
    return "is made up for demonstration" if activity.is_synthetic else None

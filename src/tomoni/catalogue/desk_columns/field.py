"""What is said of one column of the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskField:
    """One column. ``personal``: data about a person. ``group``: who sees it (``FIELD_GROUPS``)."""

    name: str
    help: str
    group: str = "all"
    personal: bool = False


@dataclass(frozen=True, slots=True)
class DeskTable:
    """One table of the desk by the name that permissions know, with all its columns but ``id``."""

    object_type: str
    db_table: str
    fields: tuple[DeskField, ...]


def public_id(what: str) -> DeskField:
    """The key by which others name the record."""
    return DeskField("public_id", f"Public id of the {what}.")

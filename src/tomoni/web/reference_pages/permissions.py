"""Reference pages of permissions: who may do what to which record, and who sees which column."""

from __future__ import annotations

from tomoni.catalogue.desk_fields import DESK_TABLES, DeskTable
from tomoni.rules.permissions import ACTIONS, OBJECT_TYPES, ROLES, may_roles, visible_fields
from tomoni.rules.reach import REACHES, reach_of

from .markdown import code, page, table

RECORDS_HEADINGS = ("Kind of record", "May", *REACHES)
COLUMNS_HEADINGS = ("Column", "Meaning", "Personal", "Seen by")


def permissions_page() -> str:
    """Who may do what to which kind of record, and how far each role reaches."""
    return page(
        "Permissions",
        "What is not in this table is refused, to everyone. Nobody deletes. A person holds a role "
        "by a mandate with a first and a last day. A role stands under its reach: *anywhere*; "
        "*course*: all courses, or the one that the mandate names; *assigned*: the course that the "
        "mandate names and no other; *country*: records of the mandate's country; *own*: records "
        "of the person itself. Who sees which column is on [its own page](desk-columns.md).",
        table(RECORDS_HEADINGS, permission_rows()),
    )


def permission_rows() -> list[tuple[str, ...]]:
    """Return kind, action, and the roles under each reach: one row per permitted action."""
    return [
        (kind, action, *(_roles(action, kind, reach) for reach in REACHES))
        for kind in OBJECT_TYPES
        for action in ACTIONS
        if may_roles(action, kind)
    ]


def _roles(action: str, kind: str, reach: str) -> str:
    may = may_roles(action, kind)
    return ", ".join(role for role in ROLES if role in may and reach_of(role, kind) == reach)


def columns_page() -> str:
    """Every column of the course desk, with who sees it."""
    return page(
        "Columns of the course desk",
        "What each column means, whether it is about a person, and which roles see it in records "
        "that they may view. The public sees none of them.",
        *(_columns(desk_table) for desk_table in DESK_TABLES.values()),
    )


def _columns(desk_table: DeskTable) -> list[str]:
    kind = desk_table.object_type
    rows = (
        (
            code(field.name),
            field.help,
            "yes" if field.personal else "",
            ", ".join(role for role in ROLES if field.name in visible_fields([role], kind)),
        )
        for field in desk_table.fields
    )
    return [f"## `{kind}`", "", *table(COLUMNS_HEADINGS, rows)]

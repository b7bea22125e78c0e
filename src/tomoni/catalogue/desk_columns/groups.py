"""Columns of workshop groups."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

GROUP_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "workshop_group",
        "records_workshop_group",
        (
            public_id("group"),
            F("course", "Edition whose group it is."),
            F("number", "Number of the group, from 1."),
            F("theme", "What the group works on."),
            F("theme_ja", "The same in Japanese."),
        ),
    ),
    DeskTable(
        "group_member",
        "records_group_member",
        (
            F("group", "Group."),
            F("participation", "Who is in it.", "names", personal=True),
            F("role_code", "Member, chair or rapporteur.", "names", personal=True),
            F("is_pinned", "Whether the officer placed them.", "institute"),
        ),
    ),
    DeskTable(
        "group_wish",
        "records_group_wish",
        (
            F("participation", "Whose wish it is.", personal=True),
            F("group", "Group whose theme is liked best.", personal=True),
        ),
    ),
    DeskTable(
        "group_plan",
        "records_group_plan",
        (
            public_id("plan"),
            F("course", "Edition whose groups it plans."),
            F("weights", "What each departure from balance costs."),
            F("cost", "What the groups cost as they were planned."),
            F("bound", "What no plan falls below."),
            F("departures", "The cost by cause."),
            F("inputs_sha256", "Digest of the participants as they were planned for."),
            F("planned_by", "Opaque id of who asked for the plan."),
            F("planned_at", "When it was planned."),
            F("revision", "Counts changes to any of the groups."),
        ),
    ),
)

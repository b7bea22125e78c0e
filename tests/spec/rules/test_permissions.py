"""Walks every role, action and kind of record, and every personal column, against the drawing.

Whoever adds a kind of record, an action or a personal column draws it in ``permissions.md`` first.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from spec.drawn import drawn_rows
from tomoni.catalogue.desk_fields import DESK_TABLES
from tomoni.catalogue.errors import NotPermittedError
from tomoni.rules.permissions import (
    ACTIONS,
    OBJECT_TYPES,
    ROLES,
    HeldMandate,
    Subject,
    can_act,
    can_act_on,
    check_act_on,
    visible_fields,
)
from tomoni.web.reference_pages.permissions import permissions_page

TEXT = (Path(__file__).parent / "permissions.md").read_text(encoding="utf-8")
_RECORDS, _COLUMNS = (
    "\n".join(line for line in part.splitlines() if line.startswith("|"))
    for part in TEXT.split("# Who sees what is personal")
)
REACHES = ("anywhere", "course", "assigned", "country", "own")
DRAWN: dict[tuple[str, str, str], str] = {
    (row["record"], row["may"], role): reach
    for row in drawn_rows(_RECORDS)
    for reach in REACHES
    for role in filter(None, row[reach].split(", "))
}
SEEN: dict[tuple[str, str], str] = {
    (row["record"], row["column"]): row["seen by"] for row in drawn_rows(_COLUMNS)
}

# What a mandate is bound to, and which subjects lie inside and outside of it.
MINE = {"course_id": "c-1", "country_code": "KEN", "person_id": "p-1"}
OTHER_COURSE = MINE | {"course_id": "c-2"}
OTHER_COUNTRY = MINE | {"country_code": "PER"}
OTHER_PERSON = MINE | {"person_id": "p-2"}
UNSTATED: dict[str, str] = {}
EVERY = (MINE, OTHER_COURSE, OTHER_COUNTRY, OTHER_PERSON, UNSTATED)
INSIDE: dict[str, tuple[dict[str, str], ...]] = {
    "anywhere": EVERY,
    "course": (MINE, OTHER_COUNTRY, OTHER_PERSON),
    "assigned": (MINE, OTHER_COUNTRY, OTHER_PERSON),
    "country": (MINE, OTHER_PERSON),
    "own": (MINE, OTHER_COUNTRY),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_is_drawn_to_what_it_reaches_and_nothing_else(role: str) -> None:
    mandates = [HeldMandate(role, "KEN", "c-1")]
    for action, kind in product(ACTIONS, OBJECT_TYPES):
        reach = DRAWN.get((kind, action, role))
        assert can_act([role], action, kind) == (reach is not None), (action, kind)
        for bounds in EVERY:
            expected = reach is not None and bounds in INSIDE[reach]
            subject = Subject(kind, **bounds)
            allowed = can_act_on(mandates, action, subject, "p-1")
            assert allowed == expected, (action, kind, bounds)


@pytest.mark.parametrize("role", ROLES)
def test_a_mandate_without_course_country_or_person_reaches_only_what_needs_none(
    role: str,
) -> None:
    for action, kind in product(ACTIONS, OBJECT_TYPES):
        reach = DRAWN.get((kind, action, role))
        wide = can_act_on([HeldMandate(role)], action, Subject(kind, **MINE), None)
        assert wide == (reach in {"anywhere", "course"}), (action, kind)


@pytest.mark.parametrize("kind", DESK_TABLES)
def test_each_personal_column_is_seen_by_those_drawn(kind: str) -> None:
    personal = [field.name for field in DESK_TABLES[kind].fields if field.personal]
    assert personal == [column for record, column in SEEN if record == kind]
    for column in personal:
        seers = [role for role in ROLES if column in visible_fields([role], kind)]
        assert ", ".join(seers) == SEEN[kind, column].replace("nobody", ""), column


def test_a_refusal_names_action_and_record() -> None:
    mandates = [HeldMandate("focal_point", "KEN")]
    check_act_on(mandates, "view", Subject("nomination", "c-1", "KEN"))
    with pytest.raises(NotPermittedError, match="view nomination"):
        check_act_on(mandates, "view", Subject("nomination", "c-1", "PER"))


def test_the_reference_page_shows_the_drawing() -> None:
    drawn = [list(row.values()) for row in drawn_rows(_RECORDS)]
    page = "\n".join(line for line in permissions_page().splitlines() if line.startswith("|"))
    assert [list(row.values()) for row in drawn_rows(page)] == drawn

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import NotPermittedError
from tomoni.catalogue.fields import Field
from tomoni.rules.permissions import (
    ACTIONS,
    OBJECT_TYPES,
    PERMISSIONS,
    ROLES,
    can_act,
    can_see_field,
    check_act,
    may_roles,
)

CHANGES = [action for action in ACTIONS if action not in {"view", "verify"}]


def test_the_table_uses_known_words_alone() -> None:
    for actions in PERMISSIONS.values():
        assert set(actions) <= set(ACTIONS)
        for roles in actions.values():
            assert roles
            assert roles <= set(ROLES)


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_is_somebodys(action: str) -> None:
    assert any(may_roles(action, object_type) for object_type in OBJECT_TYPES)


@pytest.mark.parametrize("object_type", OBJECT_TYPES)
def test_the_public_holds_nothing_at_the_desk(object_type: str) -> None:
    assert not any(can_act(["public"], action, object_type) for action in ACTIONS)


@pytest.mark.parametrize("object_type", OBJECT_TYPES)
def test_an_auditor_sees_everything_and_changes_nothing(object_type: str) -> None:
    assert can_act(["auditor"], "view", object_type)
    assert not any(can_act(["auditor"], action, object_type) for action in CHANGES)


@pytest.mark.parametrize("object_type", OBJECT_TYPES)
def test_nobody_deletes_and_ledger_lines_are_not_changed(object_type: str) -> None:
    assert not can_act(ROLES, "delete", object_type)
    if object_type in {"entry", "observation", "claim", "audit_event", "snapshot"}:
        assert not can_act(ROLES, "change", object_type)


def test_desk_and_evidence_are_apart() -> None:
    assert can_act(["desk_officer"], "create", "entry")
    assert not can_act(["editor"], "create", "entry")
    assert can_act(["editor"], "adjudicate", "finding")
    assert not can_act(["desk_officer"], "adjudicate", "finding")


@given(st.lists(st.text(max_size=12)), st.text(max_size=12), st.text(max_size=12))
def test_what_is_not_in_the_table_is_refused(
    roles: list[str], action: str, object_type: str
) -> None:
    if action not in ACTIONS or object_type not in OBJECT_TYPES or not set(roles) & set(ROLES):
        assert not can_act(roles, action, object_type)


@given(st.sets(st.sampled_from(ROLES)), st.sampled_from(ACTIONS), st.sampled_from(OBJECT_TYPES))
def test_check_and_can_agree_and_roles_only_add(
    roles: set[str], action: str, object_type: str
) -> None:
    allowed = can_act(roles, action, object_type)
    assert allowed == any(can_act([role], action, object_type) for role in roles)
    if allowed:
        check_act(roles, action, object_type)
    else:
        with pytest.raises(NotPermittedError):
            check_act(roles, action, object_type)


def test_personal_fields_are_seen_at_the_desk_alone() -> None:
    open_field = Field("title", "text", "Title.")
    personal = Field("name", "text", "Name.", personal=True)
    seers = [role for role in ROLES if can_see_field([role], "activity", personal)]
    assert seers == ["administrator", "desk_officer"]
    assert can_see_field(["auditor"], "activity", open_field)
    assert not can_see_field(["public"], "activity", open_field)
    assert not can_see_field(["desk_officer"], "audit_event", open_field)
    assert not can_see_field(["administrator"], "nothing", open_field)

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
    VAULT_CLASSES,
    HeldMandate,
    Subject,
    can_act,
    can_invite,
    can_see_field,
    check_act,
    check_invite,
    may_roles,
    roles_over,
    sees_nomination_in,
    visible_fields,
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


# Answers are promised to be read by nobody: even auditors see what they come to, alone.
_PSEUDONYMOUS = {"evaluation_response", "answer_receipt", "evaluation_comment"}


@pytest.mark.parametrize("object_type", OBJECT_TYPES)
def test_an_auditor_sees_everything_but_vault_and_answers_and_changes_nothing(
    object_type: str,
) -> None:
    is_kept_back = object_type in VAULT_CLASSES or object_type in _PSEUDONYMOUS
    assert can_act(["auditor"], "view", object_type) != is_kept_back
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


def test_what_the_vault_holds_is_read_by_one_role_each() -> None:
    readers = {kind: set(may_roles("read", kind)) for kind in VAULT_CLASSES}
    assert readers == {
        "passport": {"logistics"},
        "medical": {"medical_officer"},
        "vigilance": {"programme_officer"},
    }


def test_the_roles_over_a_record_are_those_of_the_mandates_that_reach_it() -> None:
    mandates = [HeldMandate("focal_point", "KEN"), HeldMandate("programme_officer", None, "c-2")]
    assert roles_over(mandates, Subject("nomination", "c-1", "KEN")) == {"focal_point"}
    assert roles_over(mandates, Subject("nomination", "c-2", "PER")) == {"programme_officer"}
    assert roles_over(mandates, Subject("nomination", "c-1", "PER")) == frozenset()


def test_what_belongs_to_no_course_is_ones_own_by_a_mandate_of_any_course() -> None:
    held = [HeldMandate("participant", None, "c-1")]
    consent = Subject("consent", None, "KEN", "p-1")
    assert roles_over(held, consent, "p-1") == {"participant"}
    assert roles_over(held, consent, "p-2") == frozenset()
    assert roles_over(held, consent, None) == frozenset()
    assert roles_over(held, Subject("consent", "c-2", "KEN", "p-1"), "p-1") == frozenset()
    assert roles_over([HeldMandate("programme_officer", None, "c-1")], consent) == frozenset()


@pytest.mark.parametrize(
    ("role", "unseen"),
    [
        ("embassy", {"draft", "submitted", "endorsed"}),
        ("agency_office", {"draft", "submitted", "endorsed"}),
        ("committee_member", {"draft", "forwarded", "received", "ineligible", "withdrawn"}),
        ("focal_point", set()),
        ("programme_officer", set()),
    ],
)
def test_which_nominations_a_role_does_not_see(role: str, unseen: set[str]) -> None:
    states = ("draft", "submitted", "endorsed", "forwarded", "received", "ineligible", "withdrawn")
    hidden = {state for state in states if not sees_nomination_in(role, state)}
    assert hidden >= unseen and (hidden == unseen or role == "committee_member")
    assert sees_nomination_in(role, "eligible")


def test_nobody_invites_to_more_than_they_hold() -> None:
    of_one_course = [HeldMandate("programme_officer", None, "c-1")]
    assert can_invite(of_one_course, HeldMandate("committee_member", None, "c-1"))
    assert not can_invite(of_one_course, HeldMandate("committee_member", None, "c-2"))
    assert not can_invite(of_one_course, HeldMandate("focal_point", "KEN"))
    assert not can_invite(of_one_course, HeldMandate("administrator", None, "c-1"))
    assert can_invite([HeldMandate("programme_officer")], HeldMandate("focal_point", "KEN"))
    assert not can_invite([HeldMandate("programme_officer")], HeldMandate("auditor"))
    focal_point = [HeldMandate("focal_point", "KEN")]
    assert can_invite(focal_point, HeldMandate("nominee", "KEN"))
    with pytest.raises(NotPermittedError):
        check_invite(focal_point, HeldMandate("nominee", "PER"))
    assert can_invite([HeldMandate("administrator")], HeldMandate("auditor"))
    assert not can_invite([HeldMandate("administrator")], HeldMandate("public"))


def test_columns_are_shown_by_role_and_by_mandate() -> None:
    committee = visible_fields([HeldMandate("committee_member", None, "c-1")], "nomination")
    assert {"number", "answers"} <= committee
    assert committee.isdisjoint({"person", "country_code", "organisation", "merit", "rank"})
    assert "merit" not in visible_fields(["focal_point", "nominee"], "nomination")
    assert "seed" not in visible_fields(["focal_point", "nominee", "committee_member"], "call")
    assert visible_fields(["administrator"], "nothing") == frozenset()
    assert "token_sha256" not in visible_fields(ROLES, "account_invitation")

"""Who may do what to which record, and see which of its columns. What no table allows is refused.

A person may hold several mandates. The public holds none at the desk: it reads public snapshots,
which need no permission of ours.
"""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.catalogue.desk_fields import DESK_TABLES
from tomoni.catalogue.errors import NotPermittedError
from tomoni.catalogue.fields import Field

from .permission_table import (
    ACTIONS,
    FIELD_GROUPS,
    OBJECT_TYPES,
    PERMISSIONS,
    ROLES,
    VAULT_CLASSES,
)
from .reach import HeldMandate, Subject, roles_over, sees_nomination_in
from .refusals import Refusal, raise_first

__all__ = [
    "ACTIONS",
    "OBJECT_TYPES",
    "PERMISSIONS",
    "ROLES",
    "VAULT_CLASSES",
    "HeldMandate",
    "Subject",
    "can_act",
    "can_act_on",
    "can_invite",
    "can_see_field",
    "check_act",
    "check_act_on",
    "check_invite",
    "may_roles",
    "needs_second_factor",
    "roles_over",
    "sees_nomination_in",
    "visible_fields",
]

_NOBODY: frozenset[str] = frozenset()
_SEES_PERSONAL = frozenset({"administrator", "desk_officer"})
_SINGLE_FACTOR = frozenset({"nominee", "participant", "alumnus", "lecturer"})
# Who invites whom. A focal point invites the nominees of the own country.
_INVITES: dict[str, frozenset[str]] = {
    "administrator": frozenset(ROLES) - {"public"},
    "programme_officer": frozenset(
        {
            "logistics", "committee_member", "lecturer", "evaluator", "focal_point", "embassy",
            "agency_office", "nominee", "participant", "alumnus",
        }
    ),
    "focal_point": frozenset({"nominee"}),
}  # fmt: skip


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether one of the roles signs in with a second factor: all but those of participants."""
    return not _SINGLE_FACTOR.issuperset(roles)


def may_roles(action: str, object_type: str) -> frozenset[str]:
    """Return the roles that may do ``action`` to ``object_type``; for anything unknown, none."""
    return PERMISSIONS.get(object_type, {}).get(action, _NOBODY)


def can_act(roles: Iterable[str], action: str, object_type: str) -> bool:
    """Whether one of the roles may do it to some record; to which ones ``can_act_on`` says."""
    return not may_roles(action, object_type).isdisjoint(roles)


def check_act(roles: Iterable[str], action: str, object_type: str) -> None:
    """Errors: NotPermittedError when none of the roles may do it."""
    if not can_act(roles, action, object_type):
        _refuse(action, object_type)


def can_act_on(
    mandates: Iterable[HeldMandate], action: str, subject: Subject, own_person_id: str | None = None
) -> bool:
    """Whether one of the mandates allows it and reaches the subject.

    ``own_person_id``: public id of the person that the account belongs to; None: of nobody.
    """
    return can_act(roles_over(mandates, subject, own_person_id), action, subject.object_type)


def check_act_on(
    mandates: Iterable[HeldMandate], action: str, subject: Subject, own_person_id: str | None = None
) -> None:
    """Errors: NotPermittedError when none of the mandates allows it for this subject."""
    if not can_act_on(mandates, action, subject, own_person_id):
        _refuse(action, subject.object_type)


def can_see_field(roles: Iterable[str], object_type: str, field: Field) -> bool:
    """Whether one of the roles may see a column of the ledger: personal ones only at the desk."""
    held = frozenset(roles)
    if field.personal and held.isdisjoint(_SEES_PERSONAL):
        return False
    return can_act(held, "view", object_type)


def visible_fields(held: Iterable[str | HeldMandate], object_type: str) -> frozenset[str]:
    """Return the columns of a desk table that the roles, or mandates, may see at all.

    For a single record pass the roles that reach it (``roles_over``): what one mandate shows of one
    country, another mandate does not show of the next. Empty for an unknown table.
    """
    roles = {one.role_code if isinstance(one, HeldMandate) else one for one in held}
    viewers = may_roles("view", object_type) & roles
    table = DESK_TABLES.get(object_type)
    if table is None:
        return _NOBODY
    return frozenset(
        field.name for field in table.fields if not FIELD_GROUPS[field.group].isdisjoint(viewers)
    )


def can_invite(mandates: Iterable[HeldMandate], offered: HeldMandate) -> bool:
    """Whether somebody may invite another to a mandate: no wider than the own one.

    A programme officer of one course invites to that course; a focal point to the own country.
    """
    subject = Subject("account_invitation", offered.scope_id, offered.country_code)
    roles = roles_over(mandates, subject)
    return any(offered.role_code in _INVITES.get(role, _NOBODY) for role in roles)


def check_invite(mandates: Iterable[HeldMandate], offered: HeldMandate) -> None:
    """Errors: NotPermittedError when the mandate is not for them to offer."""
    if not can_invite(mandates, offered):
        _refuse("create", "account_invitation")


def _refuse(action: str, object_type: str) -> None:
    parameters = {"action": action, "object_type": object_type.replace("_", " ")}
    raise_first([Refusal("not_permitted", parameters)], NotPermittedError)

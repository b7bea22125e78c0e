"""Who may do what to which kind of record. What is not in the table is refused.

A person may hold several roles. The public holds none at the desk: it reads public snapshots, which
need no permission of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tomoni.catalogue.errors import NotPermittedError
from tomoni.catalogue.fields import Field

from .refusals import Refusal, raise_first

ROLES: tuple[str, ...] = ("administrator", "desk_officer", "editor", "auditor", "public")
ACTIONS: tuple[str, ...] = (
    "view", "create", "change", "reverse", "release", "adjudicate", "import", "freeze", "publish",
    "withdraw", "verify",
)  # fmt: skip

_NOBODY: frozenset[str] = frozenset()
_ADMINISTRATOR = frozenset({"administrator"})
_DESK = frozenset({"administrator", "desk_officer"})
_EVIDENCE = frozenset({"administrator", "editor"})
_STAFF = frozenset({"administrator", "desk_officer", "editor"})
_READERS = _STAFF | {"auditor"}
_AUDIT = frozenset({"administrator", "auditor"})

# Nobody deletes: what is wrong is reversed, closed or withdrawn, and stays on record.
_TABLE: dict[str, dict[str, frozenset[str]]] = {
    "activity": {"view": _READERS, "create": _DESK, "change": _DESK, "release": _DESK},
    "entry": {"view": _READERS, "create": _DESK, "reverse": _DESK, "release": _DESK},
    "observation": {"view": _READERS, "create": _DESK, "reverse": _DESK, "release": _DESK},
    "pledge": {"view": _READERS, "create": _DESK, "change": _DESK, "release": _DESK},
    "split": {"view": _READERS, "create": _DESK, "change": _DESK},
    "series": {"view": _READERS, "create": _DESK, "change": _DESK},
    "party": {"view": _READERS, "create": _DESK, "change": _DESK},
    "framework": {"view": _READERS, "create": _DESK, "change": _DESK},
    "document": {"view": _READERS, "create": _EVIDENCE, "change": _EVIDENCE, "release": _EVIDENCE},
    "claim": {"view": _READERS, "create": _EVIDENCE, "reverse": _EVIDENCE, "release": _EVIDENCE},
    "finding": {"view": _READERS, "create": _EVIDENCE, "adjudicate": _EVIDENCE},
    "portfolio": {"view": _READERS, "import": _ADMINISTRATOR},
    "snapshot": {
        "view": _READERS,
        "freeze": _STAFF,
        "publish": _ADMINISTRATOR,
        "withdraw": _ADMINISTRATOR,
    },
    "figure": {"view": _READERS},
    "report": {"view": _READERS, "create": _EVIDENCE, "change": _EVIDENCE, "publish": _EVIDENCE},
    "audit_event": {"view": _AUDIT, "verify": _AUDIT},
    "user": {"view": _AUDIT, "create": _ADMINISTRATOR, "change": _ADMINISTRATOR},
}
PERMISSIONS: Mapping[str, Mapping[str, frozenset[str]]] = MappingProxyType(_TABLE)
OBJECT_TYPES: tuple[str, ...] = tuple(_TABLE)
_SEES_PERSONAL = _DESK


def may_roles(action: str, object_type: str) -> frozenset[str]:
    """Return the roles that may do ``action`` to ``object_type``; for anything unknown, none."""
    return PERMISSIONS.get(object_type, {}).get(action, _NOBODY)


def can_act(roles: Iterable[str], action: str, object_type: str) -> bool:
    """Whether one of the roles may do it."""
    return not may_roles(action, object_type).isdisjoint(roles)


def check_act(roles: Iterable[str], action: str, object_type: str) -> None:
    """Errors: NotPermittedError when none of the roles may do it."""
    if not can_act(roles, action, object_type):
        parameters = {"action": action, "object_type": object_type.replace("_", " ")}
        raise_first([Refusal("not_permitted", parameters)], NotPermittedError)


def can_see_field(roles: Iterable[str], object_type: str, field: Field) -> bool:
    """Whether one of the roles may see a column: personal ones only at the desk."""
    held = frozenset(roles)
    if field.personal and held.isdisjoint(_SEES_PERSONAL):
        return False
    return can_act(held, "view", object_type)

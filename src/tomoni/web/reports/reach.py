"""Who sees reports and answers, and what somebody may do there."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser

from tomoni.records.models import User
from tomoni.rules.permissions import can_act, may_roles
from tomoni.web.desk.access import roles_today

READERS: tuple[str, ...] = tuple(sorted(may_roles("view", "report")))
ANSWER_READERS: tuple[str, ...] = tuple(sorted(may_roles("view", "answer_pack")))
_ACTS: Mapping[str, tuple[str, str]] = {
    "create": ("create", "report"),
    "write": ("change", "report_chapter"),
    "import": ("import", "report"),
    "build": ("create", "report_edition"),
    "publish": ("publish", "report"),
    "withdraw": ("withdraw", "report"),
    "answer": ("change", "answer_pack"),
    "check": ("verify", "answer_pack"),
    "sign": ("decide", "answer_pack"),
}


def may(user: User | AnonymousUser) -> dict[str, bool]:
    """Return what somebody may do with reports and answers, by name, for templates."""
    held = roles_today(user)
    return {name: can_act(held, *act) for name, act in _ACTS.items()}

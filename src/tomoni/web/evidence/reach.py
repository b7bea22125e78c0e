"""Who sees the evidence desk, and who decides at it."""

from __future__ import annotations

from django.http import HttpRequest

from tomoni.rules.permissions import may_roles
from tomoni.web.desk.access import roles_today

READERS = tuple(sorted(may_roles("view", "proposal_decision")))


def may_decide(request: HttpRequest) -> bool:
    """Whether the reader may take steps with proposals."""
    return not may_roles("create", "proposal_decision").isdisjoint(roles_today(request.user))

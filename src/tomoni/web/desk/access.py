"""Who may come in and see what: asks the rules with the roles of a person's mandates of today.

The answer is no unless a rule says yes. Django's own permission rows play no part.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from tomoni.catalogue.fields import Field
from tomoni.records.models import User
from tomoni.records.queries.mandates import mandates_of, own_person_id
from tomoni.rules.permissions import HeldMandate, Subject, can_act, can_act_on, can_see_field

# Rows that belong to a record are seen by those who may see the record.
OBJECT_OF_TABLE: dict[str, str] = {
    "parties": "party",
    "frameworks": "framework",
    "provisions": "framework",
    "series": "series",
    "editions": "series",
    "activities": "activity",
    "activity_countries": "activity",
    "activity_regions": "activity",
    "activity_parties": "activity",
    "activity_frameworks": "activity",
    "splits": "split",
    "mentions": "document",
    "entries": "entry",
    "observations": "observation",
    "pledges": "pledge",
    "pledge_targets": "pledge",
    "pledge_results": "pledge",
    "documents": "document",
    "document_sections": "document",
    "claims": "claim",
    "claim_spans": "claim",
    "claim_activities": "claim",
    "findings": "finding",
    "finding_claims": "finding",
    "exclusions": "document",
    "namings": "document",
}


def mandates_today(user: User | AnonymousUser) -> tuple[HeldMandate, ...]:
    """Return the mandates a person holds today; asked of the database once per request."""
    if not isinstance(user, User):
        return ()
    held: tuple[HeldMandate, ...] | None = getattr(user, "_mandates_today", None)
    if held is None:
        held = user._mandates_today = mandates_of(user)
    return held


def roles_today(user: User | AnonymousUser) -> frozenset[str]:
    """Return the roles a person holds today, whatever records they reach."""
    return frozenset(mandate.role_code for mandate in mandates_today(user))


def may_on(user: User | AnonymousUser, action: str, subject: Subject) -> bool:
    """Say whether a person may do this to that very record, by the mandates of today."""
    if not isinstance(user, User):
        return False
    return can_act_on(mandates_today(user), action, subject, own_person_id(user))


def may_enter(user: User | AnonymousUser) -> bool:
    """Say whether a person may open the ledger's lists: staff who may view activities."""
    return bool(getattr(user, "is_staff", False)) and may_enter_with(roles_today(user))


def may_enter_with(roles: frozenset[str]) -> bool:
    """Say whether these roles may look at the ledger."""
    return can_act(roles, "view", "activity")


def may_view(user: User | AnonymousUser, object_type: str) -> bool:
    """Say whether a person may view records of this type."""
    return may_enter(user) and can_act(roles_today(user), "view", object_type)


def may_see(user: User | AnonymousUser, object_type: str, field: Field) -> bool:
    """Say whether a person may see this column of a record."""
    return may_enter(user) and can_see_field(roles_today(user), object_type, field)

"""Releasing what was accepted from one text: its claims, and what they became.

A claim that is cleared while its entry is a draft is published without it, so they are listed
together. Who may release what is the permission table's: editors claims, desk officers the ledger.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.errors import NotPermittedError
from tomoni.records.actions.common import find
from tomoni.records.actions.release import decide_release
from tomoni.records.models import (
    Claim,
    DocumentText,
    Entry,
    Observation,
    PledgeResult,
    PledgeTarget,
    User,
)
from tomoni.records.queries.mandates import roles_of
from tomoni.rules.permissions import may_roles

_PERMISSION = {"pledge_target": "pledge", "pledge_result": "pledge"}


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts of one kind. ``may_release``: whether the reader may clear them."""

    kind: str
    public_ids: tuple[str, ...]
    may_release: bool


def drafts_of(text: DocumentText, by: User | str) -> list[Drafts]:
    """Return what was accepted from a text and is a draft still, by kind; kinds without are left
    out.
    """
    claims = Claim.objects.filter(
        proposal_decisions__kind_code="accept",
        proposal_decisions__proposal__document_text=text,
        proposal_decisions__undone_by__isnull=True,
    )
    standing = Entry.objects.filter(
        claim__in=claims, reverses_entry__isnull=True, reversing_entries__isnull=True
    )
    rows: dict[str, QuerySet[Claim | Entry | Observation | PledgeTarget | PledgeResult]] = {
        "claim": claims,
        "entry": standing.filter(release_decisions__isnull=True),
        "observation": Observation.objects.filter(claim__in=claims),
        "pledge_target": PledgeTarget.objects.filter(claim__in=claims),
        "pledge_result": PledgeResult.objects.filter(claim__in=claims),
    }
    found = []
    for kind, drafts in rows.items():
        ids = drafts.filter(release_code="draft").order_by("pk").values_list("public_id", flat=True)
        if ids:
            found.append(Drafts(kind, tuple(ids), _may(kind, by)))
    return found


@transaction.atomic
def release_accepted(text_id: str, *, by: User | str, why: str) -> Counter[str]:
    """Clear what was accepted from a text for the next public snapshot; return how many by kind.

    Only the kinds that ``by`` may release are cleared; the rest stays a draft. Errors:
    NotPermittedError when that is none of them; NotFoundError; TransitionError without a reason.
    """
    drafts = drafts_of(find(DocumentText, text_id), by)
    allowed = [one for one in drafts if one.may_release]
    if drafts and not allowed:
        raise NotPermittedError(
            "None of this is yours to release.", do="Ask an editor or a desk officer."
        )
    return Counter(
        {
            one.kind: decide_release(one.kind, one.public_ids, "cleared", by=by, why=why)
            for one in allowed
        }
    )


def _may(kind: str, by: User | str) -> bool:
    roles = may_roles("release", _PERMISSION.get(kind, kind))
    return not isinstance(by, User) or not roles.isdisjoint(roles_of(by))

"""What a passage may be about: activities, organisations and frameworks to choose from."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, TextField, Value

from tomoni.records.actions.evidence.look import Looked
from tomoni.records.models import Activity, Framework, Party

Choice = tuple[str, str]
MOST = 40
_NEAR = 1_500


def activities_for(looked: Looked, search: str = "") -> list[Choice]:
    """Return activities to link a passage to: those that a search finds, else those at hand.

    At hand are the linked one, those mentioned or claimed near the passage, and those that
    decisions on the same text link to; nearest first.
    """
    rows = Activity.objects.filter(is_synthetic=False, publisher=None)
    words = search.split()
    if words:
        found = Q()
        for word in words[:8]:
            found &= Q(title__icontains=word) | Q(public_id__icontains=word)
        rows = rows.filter(found).order_by("title")
    else:
        rows = rows.filter(_at_hand(looked)).order_by("title")
    choices = list(rows.values_list("public_id", "title")[:MOST])
    linked = looked.activity
    if linked is not None and all(one != linked.public_id for one, _ in choices):
        choices.insert(0, (linked.public_id, linked.title))
    return choices


def _at_hand(looked: Looked) -> Q:
    proposal, document = looked.proposal, looked.document
    if document is None:
        return Q(pk__in=())
    near = {"start__lt": proposal.end + _NEAR, "end__gt": proposal.start - _NEAR}
    mentioned = document.mentions.filter(**near).values("activity_id")
    claimed = document.claims.filter(**near).values("activity_id")
    return Q(pk__in=mentioned) | Q(pk__in=claimed)


def parties_and_frameworks_for(looked: Looked) -> tuple[list[Choice], list[Choice]]:
    """Return the organisations and the frameworks that the passage names or the activity has."""
    proposal, reading = looked.proposal, looked.reading
    parties = Q(public_id__in=[*proposal.organisations, reading.get("party_id") or ""])
    frameworks = Q(public_id__in=[*proposal.frameworks, reading.get("framework_id") or ""])
    if looked.activity is not None:
        parties |= Q(activities__activity=looked.activity)
        frameworks |= Q(activities__activity=looked.activity)
    rows = _named(Party.objects.filter(parties), "party").union(
        _named(Framework.objects.filter(frameworks), "framework")
    )
    found: dict[str, list[Choice]] = {"party": [], "framework": []}
    for public_id, name, kind in sorted(rows, key=lambda row: row[1]):
        found[kind].append((public_id, name))
    return found["party"][:MOST], found["framework"][:MOST]


def _named(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    kinds = Value(kind, output_field=TextField())
    return rows.annotate(of_kind=kinds).values_list("public_id", "name", "of_kind")

"""Findings that a new claim gives rise to: against earlier claims of the same subject."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from tomoni.catalogue.labels import Label
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.planning.new_findings import NewFinding, findings_of_claim
from tomoni.records.models import Claim, Finding, FindingClaim, Series, User
from tomoni.rules.findings import set_aside
from tomoni.rules.identity import derived_id

from .audit import record_event
from .common import check_actor, find, link_id
from .loading.findings import facts_of

WITHDRAWN = "withdrawn"
_NAMED = ("activity__parent_activity", "activity__series", "document", "framework")


@transaction.atomic
def classify_new_claim(claim: Claim | str, *, by: User | str) -> list[Finding]:
    """Set a claim against every earlier claim of its subject, and return the findings it makes.

    The rule proposes a class; the findings are open until somebody adjudicates them. Claims that
    a finding holds together already are not compared again, so that calling it twice adds nothing.
    ``claim``: the record or its public id. Errors: NotPermittedError; NotFoundError.
    """
    check_actor(by, "create", "finding")
    record = find(Claim, claim) if isinstance(claim, str) else claim
    if record.outcome_reason_code == WITHDRAWN:
        return []
    others = list(claims_near(record).exclude(pk=record.pk))
    by_id = {one.public_id: one for one in (record, *others)}
    found = findings_of_claim(
        facts_of(record), [facts_of(one) for one in others], _editions_per_year(by_id.values())
    )
    known = _claims_held_together(record)
    return [
        _save_finding(one, by_id, by)
        for one in found
        if not any(known_ids.issuperset(one.claim_ids) for known_ids in known)
    ]


def claims_near(claim: Claim) -> QuerySet[Claim]:
    """Return the claims of a claim's activity, of the wider one, and of those beside and below.

    A claim whose acceptance was undone speaks of nothing.
    """
    activity = claim.activity
    parent = activity.parent_activity_id
    near = Q(activity=activity) | Q(activity__parent_activity=activity)
    if parent is not None:
        near |= Q(activity=parent) | Q(activity__parent_activity=parent)
    standing = Claim.objects.exclude(outcome_reason_code=WITHDRAWN)
    return standing.filter(near).select_related(*_NAMED).order_by("public_id")


def topic_of(claim: Claim) -> str:
    """Return what a finding about a claim speaks of: what is counted, of which activity."""
    metric = METRICS_BY_CODE.get(claim.metric_code)
    label = metric.label if metric is not None else Label(claim.metric_code, claim.metric_code)
    return f"{label.en[:1].upper()}{label.en[1:]}: {claim.activity.title}"


def save_claims(finding: Finding, claims: Iterable[Claim], aside: frozenset[str]) -> None:
    """Write the claims of a new finding in their order."""
    FindingClaim.objects.bulk_create(
        FindingClaim(
            public_id=link_id(finding.public_id, str(position)),
            finding=finding,
            position=position,
            claim=claim,
            is_set_aside=claim.public_id in aside,
        )
        for position, claim in enumerate(claims, start=1)
    )


def _editions_per_year(claims: Iterable[Claim]) -> dict[str, int]:
    """How often the series of the claims' activities, and of the wider ones, are held."""
    activities = {claim.activity.public_id for claim in claims}
    activities |= {
        claim.activity.parent_activity.public_id
        for claim in claims
        if claim.activity.parent_activity is not None
    }
    own = Series.objects.filter(editions_per_year__isnull=False)
    named = own.filter(activity__public_id__in=activities)
    through = own.filter(activities__public_id__in=activities)
    return {
        public_id: int(per_year)
        for rows, path in ((through, "activities__public_id"), (named, "activity__public_id"))
        for public_id, per_year in rows.values_list(path, "editions_per_year")
        if public_id in activities
    }


def _claims_held_together(claim: Claim) -> list[set[str]]:
    """The claims of each finding that holds the claim already."""
    held: dict[int, set[str]] = {}
    links = FindingClaim.objects.filter(finding__claims__claim=claim, finding__basis_code="claims")
    for finding, public_id in links.values_list("finding_id", "claim__public_id"):
        held.setdefault(finding, set()).add(public_id)
    return list(held.values())


def _save_finding(new: NewFinding, claims: dict[str, Claim], by: User | str) -> Finding:
    first, *more = new.claim_ids
    finding = Finding.objects.create(
        public_id=derived_id(first, "finding " + " ".join(more)),
        topic=topic_of(claims[first]),
        class_code=new.classification.class_code,
        rule_reason_code=new.classification.reason_code,
        scope_code="within_document" if new.is_within_document else "cross_document",
    )
    save_claims(finding, [claims[one] for one in new.claim_ids], set_aside(new.classification))
    record_event(
        by=by,
        verb="create",
        object_type="finding",
        object_id=finding.public_id,
        payload={
            "basis_code": "claims",
            "claim_ids": list(new.claim_ids),
            "class_code": finding.class_code,
            "reason_code": finding.rule_reason_code,
        },
    )
    return finding

"""Findings that a new claim gives rise to: against earlier claims of the same subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from tomoni.catalogue.labels import Label
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.planning.new_findings import NewFinding, findings_of_claim
from tomoni.records.models import Activity, Claim, Finding, FindingClaim, Series, User
from tomoni.rules.findings import set_aside
from tomoni.rules.identity import derived_id
from tomoni.rules.reports.claiming import OUTCOME_REASON as SAID_BY_OWN_REPORT

from .audit import Event, record_events
from .common import check_actor, find, link_id
from .loading.findings import facts_of
from .loading.references import batches

WITHDRAWN = "withdrawn"
_AT_ONCE = 500
_NAMED = ("activity__parent_activity", "activity__series", "document", "framework")


@transaction.atomic
def classify_new_claim(claim: Claim | str, *, by: User | str) -> list[Finding]:
    """Set a claim against every earlier claim of its subject, and return the findings it makes.

    ``claim``: the record or its public id. As ``classify_new_claims``. Errors: NotPermittedError;
    NotFoundError.
    """
    check_actor(by, "create", "finding")
    return classify_new_claims([find(Claim, claim) if isinstance(claim, str) else claim], by=by)


@transaction.atomic
def classify_new_claims(claims: Iterable[Claim], *, by: User | str) -> list[Finding]:
    """Set claims against the earlier ones of their subjects, and one another; return the findings.

    The rule proposes a class; the findings are open until somebody adjudicates them. Claims that
    a finding holds together already are not compared again, so that calling it twice adds nothing.
    A few queries for every 500 claims. Errors: NotPermittedError.
    """
    check_actor(by, "create", "finding")
    return [one for some in batches(claims, _AT_ONCE) for one in _classify(some, by)]


def _classify(claims: Sequence[Claim], by: User | str) -> list[Finding]:
    near = list(_near(claims))
    by_id = {one.public_id: one for one in near}
    facts = {public_id: facts_of(one) for public_id, one in by_id.items()}
    yearly = _editions_per_year(near)
    known = _claims_held_together(claims)
    found: list[NewFinding] = []
    # A claim whose acceptance was undone speaks of nothing.
    for claim in (by_id[one.public_id] for one in claims if one.public_id in by_id):
        others = [facts[one.public_id] for one in near if _is_near(claim, one)]
        for new in findings_of_claim(facts[claim.public_id], others, yearly):
            if _only_repeats(new, by_id):
                continue
            if not any(one.issuperset(new.claim_ids) for one in known[claim.public_id]):
                found.append(new)
                for public_id in new.claim_ids:
                    known[public_id].append(frozenset(new.claim_ids))
    return _save(found, by_id, by)


def _only_repeats(new: NewFinding, by_id: Mapping[str, Claim]) -> bool:
    """Whether a report of our own says what is on record: nobody needs to look at that."""
    reasons = {by_id[public_id].outcome_reason_code for public_id in new.claim_ids}
    return new.classification.class_code == "same" and SAID_BY_OWN_REPORT in reasons


def _near(claims: Sequence[Claim]) -> QuerySet[Claim]:
    """Return the standing claims of the claims' activities, the wider ones, and all parts."""
    own = Activity.objects.filter(pk__in={one.activity_id for one in claims})
    pairs = own.values_list("pk", "parent_activity_id")
    keys = {key for pair in pairs for key in pair if key is not None}
    near = Q(activity__in=keys) | Q(activity__parent_activity__in=keys)
    standing = Claim.objects.exclude(outcome_reason_code=WITHDRAWN)
    return standing.filter(near).select_related(*_NAMED).order_by("public_id")


def _is_near(claim: Claim, other: Claim) -> bool:
    """Whether another claim is of the activity, of the wider one, or of one beside or below."""
    activities = {claim.activity_id, claim.activity.parent_activity_id} - {None}
    return claim.pk != other.pk and not activities.isdisjoint(
        {other.activity_id, other.activity.parent_activity_id}
    )


def topic_of(claim: Claim) -> str:
    """Return what a finding about a claim speaks of: what is counted, of which activity."""
    metric = METRICS_BY_CODE.get(claim.metric_code)
    label = metric.label if metric is not None else Label(claim.metric_code, claim.metric_code)
    return f"{label.en[:1].upper()}{label.en[1:]}: {claim.activity.title}"


def creation_of(finding: Finding, basis_code: str, claim_ids: Iterable[str], **more: str) -> Event:
    """Return the audit's event of a new finding. ``more``: what it was set against."""
    payload = {
        "basis_code": basis_code,
        "claim_ids": list(claim_ids),
        **more,
        "class_code": finding.class_code,
        "reason_code": finding.rule_reason_code,
    }
    return Event("create", "finding", finding.public_id, payload)


def save_claims(finding: Finding, claims: Iterable[Claim], aside: frozenset[str]) -> None:
    """Write the claims of a new finding in their order."""
    FindingClaim.objects.bulk_create(_links(finding, claims, aside))


def _links(
    finding: Finding, claims: Iterable[Claim], aside: frozenset[str]
) -> Iterator[FindingClaim]:
    for position, claim in enumerate(claims, start=1):
        yield FindingClaim(
            public_id=link_id(finding.public_id, str(position)),
            finding=finding,
            position=position,
            claim=claim,
            is_set_aside=claim.public_id in aside,
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


def _claims_held_together(claims: Sequence[Claim]) -> defaultdict[str, list[frozenset[str]]]:
    """The claims of each finding that holds one of the claims already, by claim."""
    own = FindingClaim.objects.filter(claim__in=claims, finding__basis_code="claims")
    links = FindingClaim.objects.filter(finding__in=own.values("finding_id"))
    held: dict[int, set[str]] = {}
    for finding, public_id in links.values_list("finding_id", "claim__public_id"):
        held.setdefault(finding, set()).add(public_id)
    by_claim: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for group in held.values():
        for public_id in group:
            by_claim[public_id].append(frozenset(group))
    return by_claim


def _save(
    found: Sequence[NewFinding], claims: Mapping[str, Claim], by: User | str
) -> list[Finding]:
    """Write findings with their claims, and their events."""
    findings = Finding.objects.bulk_create(_finding(one, claims) for one in found)
    FindingClaim.objects.bulk_create(
        link
        for finding, one in zip(findings, found, strict=True)
        for link in _links(
            finding, [claims[key] for key in one.claim_ids], set_aside(one.classification)
        )
    )
    record_events(
        (
            creation_of(finding, "claims", one.claim_ids)
            for finding, one in zip(findings, found, strict=True)
        ),
        by=by,
    )
    return findings


def _finding(new: NewFinding, claims: Mapping[str, Claim]) -> Finding:
    first, *more = new.claim_ids
    return Finding(
        public_id=derived_id(first, "finding " + " ".join(more)),
        topic=topic_of(claims[first]),
        class_code=new.classification.class_code,
        rule_reason_code=new.classification.reason_code,
        scope_code="within_document" if new.is_within_document else "cross_document",
    )

"""Findings: the rule's class beside the editor's relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model

from tomoni.records.actions.audit import actor_id
from tomoni.records.actions.common import link_id
from tomoni.records.models import AuditEvent, Claim, Finding, FindingClaim, FindingDecision
from tomoni.rules import findings as rule
from tomoni.rules.dates import StatedDate
from tomoni.rules.quantities import Quantity

from .cells import Row
from .pledges import claim_digests
from .writer import Pending, Writer

EDITOR = "editor"
_AS_LOADED = "As the portfolio says it."
# Agreement on these settles nothing: someone has to look.
_NEVER_SETTLED = frozenset({"conflict", "internal_inconsistency", "undeterminable"})
_DECISION = (
    "state_code",
    "adjudicated_class_code",
    "adjudicated_by",
    "adjudicated_why",
    "adjudicated_at",
)


class FindingWriter(Writer):
    """Findings. The rule classifies without looking at the editor's relation.

    Where the two agree on a class that needs no decision, and the rule set no claim aside, the
    finding is adjudicated with the editor's reasoning. Otherwise it stays open with both views.
    """

    model, object_type = Finding, "finding"
    later = frozenset({"claim_ids"})

    def prepare(self, rows: Sequence[Row]) -> None:
        ids = {claim_id for row in rows for claim_id in row["claim_ids"]}
        self.digests = claim_digests(ids)
        claims = Claim.objects.filter(public_id__in=ids).select_related(
            "activity__parent_activity", "activity__series", "document", "framework"
        )
        self.claims = {claim.public_id: claim for claim in claims}

    def context(self, row: Row) -> object:
        """The claims as they are now, and how often their series are held."""
        digests = [self.digests.get(claim_id) for claim_id in row["claim_ids"]]
        return [digests, self._editions_per_year(row)]

    def columns(self, row: Row) -> dict[str, Any]:
        classified = self._classified(row)
        relation = row.get("editor_relation_code")
        settled = (
            relation is not None
            and rule.agrees(relation, classified.class_code)
            and classified.class_code not in _NEVER_SETTLED
            and not rule.set_aside(classified)
        )
        return {
            "class_code": classified.class_code,
            "rule_reason_code": classified.reason_code,
            "editor_class_code": relation and rule.editor_class(relation, classified.class_code),
            "state_code": "adjudicated" if settled else "open",
            "adjudicated_class_code": classified.class_code if settled else None,
            "adjudicated_by": EDITOR if settled else None,
            "adjudicated_why": row.get("reasoning") if settled else None,
            "adjudicated_at": self.load.setting.at if settled else None,
        }

    def _classified(self, row: Row) -> rule.Classification:
        claims = [facts_of(self.claims[claim_id]) for claim_id in row["claim_ids"]]
        return rule.classify(claims, self._editions_per_year(row))

    def _editions_per_year(self, row: Row) -> int | None:
        """How often the first claim's series that says so is held."""
        for claim_id in row["claim_ids"]:
            series = self.claims[claim_id].activity.series
            if series is not None and series.editions_per_year is not None:
                return int(series.editions_per_year)
        return None

    def update(self, record: Finding, pending: Pending) -> Finding:
        """Keep what someone at the desk has decided, as long as the class is still the same."""
        decided = {name: getattr(record, name) for name in _DECISION}
        before = record.class_code
        self.drop_parts(record)
        for name, value in self.values(pending, is_new=False).items():
            setattr(record, name, value)
        if record.class_code == before and self._was_decided_here(record):
            for name, value in decided.items():
                setattr(record, name, value)
        record.save()
        return record

    def _was_decided_here(self, record: Finding) -> bool:
        """Whether someone at the desk has adjudicated the finding, and not the portfolio."""
        events = AuditEvent.objects.filter(
            object_type=self.object_type, verb__in=("adjudicate", "reopen")
        )
        return events.filter(object_id=record.public_id).exists()

    def parts(self, record: Finding, row: Row) -> list[Model]:
        aside = rule.set_aside(self._classified(row))
        return [
            FindingClaim(
                public_id=link_id(record.public_id, str(position)),
                finding=record,
                position=position,
                claim=self.claims[claim_id],
                is_set_aside=claim_id in aside,
            )
            for position, claim_id in enumerate(row["claim_ids"], start=1)
        ]

    def drop_parts(self, record: Finding) -> None:
        record.claims.all().delete()

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        findings = [finding for finding, _ in written]
        for finding in findings:
            self.load.report.findings[finding.class_code, finding.state_code] += 1
        FindingDecision.objects.bulk_create(self._decisions(findings))

    def _decisions(self, findings: Sequence[Finding]) -> Iterator[FindingDecision]:
        """What the rows decide otherwise than the last decision on record, as a further one."""
        last: dict[int, FindingDecision] = {}
        decided = FindingDecision.objects.filter(finding__in=findings).order_by("number")
        for decision in decided:
            last[decision.finding_id] = decision
        for finding in findings:
            before = last.get(finding.pk)
            if finding.adjudicated_class_code == (before.class_code if before else None):
                continue
            number = before.number + 1 if before else 1
            yield FindingDecision(
                public_id=link_id(finding.public_id, f"decision-{number}"),
                finding=finding,
                number=number,
                verb_code="reopen" if finding.state_code == "open" else "adjudicate",
                class_code=finding.adjudicated_class_code,
                role_code=EDITOR,
                by=actor_id(self.load.setting.actor),
                why=finding.adjudicated_why or finding.reasoning or _AS_LOADED,
                at=self.load.setting.at,
            )


def facts_of(claim: Claim) -> rule.FindingClaim:
    """Return a claim as the rule of findings sees it."""
    parent = claim.activity.parent_activity
    return rule.FindingClaim(
        claim_id=claim.public_id,
        metric_code=claim.metric_code,
        measure_code=claim.measure_code,
        population=claim.population_code,
        activity_id=claim.activity.public_id,
        parent_activity_id=parent.public_id if parent else None,
        framework_id=claim.framework.public_id if claim.framework else None,
        document_id=claim.document.public_id,
        edition_year=claim.document.edition_year,
        quantity=Quantity(claim.quantity, claim.exponent),
        qualifier=claim.qualifier_code,
        currency=claim.currency_code,
        unit=claim.unit_code,
        date=_date(claim, "date"),
        as_of=_date(claim, "as_of") if claim.as_of_basis_code == "stated" else None,
        period_start=_date(claim, "period_start"),
        period_end=_date(claim, "period_end"),
        accumulation=claim.accumulation_code,
        scope=claim.scope,
    )


def _date(claim: Claim, prefix: str) -> StatedDate | None:
    if getattr(claim, f"{prefix}_stated") is None:
        return None
    names = (f"{prefix}_{part}" for part in ("stated", "first", "last", "precision_code"))
    return StatedDate(*(getattr(claim, name) for name in names))

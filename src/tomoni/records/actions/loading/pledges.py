"""Pledges with the targets and results that claims state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from tomoni.catalogue.errors import RefusedError
from tomoni.records.models import Claim, Pledge, PledgeResult, PledgeTarget, SourceRow

from .cells import Row
from .columns import release_of
from .writer import Pending, Writer

_AMOUNT = (
    "quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "unit_code",
    "currency_code",
)  # fmt: skip


_ACCEPTED = Q(claim__proposal_decisions__kind_code="accept")


def claim_digests(claim_ids: set[str]) -> dict[str, str]:
    """Return the digests of these claims' source rows, so that their readers notice a change."""
    rows = SourceRow.objects.filter(table__endswith="/claims", public_id__in=claim_ids)
    return dict(rows.values_list("public_id", "sha256"))


class PledgeWriter(Writer):
    """Pledges. Targets and results are made anew when the pledge or a claim of it changes.

    Those that somebody accepted at the evidence desk are none of the portfolio's: they stay, a
    result against the target that is made anew of the same claim.
    """

    model, object_type = Pledge, "pledge"

    def prepare_file(self) -> None:
        self.accepted: dict[int, list[tuple[str, PledgeResult]]] = {}

    def prepare(self, rows: Sequence[Row]) -> None:
        ids = {part["claim_id"] for row in rows for part in _parts(row)}
        self.digests = claim_digests(ids)
        self.claims = {claim.public_id: claim for claim in Claim.objects.filter(public_id__in=ids)}

    def context(self, row: Row) -> object:
        """The claims as they are now."""
        return sorted(self.digests[part["claim_id"]] for part in _parts(row))

    def drop_parts(self, record: Pledge) -> None:
        results = PledgeResult.objects.filter(target__pledge=record)
        loaded = PledgeTarget.objects.filter(pledge=record).exclude(_ACCEPTED)
        kept = results.filter(_ACCEPTED, target__in=loaded).select_related("target__claim")
        self.accepted[record.pk] = [(one.target.claim.public_id, one) for one in kept.distinct()]
        PledgeResult.objects.filter(pk__in=[one.pk for _, one in self.accepted[record.pk]]).delete()
        results.exclude(_ACCEPTED).delete()
        loaded.filter(restates_target__isnull=False).delete()
        loaded.delete()

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        """Make targets first, what restates them next, and then the results against them."""
        for pledge, pending in written:
            targets: dict[str, PledgeTarget] = {}
            rows = pending.row.get("targets") or []
            for row in sorted(rows, key=lambda row: row.get("restates_claim_id") is not None):
                claim = self.claims[row["claim_id"]]
                targets[claim.public_id] = PledgeTarget.objects.create(
                    pledge=pledge,
                    measure_code=claim.measure_code,
                    restates_target=targets.get(row.get("restates_claim_id") or ""),
                    **stated_by(claim),
                )
            for row in pending.row.get("results") or []:
                PledgeResult.objects.create(
                    target=targets[row["target_claim_id"]],
                    years_covered=row.get("years_covered"),
                    is_self_reported=row["is_self_reported"],
                    **stated_by(self.claims[row["claim_id"]]),
                )
            for claim_id, result in self.accepted.pop(pledge.pk, []):
                self._keep(pledge, targets.get(claim_id), result)

    def _keep(self, pledge: Pledge, target: PledgeTarget | None, result: PledgeResult) -> None:
        """Put a result that was accepted at the desk against the target made anew."""
        if target is None:
            raise RefusedError(
                f"Pledge {pledge.public_id} loses the target that {result.claim.public_id} is a"
                " result of.",
                do="Undo that result at the evidence desk first, or keep the target.",
            )
        result.pk, result.target = None, target
        result.save(force_insert=True)


def _parts(row: Row) -> list[Row]:
    return [*(row.get("targets") or []), *(row.get("results") or [])]


def stated_by(claim: Claim) -> dict[str, Any]:
    """Return the columns of a target or result that follow from the claim stating it."""
    return {
        "public_id": claim.outcome_id,
        "claim": claim,
        **{name: getattr(claim, name) for name in _AMOUNT},
        **release_of(claim),
    }

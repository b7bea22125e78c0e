"""Pledges with the targets and results that claims state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tomoni.records.models import Claim, Pledge, PledgeResult, PledgeTarget, SourceRow

from .cells import Row
from .columns import release_of
from .writer import Pending, Writer

_AMOUNT = (
    "quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "unit_code",
    "currency_code",
)  # fmt: skip


def claim_digests(claim_ids: set[str]) -> dict[str, str]:
    """Return the digests of these claims' source rows, so that their readers notice a change."""
    rows = SourceRow.objects.filter(table__endswith="/claims", public_id__in=claim_ids)
    return dict(rows.values_list("public_id", "sha256"))


class PledgeWriter(Writer):
    """Pledges. Targets and results are made anew when the pledge or a claim of it changes."""

    model, object_type = Pledge, "pledge"

    def prepare(self, rows: Sequence[Row]) -> None:
        ids = {part["claim_id"] for row in rows for part in _parts(row)}
        self.digests = claim_digests(ids)
        self.claims = {claim.public_id: claim for claim in Claim.objects.filter(public_id__in=ids)}

    def context(self, row: Row) -> object:
        """The claims as they are now."""
        return sorted(self.digests[part["claim_id"]] for part in _parts(row))

    def drop_parts(self, record: Pledge) -> None:
        PledgeResult.objects.filter(target__pledge=record).delete()
        targets = PledgeTarget.objects.filter(pledge=record)
        targets.filter(restates_target__isnull=False).delete()
        targets.delete()

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

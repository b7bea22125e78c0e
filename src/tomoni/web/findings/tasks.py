"""What the worker does for findings. Tasks take ids alone and may run twice."""

from __future__ import annotations

from collections.abc import Iterable

from django_tasks import task

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.loading.references import batches
from tomoni.records.models import Claim

from .figure_runs import compare_with_figures, is_counted
from .shown import NAMED

_AT_ONCE = 100


@task()
def compare(claim_ids: list[str]) -> int:
    """Set claims against figures of the latest snapshot; return how many findings are new.

    Where there is no snapshot yet, nothing is compared.
    """
    claims = Claim.objects.filter(public_id__in=claim_ids).select_related(*NAMED)
    standing = claims.exclude(outcome_reason_code="withdrawn").order_by("public_id")
    try:
        return len(compare_with_figures(standing, by=SYSTEM).findings)
    except NotFoundError:
        return 0


def enqueue_accepted(**which: object) -> None:
    """Have the worker set accepted claims against figures, once their acceptance is committed.

    ``which``: conditions on the decisions that accepted them. Claims that no figure counts are left
    out.
    """
    conditions = {f"proposal_decisions__{name}": value for name, value in which.items()}
    accepted = Claim.objects.filter(proposal_decisions__kind_code="accept", **conditions)
    claims = accepted.exclude(outcome_reason_code="withdrawn").order_by("public_id").distinct()
    for some in batches(_counted_ids(claims), _AT_ONCE):
        compare.enqueue(some)


def _counted_ids(claims: Iterable[Claim]) -> Iterable[str]:
    return (one.public_id for one in claims if is_counted(one))

"""Findings of a claim against a figure of our own records. Whoever runs the figure passes it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tomoni.records.models import Claim, Finding, FindingFigure, User
from tomoni.rules.findings.records import FigureValue, compare_with_records
from tomoni.rules.identity import derived_id
from tomoni.rules.quantities import Quantity

from .audit import record_events
from .common import check_actor, find, link_id
from .findings_new import creation_of, save_claims, topic_of
from .loading.findings import facts_of


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One row of one figure run, with all that is needed to ask it again."""

    snapshot_id: str
    name: str
    version: int
    request: Mapping[str, Any]
    row_key: Mapping[str, Any]
    run_hash: str
    value: FigureValue
    qualifier: str = "exact"


@transaction.atomic
def record_figure_finding(
    claim: Claim | str, asked: AskedFigure, *, by: User | str
) -> Finding | None:
    """Set a claim against a figure run and return the finding; None: it was found before.

    The same answer (by its hash) makes no second finding, whatever the snapshot; another answer
    makes one beside the first. Errors: NotPermittedError; NotFoundError.
    """
    check_actor(by, "create", "finding")
    record = find(Claim, claim) if isinstance(claim, str) else claim
    public_id = derived_id(record.public_id, f"figure {asked.name} {asked.run_hash}")
    if Finding.objects.filter(public_id=public_id).exists():
        return None
    classified = compare_with_records(facts_of(record), asked.value)
    finding = Finding.objects.create(
        public_id=public_id,
        topic=topic_of(record),
        basis_code="figure",
        class_code=classified.class_code,
        rule_reason_code=classified.reason_code,
        scope_code="cross_document",
    )
    save_claims(finding, [record], frozenset())
    FindingFigure.objects.create(
        public_id=link_id(public_id, "figure"),
        finding=finding,
        snapshot_id=asked.snapshot_id,
        figure_name=asked.name,
        figure_version=asked.version,
        request=dict(asked.request),
        row_key=dict(asked.row_key),
        run_hash=asked.run_hash,
        qualifier_code=asked.qualifier,
        **_amount(asked.value),
    )
    event = creation_of(
        finding,
        "figure",
        [record.public_id],
        figure=asked.name,
        snapshot_id=asked.snapshot_id,
        run_hash=asked.run_hash,
    )
    record_events([event], by=by)
    return finding


def _amount(value: FigureValue) -> dict[str, object]:
    """The columns of an amount, all at the finest exponent among value and bounds."""
    present = [one for one in (value.value, value.low, value.high) if one is not None]
    exponent = min(one.exponent for one in present)

    def at(one: Quantity | None) -> int | None:
        return None if one is None else one.at_exponent(exponent).coefficient

    return {
        "quantity": at(value.value),
        "exponent": exponent,
        "low_quantity": at(value.low),
        "high_quantity": at(value.high),
        "unit_code": value.unit,
        "currency_code": value.currency,
    }

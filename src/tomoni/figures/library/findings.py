"""Counts of findings: how published figures relate to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..evidence import Evidence, Part
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select

if TYPE_CHECKING:
    from ..workspace import Workspace

_FINDINGS = Base(
    "findings",
    columns={
        "class": "class_code",
        "editor_class": "editor_class_code",
        "state": "state_code",
        "finding_scope": "scope_code",
    },
)
_KEYS = ("class", "editor_class", "state", "finding_scope")


@figure(
    name="findings_count",
    version=1,
    label=Label("Findings", "所見数"),
    unit="findings",
    dimensions=_KEYS,
    where=(*_KEYS, "activity", "document"),
    basis=Basis(
        time="every edition on record",
        population="findings: one per set of claims that speak about the same thing",
        country_basis="does not apply",
    ),
)
def findings_count(workspace: Workspace, request: Request) -> Evidence:
    """Findings: pairs and series of claims, and how they relate.

    Rows: one per combination of the dimensions asked.
    Unit: findings.
    Missing: editor_class is null where no editor has named a relation.
    Source: findings, finding_claims.
    """
    rows = workspace.table("findings")
    claims = workspace.table("claims")
    for key, column in (("activity", "activity_id"), ("document", "document_id")):
        if request.values(key):
            about = claims.filter(claims[column].isin(list(request.values(key))))
            held = workspace.table("finding_claims").semi_join(about, "claim_id")
            rows = rows.semi_join(held, "finding_id")
    own = Request(
        request.by,
        request.dimensions,
        {key: values for key, values in request.where.items() if key in _KEYS},
        None,
    )
    rows = counted(select(workspace, _FINDINGS, own, rows), "finding_id", request.dimensions)
    return Evidence(
        (Part("findings", rows, "count"), _claims_of(workspace, rows, request)),
        empty="zero",
    )


def _claims_of(workspace: Workspace, rows: ibis.Table, request: Request) -> Part:
    """The claims that the findings compare: in the lineage, not in the count."""
    links = workspace.table("finding_claims").select("finding_id", "claim_id")
    joined = rows.inner_join(links, rows.record_id == links.finding_id)
    compared = joined.select(*request.dimensions, record_id="claim_id")
    return Part("claims", compared, "count", name="claims")

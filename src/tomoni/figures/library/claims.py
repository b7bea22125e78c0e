"""Counts of documents and of what they assert."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..evidence import Evidence, Part
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select
from .activities import counted_activities, once

if TYPE_CHECKING:
    from ..workspace import Workspace

_DOCUMENTS = Base(
    "documents",
    columns={
        "document": "document_id",
        "publisher": "publisher",
        "edition_year": "edition_year",
        "language": "language_code",
    },
)
_CLAIMS = Base(
    "claims",
    columns={
        "document": "document_id",
        "metric": "metric_code",
        "measure": "measure_code",
        "outcome": "outcome_code",
        "reason": "outcome_reason_code",
        "accumulation": "accumulation_code",
        "currency": "currency_code",
        "unit": "unit_code",
        "edition_year": "edition_year",
    },
)
_MENTIONS = Base("mentions", columns={"document": "document_id", "level": "level"})
_CLAIM_COLUMNS = (
    "claim_id", "activity_id", "document_id", "metric_code", "measure_code", "outcome_code",
    "outcome_reason_code", "outcome_id", "accumulation_code", "currency_code", "unit_code",
)  # fmt: skip
_CLAIM_KEYS = (
    "document", "edition_year", "metric", "measure", "outcome", "reason", "accumulation",
    "currency", "unit", "activity", "series", "kind", "theme",
)  # fmt: skip
_CLAIM_WHERE = (*_CLAIM_KEYS, "country", "framework", "organisation", "role")
_CLAIM_BASIS = Basis(
    time="every edition on record",
    population="claims: one per assertion and document; further places that print it count once",
    country_basis="recipient countries that the source states for the activity",
)


@figure(
    name="documents_count",
    version=1,
    label=Label("Documents", "文書数"),
    unit="documents",
    dimensions=("document", "publisher", "edition_year", "language"),
    where=("publisher", "edition_year", "language"),
    basis=Basis(
        time="every edition on record",
        population="published texts held as a record",
        country_basis="does not apply",
    ),
)
def documents_count(workspace: Workspace, request: Request) -> Evidence:
    """Published texts on record.

    Rows: one per combination of the dimensions asked.
    Unit: documents.
    Missing: edition_year is null where the text is undated and no year was inferred.
    Source: documents.
    """
    rows = counted(select(workspace, _DOCUMENTS, request), "document_id", request.dimensions)
    return Evidence((Part("documents", rows, "count"),), empty="zero")


@figure(
    name="claims_count",
    version=1,
    label=Label("Claims", "主張数"),
    unit="claims",
    dimensions=_CLAIM_KEYS,
    where=_CLAIM_WHERE,
    basis=_CLAIM_BASIS,
)
def claims_count(workspace: Workspace, request: Request) -> Evidence:
    """Assertions of the documents on record: quantities, dates, ordinals and frequencies.

    Rows: one per combination of the dimensions asked.
    Unit: claims.
    Missing: measure is null for a claim that dates or numbers something.
    Source: claims, documents.
    """
    return _count(workspace, request, claims_with_edition(workspace))


@figure(
    name="claims_without_records_count",
    version=1,
    label=Label("Published quantities without a record", "記録のない公表数値"),
    unit="claims",
    dimensions=_CLAIM_KEYS,
    where=_CLAIM_WHERE,
    basis=_CLAIM_BASIS,
)
def claims_without_records_count(workspace: Workspace, request: Request) -> Evidence:
    """Published quantities that no entry, observation, target or result of ours stands behind.

    Rows: one per combination of the dimensions asked; by reason tells why each stays a claim.
    Unit: claims that state a quantity.
    Missing: dates, ordinals and frequencies are no quantities and never counted here.
    Source: claims.
    """
    rows = claims_with_edition(workspace)
    rows = rows.filter(rows.measure_code.notnull() & rows.outcome_id.isnull())
    return _count(workspace, request, rows)


@figure(
    name="mentions_count",
    version=1,
    label=Label("Passages", "言及箇所数"),
    unit="passages",
    dimensions=("document", "activity", "series", "kind", "theme", "level"),
    where=("document", "activity", "series", "kind", "theme", "country", "framework", "level"),
    basis=Basis(
        time="every edition on record",
        population="distinct passages of top-level activities, unless level or activity is asked",
        country_basis="recipient countries that the source states for the activity",
    ),
)
def mentions_count(workspace: Workspace, request: Request) -> Evidence:
    """Passages of documents that mention an activity.

    Rows: one per combination of the dimensions asked.
    Unit: passages, each counted once in a number, however many activities it mentions. Counted are
    those of activities without a parent (level top); level component counts those of parts, level
    all both. Where a request names activity, a part's passages count where those of nothing that
    it belongs to are in the same number.
    Missing: an activity without a passage has no row.
    Source: mentions, activities.
    """
    activities = counted_activities(workspace, request)
    activities = activities.select("level", counted_id="activity_id")
    mentions = workspace.table("mentions")
    joined = mentions.inner_join(activities, mentions.activity_id == activities.counted_id)
    rows = once(workspace, request, select(workspace, _MENTIONS, request, joined))
    place = [rows[name].cast("string") for name in ("start", "end")]
    rows = rows.mutate(member=ibis.literal("/").join([rows.document_id, *place]))
    rows = counted(rows, "mention_id", (*request.dimensions, "member"))
    return Evidence((Part("mentions", rows, "members"),), empty="zero")


def claims_with_edition(workspace: Workspace) -> ibis.Table:
    """Return the claims with the edition year of their document (null: undated)."""
    documents = workspace.table("documents").select("document_id", "edition_year")
    return workspace.standing_claims(*_CLAIM_COLUMNS).inner_join(documents, "document_id")


def _count(workspace: Workspace, request: Request, rows: ibis.Table) -> Evidence:
    rows = counted(select(workspace, _CLAIMS, request, rows), "claim_id", request.dimensions)
    return Evidence((Part("claims", rows, "count"),), empty="zero")

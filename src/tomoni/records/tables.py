"""Where each snapshot table lives in the ledger's database. Imports no Django: the freeze reads it.

A ledger column carries its contract name. The first column of a contract, its public id, is
``public_id`` in the ledger; a reference to another of these tables is an integer column of the same
name that holds the other row's ``id``. References to ``places`` are plain codes.

Not in the ledger: ``places`` and ``place_group_members`` come from the catalogue, and
``entry_splits``, the tables of people and those of calls are materialised at freeze. Columns that
are never stored stand in ``DERIVED_COLUMNS``.
"""

from __future__ import annotations

LEDGER_TABLES: dict[str, str] = {
    "parties": "records_party",
    "frameworks": "records_framework",
    "provisions": "records_provision",
    "series": "records_series",
    "editions": "records_edition",
    "activities": "records_activity",
    "activity_countries": "records_activity_country",
    "activity_regions": "records_activity_region",
    "activity_parties": "records_activity_party",
    "activity_frameworks": "records_activity_framework",
    "splits": "records_split",
    "mentions": "records_mention",
    "entries": "records_entry",
    "observations": "records_observation",
    "pledges": "records_pledge",
    "pledge_targets": "records_pledge_target",
    "pledge_results": "records_pledge_result",
    "documents": "records_document",
    "document_sections": "records_document_section",
    "claims": "records_claim",
    "claim_spans": "records_claim_span",
    "claim_activities": "records_claim_activity",
    "findings": "records_finding",
    "finding_claims": "records_finding_claim",
    "exclusions": "records_exclusion",
    "namings": "records_naming",
}

CATALOGUE_TABLES: frozenset[str] = frozenset({"places", "place_group_members"})
MATERIALISED_TABLES: frozenset[str] = frozenset(
    {
        "entry_splits", "participations", "participation_counts", "nomination_counts",
        "follow_ups", "follow_up_counts",
        "evaluation_counts", "learning_gains",
        "course_editions", "course_frameworks", "calls", "call_information",
        "reports",
    }
)  # fmt: skip

# Columns that no row stores as it stands, with the SQL of what the row itself says, over the table
# under the alias ``line``. A line of the ledger is never updated, so what became of it lies in
# later rows: a reversing entry, or the latest release decision. ``freezing.entries`` reads those.
DERIVED_COLUMNS: dict[str, dict[str, str]] = {
    "entries": {"is_reversed": "(1 = 0)", "release_code": "line.release_code"},
}

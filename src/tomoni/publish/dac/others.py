"""Records of the year that no row can carry: totals to date, claims, ordinals, pledges."""

from __future__ import annotations

from collections.abc import Iterator

from .amounts import as_stated
from .ledger import YearLedger
from .told import Told


def others_told(ledger: YearLedger) -> Iterator[Told]:
    """Tell of every record that falls in the year and has no place in the CRS."""
    for row in ledger.rows("observations"):
        if row["is_active"] and ledger.in_year(row["cutoff_first"], row["cutoff_last"]):
            detail = as_stated(row)
            yield Told(
                row["activity_id"],
                "observations",
                row["observation_id"],
                "cumulative_total",
                detail,
            )
    for row in ledger.rows("claims"):
        if row["outcome_code"] == "claim_only" and (
            ledger.in_year(row["date_first"], row["date_last"])
            or ledger.in_year(row["as_of_first"], row["as_of_last"])
        ):
            yield Told(
                row["activity_id"], "claims", row["claim_id"], "claim_only", row["metric_code"]
            )
    for row in ledger.rows("editions"):
        if row["number"] is not None and ledger.in_year(row["held_first"], row["held_last"]):
            yield Told(
                row["activity_id"],
                "editions",
                row["edition_id"],
                "edition_number",
                str(row["number"]),
            )
    for row in ledger.rows("pledges"):
        if ledger.in_year(row["announced_first"], row["announced_last"]):
            yield Told(row["activity_id"], "pledges", row["pledge_id"], "pledge", row["title"])

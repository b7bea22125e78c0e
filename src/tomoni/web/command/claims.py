"""`tomoni claims`: what documents assert, and what each claim became."""

from __future__ import annotations

from collections.abc import Mapping

import click

from .names import record_names
from .output import emit, json_option, shortened, table
from .records_text import exact_value, listed, value_text, word
from .store import SHORT, open_chosen, require_record

_TITLE = 44
COLUMNS = (
    "claim_id",
    "document_id",
    "activity_id",
    "metric_code",
    "measure_code",
    "quantity",
    "exponent",
    "qualifier_code",
    "unit_code",
    "currency_code",
    "start",
    "end",
    "outcome_code",
    "outcome_reason_code",
    "outcome_id",
)


@click.command("claims")
@click.option("--document", metavar="ID", help="Only claims of this document.")
@click.option("--activity", metavar="ID", help="Only claims about this activity.")
@click.option("--outcome", metavar="CODE", help="Only claims with this outcome, such as `entry`.")
@click.option("--snapshot", metavar="DIR", help="Snapshot to read. Default: the latest internal.")
@json_option
def command(
    document: str | None,
    activity: str | None,
    outcome: str | None,
    snapshot: str | None,
    as_json: bool,
) -> None:
    """Show claims: value, place in the document, and what the rules made of each."""
    if outcome is not None:
        listed("claim_outcome", outcome)
    chosen = {"document_id": document, "activity_id": activity, "outcome_code": outcome}
    snapshot_id, rows = claim_rows({key: value for key, value in chosen.items() if value}, snapshot)
    result = {"snapshot": snapshot_id, "count": len(rows), "claims": [_as_dict(r) for r in rows]}
    emit(result, as_json, lambda: _text(snapshot_id, rows))


def claim_rows(
    chosen: Mapping[str, str], snapshot: str | None
) -> tuple[str, list[dict[str, object]]]:
    """Return the snapshot's id and its claims with the chosen values, in the order of their ids.

    Raises NotFoundError when a chosen document or activity is not in the snapshot.
    """
    with open_chosen(snapshot) as opened:
        for column, name in (("document_id", "documents"), ("activity_id", "activities")):
            if column in chosen:
                require_record(opened, name, column, chosen[column])
        found = opened.table("claims")
        for column, value in chosen.items():
            found = found.filter(found[column] == value)
        rows = found.select(*COLUMNS).order_by("claim_id").to_pyarrow().to_pylist()
        titles = record_names(opened, "activities", (row["activity_id"] for row in rows))
        return opened.id, [
            {**row, "activity_title": titles.get(row["activity_id"])} for row in rows
        ]


def _as_dict(row: Mapping[str, object]) -> dict[str, object]:
    kept = {key: value for key, value in row.items() if key not in {"quantity", "exponent"}}
    return {**kept, "value": exact_value(row)}


def _text(snapshot_id: str, rows: list[dict[str, object]]) -> list[str]:
    lines = table(
        ("Activity", "Counts", "Value", "Characters", "Became", "Why", "Claim"),
        (
            (
                shortened(str(row["activity_title"]), _TITLE),
                word("metric", row["metric_code"]),
                value_text(row),
                f"{row['start']}–{row['end']}",
                word("claim_outcome", row["outcome_code"]),
                word("claim_outcome_reason", row["outcome_reason_code"]),
                row["claim_id"],
            )
            for row in rows
        ),
        right="llr",
    )
    return [*lines, "", f"{len(rows)} claims in snapshot {snapshot_id[:SHORT]}."]

"""`tomoni findings`: how claims agree, differ or contradict each other."""

from __future__ import annotations

from typing import Any

import click

from .findings_made import between_command, classify_command
from .output import emit, json_option, table
from .records_text import exact_value, listed, value_text, word
from .store import SHORT, open_chosen

CLAIM_COLUMNS = (
    "document_id",
    "measure_code",
    "quantity",
    "exponent",
    "qualifier_code",
    "unit_code",
    "currency_code",
    "start",
    "end",
)


@click.group("findings", invoke_without_command=True)
@click.option("--class", "class_code", metavar="C", help="Only findings of this class: `conflict`…")
@click.option("--state", metavar="S", help="Only findings in this state: `open`, `adjudicated`.")
@click.option("--snapshot", metavar="DIR", help="Snapshot to read. Default: the latest internal.")
@json_option
@click.pass_context
def command(
    context: click.Context,
    class_code: str | None,
    state: str | None,
    snapshot: str | None,
    as_json: bool,
) -> None:
    """Show findings with the claims that they relate, in order."""
    if context.invoked_subcommand is not None:
        return
    chosen = {}
    for column, list_name, code in (
        ("class_code", "finding_class", class_code),
        ("state_code", "finding_state", state),
    ):
        if code is not None:
            chosen[column] = listed(list_name, code)
    snapshot_id, found = finding_rows(chosen, snapshot)
    result = {"snapshot": snapshot_id, "count": len(found), "findings": found}
    emit(result, as_json, lambda: _text(snapshot_id, found))


command.add_command(between_command)
command.add_command(classify_command)


def finding_rows(chosen: dict[str, str], snapshot: str | None) -> tuple[str, list[dict[str, Any]]]:
    """Return the snapshot's id and its findings with their claims, in the order of their ids."""
    with open_chosen(snapshot) as opened:
        found = opened.table("findings")
        for column, value in chosen.items():
            found = found.filter(found[column] == value)
        rows = found.order_by("finding_id").to_pyarrow().to_pylist()
        links = opened.table("finding_claims")
        claims = opened.table("claims").select("claim_id", *CLAIM_COLUMNS)
        joined = links.join(claims, "claim_id").order_by("finding_id", "position")
        members = joined.to_pyarrow().to_pylist()
        return opened.id, [{**row, "claims": _claims(members, row["finding_id"])} for row in rows]


def _claims(members: list[dict[str, Any]], finding_id: str) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": row["claim_id"],
            "document_id": row["document_id"],
            "start": row["start"],
            "end": row["end"],
            "value": exact_value(row),
            "value_text": value_text(row),
        }
        for row in members
        if row["finding_id"] == finding_id
    ]


def _text(snapshot_id: str, found: list[dict[str, Any]]) -> list[str]:
    lines = table(
        ("Topic", "Class", "State", "Claims", "Why", "Finding"),
        (
            (
                row["topic"],
                word("finding_class", row["class_code"]),
                word("finding_state", row["state_code"]),
                " | ".join(claim["value_text"] for claim in row["claims"]),
                word("finding_reason", row["rule_reason_code"]),
                row["finding_id"],
            )
            for row in found
        ),
    )
    return [*lines, "", f"{len(found)} findings in snapshot {snapshot_id[:SHORT]}."]

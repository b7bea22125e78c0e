"""`tomoni findings between` and `classify`: two editions compared, and findings made."""

from __future__ import annotations

from typing import Any

import click

from tomoni.catalogue.errors import NotFoundError

from .ground import open_ledger
from .output import emit, json_option, table
from .records_text import value_text, word
from .store import open_chosen


@click.command("between")
@click.argument("earlier")
@click.argument("later")
@click.option("--snapshot", metavar="DIR", help="Snapshot to read. Default: the latest internal.")
@json_option
def between_command(earlier: str, later: str, snapshot: str | None, as_json: bool) -> None:
    """Show what the document LATER says otherwise than EARLIER, and whom it no longer names.

    Only sections that both hold in full are compared. Both are ids of documents.
    """
    from tomoni.publish.edition_facts import edition_text
    from tomoni.publish.source import Source
    from tomoni.rules.editions import compare_editions

    with open_chosen(snapshot) as opened:
        source = Source(opened)
        documents = source.by_key("documents")
        for key in (earlier, later):
            if key not in documents:
                raise NotFoundError(
                    f"There is no document {key!r}.", do="List them: tomoni claims --json."
                )
        compared = compare_editions(
            *(edition_text(source, documents[key]) for key in (earlier, later))
        )
        claims = source.by_key("claims")
        statements = [
            {
                "change": one.change,
                "section": one.section,
                "activity_id": claims[(*one.earlier, *one.later)[0]]["activity_id"],
                "metric_code": claims[(*one.earlier, *one.later)[0]]["metric_code"],
                "earlier": [value_text(claims[key]) for key in one.earlier],
                "later": [value_text(claims[key]) for key in one.later],
                "earlier_claims": list(one.earlier),
                "later_claims": list(one.later),
                "class_code": one.classification.class_code if one.classification else None,
                "later_is_stale": one.is_stale,
            }
            for one in compared.statements
            if one.change != "same"
        ]
        names = [
            {
                "change": one.change,
                "section": one.section,
                "role_code": one.role,
                "place_code" if one.is_place else "party_id": one.code,
                "only_for": one.only_for,
                "other_list_is_open": one.was_open,
                "namings": list(one.namings),
            }
            for one in compared.namings
        ]
        result = {
            "snapshot": opened.id,
            "earlier": earlier,
            "later": later,
            "sections": list(compared.sections),
            "not_compared": compared.not_compared,
            "namings": names,
            "statements": statements,
        }
    emit(result, as_json, lambda: _text(result))


def _text(result: dict[str, Any]) -> list[str]:
    changes = {"dropped": "no longer", "appeared": "newly", "changed": "changed"}
    names = table(
        ("Named", "Who", "Role", "Section", "Only for"),
        (
            (
                changes[row["change"]],
                row.get("place_code") or row["party_id"],
                word("naming_role", row["role_code"]),
                row["section"],
                row["only_for"] or "",
            )
            for row in result["namings"]
        ),
    )
    said = table(
        ("Said", "Activity", "What", "Earlier", "Later", "Class"),
        (
            (
                changes[row["change"]],
                row["activity_id"],
                word("metric", row["metric_code"]),
                "; ".join(row["earlier"]),
                "; ".join(row["later"]),
                word("finding_class", row["class_code"]),
            )
            for row in result["statements"]
        ),
    )
    compared = f"Compared: {', '.join(result['sections'])}."
    left = f"{result['not_compared']} statements and names stand elsewhere and are not compared."
    return [*names, "", *said, "", compared, left]


@click.command("classify")
@click.option("--figures", is_flag=True, help="Also set claims against the latest snapshot.")
@json_option
def classify_command(figures: bool, as_json: bool) -> None:
    """Set every claim against the claims of its subject; findings on record are left alone."""
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.findings_new import classify_new_claim
    from tomoni.records.models import Claim
    from tomoni.web.findings.figure_runs import compare_with_figures

    claims = list(
        Claim.objects.exclude(outcome_reason_code="withdrawn")
        .select_related("activity__parent_activity", "activity__series", "document", "framework")
        .order_by("document__edition_year", "public_id")
    )
    found = [finding for claim in claims for finding in classify_new_claim(claim, by=SYSTEM)]
    if figures:
        found += compare_with_figures(claims, by=SYSTEM).findings
    made: dict[str, int] = {}
    for finding in found:
        made[finding.class_code] = made.get(finding.class_code, 0) + 1
    result = {"claims": len(claims), "new": len(found), "by_class": dict(sorted(made.items()))}
    emit(result, as_json, lambda: _made_text(result))


def _made_text(result: dict[str, Any]) -> list[str]:
    rows = ((word("finding_class", code), count) for code, count in result["by_class"].items())
    return [*table(("Class", "New"), rows), "", f"{result['new']} new findings, all open."]

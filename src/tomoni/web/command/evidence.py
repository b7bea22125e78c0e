"""`tomoni evidence`: what waits at the evidence desk, and accepting what the reader is sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tomoni.catalogue.refusals import REFUSALS

from .ground import open_ledger
from .output import emit, json_option, table
from .records_text import word

if TYPE_CHECKING:
    from tomoni.records.actions.evidence.bulk import Plan


@click.group("evidence")
def command() -> None:
    """Decide on what documents were read to claim."""


@command.command("status")
@json_option
def status_command(as_json: bool) -> int:
    """Show of each text how many numbers are open, contested and decided."""
    open_ledger()
    from django.db.models import Count

    from tomoni.records.models import Proposal

    rows = Proposal.objects.exclude(kind_code="role").values_list(
        "document_text__public_id", "document_text__document__public_id", "state_code"
    )
    counted = rows.annotate(Count("pk")).order_by("document_text__public_id", "state_code")
    texts: dict[str, dict[str, Any]] = {}
    for text, document, state, count in counted:
        one = texts.setdefault(text, {"text": text, "document": document, "states": {}})
        one["states"][state] = count

    def lines() -> list[str]:
        states = ("proposed", "contested", "accepted", "merged", "rejected")
        heads = ["Text", "Document", *(word("proposal_state", state) for state in states)]
        body = [
            [one["text"], one["document"] or "–",
             *(str(one["states"].get(state, 0)) for state in states)]
            for one in texts.values()
        ]  # fmt: skip
        return table(heads, body)

    emit({"texts": list(texts.values())}, as_json, lines)
    return 0


@command.command("accept")
@click.argument("text")
@click.option(
    "--from-confidence", "percent", type=click.IntRange(0, 100), required=True,
    help="Least confidence in percent.",
)  # fmt: skip
@click.option("--names", is_flag=True, help="Names in a role, instead of numbers.")
@click.option("--yes", is_flag=True, help="Accept; without it only the preview is shown.")
@json_option
def accept_command(text: str, percent: int, names: bool, yes: bool, as_json: bool) -> int:
    """Accept the numbers of TEXT that the reader is sure of, as previewed.

    Contested ones are left; what a claim states already is merged with it. Running it twice
    changes nothing. All of it can be taken back together.
    """
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.evidence.bulk import accept_above, plan_acceptance
    from tomoni.web.findings.tasks import enqueue_accepted

    plan = plan_acceptance(text, percent * 10, names=names)
    shown = _shown(plan)
    if yes:
        done = accept_above(text, percent * 10, by=SYSTEM, previewed=plan.digest, names=names)
        if done.batch:
            enqueue_accepted(batch=done.batch)
        shown |= {"batch": done.batch, "accepted": done.claims, "merged": done.merged}
    emit(shown, as_json, lambda: _lines(shown, is_done=yes))
    return 0


@command.command("undo")
@click.argument("batch")
@click.option("--why", required=True, help="The reason.")
@json_option
def undo_command(batch: str, why: str, as_json: bool) -> int:
    """Take back what was accepted together as BATCH, but for what somebody touched since."""
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.evidence.undo import undo_batch

    count = undo_batch(batch, by=SYSTEM, why=why)
    emit({"batch": batch, "undone": count}, as_json, lambda: [f"{count} taken back."])
    return 0


def _shown(plan: Plan) -> dict[str, Any]:
    return {
        "text": plan.text.public_id,
        "ready": len(plan.ready),
        "claimed": len(plan.claimed),
        "outcomes": [
            {"outcome": outcome, "reason": reason, "count": count}
            for (outcome, reason), count in sorted(plan.outcomes.items())
        ],
        "left": dict(sorted(plan.left.items())),
    }


def _lines(shown: dict[str, Any], *, is_done: bool) -> list[str]:
    rows = [
        [word("claim_outcome", one["outcome"]), word("claim_outcome_reason", one["reason"]),
         str(one["count"])]
        for one in shown["outcomes"]
    ]  # fmt: skip
    rows += [["left open", _why_left(code), str(count)] for code, count in shown["left"].items()]
    found = table(["Becomes", "Why", "Numbers"], rows)
    if is_done:
        done = f"{shown['accepted']} accepted, {shown['merged']} merged with claims that stand."
        return [*found, "", done, *([f"Batch {shown['batch']}"] if shown["batch"] else [])]
    summary = f"{shown['ready']} would be accepted, {shown['claimed']} are claims already."
    return [*found, "", summary, "Nothing is written without --yes."]


def _why_left(code: str) -> str:
    """Say why a proposal is left open: a rule's wording, or one of the plan's own two."""
    own = {
        "contested": "Contested: two reviewers must agree.",
        "excluded": "On record as a number that is no claim.",
    }
    return own.get(code) or REFUSALS[code].what.in_language("en")

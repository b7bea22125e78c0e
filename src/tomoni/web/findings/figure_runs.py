"""Runs the figure that counts what a claim counts, and hands its value to the action.

A published total that stands behind our own figure proves nothing by agreeing with it. So a claim
that became an observation is set against the entries that itemise it, and a claim that became an
entry of the ledger against nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from tomoni.records.actions.findings_figure import AskedFigure, record_figure_finding
from tomoni.records.actions.loading.findings import facts_of
from tomoni.records.models import Claim, Finding, User
from tomoni.rules.findings.facts import held_at
from tomoni.rules.findings.records import FigureValue
from tomoni.rules.quantities import Quantity

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot
    from tomoni.figures.run import FigureRun

_TO_DATE: dict[str, str] = {
    "amount_committed": "amount_committed",
    "amount_disbursed": "amount_disbursed",
    "amount_contributed": "amount_contributed",
    "graduates": "graduates_count",
    "persons_trained": "persons_trained_count",
    "countries_represented": "countries_represented_count",
}
"""The figure that counts each measure to date, by activity."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: the new findings, and how many claims no figure could be set against."""

    findings: tuple[Finding, ...]
    without_figure: int


def compare_with_figures(claims: Iterable[Claim], *, by: User | str) -> Compared:
    """Set claims against figures of the latest internal snapshot.

    Errors: NotFoundError when there is no snapshot; NotPermittedError; SnapshotError.
    """
    from tomoni.exchange.snapshot import open_snapshot
    from tomoni.web.command.store import chosen_snapshot

    found, without = [], 0
    with open_snapshot(chosen_snapshot(settings.TOMONI, None)) as snapshot:
        for claim in claims:
            asked = next(_asked(snapshot, claim), None)
            if asked is None:
                without += 1
                continue
            finding = record_figure_finding(claim, asked, by=by)
            if finding is not None:
                found.append(finding)
    return Compared(tuple(found), without)


def is_counted(claim: Claim) -> bool:
    """Whether there is a figure that counts what a claim counts and does not rest on it."""
    if claim.measure_code is None or claim.accumulation_code != "cumulative":
        return False
    if claim.outcome_code == "observation":
        return claim.outcome_id is not None
    return claim.outcome_code == "claim_only" and claim.measure_code in _TO_DATE


def _asked(snapshot: Snapshot, claim: Claim) -> Iterator[AskedFigure]:
    """Yield the one figure row that a claim can be held against, if there is one."""
    if not is_counted(claim):
        return
    if claim.outcome_code == "observation":
        yield from _itemised(snapshot, claim)
    else:
        yield from _to_date(snapshot, claim)


def _itemised(snapshot: Snapshot, claim: Claim) -> Iterator[AskedFigure]:
    """The entries inside a published total."""
    from tomoni.figures.run import run_figure

    if not _holds(snapshot, "observations", "observation_id", str(claim.outcome_id)):
        return
    run = run_figure(snapshot, "residual", where={"observation": str(claim.outcome_id)})
    for row in run.rows:
        total = row.totals.get("itemised")
        if total is None or total.value is None:
            continue
        value = FigureValue(
            total.value, total.low, total.high, claim.unit_code, claim.currency_code
        )
        yield _figure(snapshot, run, {**row.key, "part": "itemised"}, value, total.qualifier)


def _to_date(snapshot: Snapshot, claim: Claim) -> Iterator[AskedFigure]:
    """The total to date of our own records, as of when the claim holds."""
    from tomoni.figures.run import run_figure

    held = held_at(facts_of(claim))
    if held is None or not _holds(snapshot, "activities", "activity_id", claim.activity.public_id):
        return
    name = _TO_DATE[str(claim.measure_code)]
    where = {"activity": claim.activity.public_id}
    run = run_figure(snapshot, name, where=where, as_of=held.last.isoformat())
    for row in run.rows:
        if row.key["activity"] != claim.activity.public_id or row.currency != claim.currency_code:
            continue
        exact = [row.answer.value, row.answer.low, row.answer.high]
        value, low, high = (one if isinstance(one, Quantity) else None for one in exact)
        if value is not None:
            counted = FigureValue(value, low, high, claim.unit_code, claim.currency_code)
            yield _figure(snapshot, run, dict(row.key), counted, row.answer.qualifier)


def _holds(snapshot: Snapshot, table: str, key: str, public_id: str) -> bool:
    """Whether the snapshot was made after the record was."""
    rows = snapshot.table(table)
    return bool(rows.filter(rows[key] == public_id).count().to_pyarrow().as_py())


def _figure(
    snapshot: Snapshot, run: FigureRun, key: dict[str, object], value: FigureValue, qualifier: str
) -> AskedFigure:
    return AskedFigure(
        snapshot.id, run.figure.name, run.figure.version, run.request.as_dict(), key, run.hash,
        value, qualifier,
    )  # fmt: skip

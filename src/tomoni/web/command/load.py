"""`tomoni load`: a portfolio of records into the ledger, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option, table
from .records_text import word


@click.command("load")
@click.argument(
    "directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--skip-bad", is_flag=True, help="Load the good rows, and put bad ones aside with the reasons."
)
@json_option
def command(directory: Path | None, skip_bad: bool, as_json: bool) -> None:
    """Load the portfolio in DIRECTORY, or the shipped one when none is given.

    Load it again whenever it changes: unchanged rows are not touched, a changed entry is reversed
    and entered anew. Everything is checked first; a bad row stops the load and is put aside in
    TOMONI_HOME/quarantine with its reason.
    """
    report = load(directory, skip_bad=skip_bad).as_dict()
    emit(report, as_json, lambda: _text(report))


def load(directory: Path | None = None, *, skip_bad: bool = False) -> Any:
    """Load a portfolio into the instance's ledger and return the report."""
    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.load import load_portfolio

    with PhaseBar() as progress:
        return load_portfolio(directory, by=SYSTEM, progress=progress, skip_bad=skip_bad)


def _text(report: dict[str, Any]) -> list[str]:
    lines = [f"{report['title']} ({report['portfolio']})", ""]
    files = ((name, *(f[key] for key in _COUNTS)) for name, f in report["files"].items())
    lines += table(("Rows", "New", "Changed", "Unchanged", "Missing"), files, right="lrrrr")
    if report["claims"]:
        lines += ["", *_claims_text(report["claims"])]
    if report["bad_rows"]:
        lines += ["", f"{report['bad_rows']} bad rows were put aside in {report['quarantine']}."]
    if not report["changed"]:
        lines += ["", "Nothing has changed since the last load."]
    return [*lines, "", "Next: tomoni freeze"]


_COUNTS = ("new", "changed", "unchanged", "missing")


def _claims_text(claims: list[dict[str, Any]]) -> list[str]:
    rows = (
        (
            word("claim_outcome", row["outcome"]),
            word("claim_outcome_reason", row["reason"]),
            row["count"],
        )
        for row in claims
    )
    return table(("Claims became", "Because", "Claims"), rows, right="llr")

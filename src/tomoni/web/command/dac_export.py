"""`tomoni dac export`: a calendar year as CRS++ rows, control totals, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tomoni.catalogue.settings import Settings

from .output import emit, json_option, table
from .store import SHORT, open_chosen

if TYPE_CHECKING:
    from tomoni.publish.dac import DacFiles


@click.command("export")
@click.argument("year", type=click.IntRange(1960, 2999))
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Snapshot: a directory, or an id of this instance. Default: the latest public.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Directory of the files.  [default: the working directory]",
)
@click.option("--xlsx", is_flag=True, help="Write the rows as XLSX, not as CSV.")
@click.option(
    "--layout",
    type=click.Choice(["crs++", "full"]),
    default="crs++",
    show_default=True,
    help="The 54 columns of CRS++, or the later fields after them too.",
)
@click.option(
    "--unit",
    type=click.Choice(["1", "1000", "1000000"]),
    default="1",
    show_default=True,
    help="Write amounts in so many units of the currency; nothing is rounded.",
)
@click.option(
    "--undecided",
    type=click.Choice(["hold", "oda"]),
    default="hold",
    show_default=True,
    help="Hold activities back of which nobody has decided whether they are ODA, or export them.",
)
@click.option("--rates", metavar="TABLE", help="Give control totals in US dollars by this table.")
@click.option("--constant", is_flag=True, help="And in constant prices, by the loaded deflators.")
@json_option
def command(
    year: int,
    snapshot: str | None,
    out: Path,
    xlsx: bool,
    layout: str,
    unit: str,
    undecided: str,
    rates: str | None,
    constant: bool,
    as_json: bool,
) -> None:
    """Write what the ledger knows of the calendar YEAR as a report to the DAC.

    Four files: the rows, control totals in the manner of table DAC1, every record that is held
    back, dropped or collapsed with its reason, and a manifest that names each by its SHA-256.
    Markers that nobody screened stay blank.
    """
    from tomoni.publish.dac import DacOptions, export_year, write_files

    options = DacOptions.from_settings(
        Settings(),
        layout=layout,
        undecided="oda" if undecided == "oda" else "hold",
        unit=int(unit),
        rates=rates,
        is_constant=constant,
    )
    with open_chosen(snapshot, tier="public") as opened:
        made = export_year(opened, year, options, "xlsx" if xlsx else "csv")
    written = write_files(made.files, out)
    result: dict[str, object] = {
        "year": year,
        "snapshot": made.manifest["snapshot"],
        "files": [str(path) for path in written],
        "rows": len(made.report.rows),
        "held": len(made.report.held),
        "not_expressed": made.manifest["not_expressed"],
        "reconciled": made.manifest["reconciled"],
        "manifest_sha256": made.manifest["manifest_sha256"],
    }
    emit(result, as_json, lambda: _text(made, result))


def _text(made: DacFiles, result: dict[str, Any]) -> list[str]:
    from tomoni.catalogue.dac import REASONS

    lines = [f"{len(made.report.rows)} rows, {len(made.report.held)} held back.", ""]
    if result["not_expressed"]:
        rows = (
            (REASONS[code].consequence, count, code, REASONS[code].what)
            for code, count in result["not_expressed"].items()
        )
        lines += [*table(("Follows", "Records", "Reason", "Why"), rows, right="lr"), ""]
    lines += [*result["files"], ""]
    lines.append(f"Snapshot  {result['snapshot'][:SHORT]}")
    lines.append(f"Manifest  {result['manifest_sha256'][:SHORT]}")
    return lines

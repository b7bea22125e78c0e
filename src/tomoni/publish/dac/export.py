"""The files of a year's report: rows, control totals, what was not expressed, and the manifest.

The same snapshot, options and tables give the same bytes. The manifest names every file by its
SHA-256 and itself by that of its own content.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.dac import REASONS, columns_of
from tomoni.catalogue.version import CATALOGUE_VERSION, catalogue_digest
from tomoni.exchange.dac import write_submission_csv, write_submission_xlsx
from tomoni.exchange.snapshot import Snapshot

from .options import DacOptions
from .rows import Report, compose_report
from .told import TOLD_COLUMNS
from .totals import TOTAL_COLUMNS, total_rows

FileFormat = Literal["csv", "xlsx"]
_NOT_CLAIMED = (
    "Which fields the DAC's directives demand of each flow (their Annex 4), and how DAC1 is "
    "compiled out of the CRS (Annex 5), could not be read: see data/dac/README.md of the catalogue."
)


@dataclass(frozen=True, slots=True)
class DacFiles:
    """The files by name, and the report that they hold."""

    report: Report
    files: Mapping[str, bytes]
    manifest: dict[str, Any]


def export_year(
    snapshot: Snapshot, year: int, options: DacOptions, form: FileFormat = "csv"
) -> DacFiles:
    """Return the files of a calendar year's report. Errors: RefusedError for a missing rate."""
    report = compose_report(snapshot, year, options)
    rows = [row.written(options.unit) for row in report.rows]
    data = (
        write_submission_csv(rows, options.layout)
        if form == "csv"
        else write_submission_xlsx(rows, options.layout, dated=date(year, 12, 31))
    )
    files = {
        f"crs-{year}.{form}": data,
        f"control-totals-{year}.csv": _table(TOTAL_COLUMNS, total_rows(report, options)),
        f"not-expressed-{year}.csv": _table(TOLD_COLUMNS, (one.as_row() for one in report.told)),
    }
    manifest = _manifest(snapshot, report, options, files)
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    files[f"manifest-{year}.json"] = text.encode()
    return DacFiles(report, files, manifest)


def write_files(files: Mapping[str, bytes], directory: Path) -> list[Path]:
    """Write the files, the manifest last, each by renaming; return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in files.items():
        aside = directory / f".{name}.{os.getpid()}"
        try:
            aside.write_bytes(data)
            aside.replace(directory / name)
        finally:
            aside.unlink(missing_ok=True)
        written.append(directory / name)
    return written


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(row.get(column, "")) for column in columns])
    return made.getvalue().encode("utf-8")


def _guarded(text: str) -> str:
    """Guard words against being run as a formula; a negative number is none."""
    is_number = text.removeprefix("-").replace(".", "", 1).isdigit()
    return text if is_number or not text.startswith(("=", "+", "-", "@")) else f"'{text}"


def _manifest(
    snapshot: Snapshot, report: Report, options: DacOptions, files: Mapping[str, bytes]
) -> dict[str, Any]:
    counted: dict[str, int] = {}
    for told in report.told:
        counted[told.reason_code] = counted.get(told.reason_code, 0) + 1
    manifest: dict[str, Any] = {
        "report": "CRS++",
        "year": report.year,
        "reporter": report.reporter,
        "snapshot": snapshot.id,
        "tier": snapshot.manifest.get("tier"),
        "layout": {"name": options.layout, "columns": len(columns_of(options.layout))},
        "unit": options.unit,
        "undecided": options.undecided,
        "profile": _profile(options),
        "catalogue": {"version": CATALOGUE_VERSION, "sha256": catalogue_digest()},
        "code_lists": _editions(options),
        "rates": None if options.rates is None else options.rates.source,
        "deflators": None
        if options.deflators is None
        else {"edition": options.deflators.edition, "base_year": options.deflators.base_year},
        "rows": len(report.rows),
        "held": len(report.held),
        "not_expressed": dict(sorted(counted.items())),
        "reconciled": _reconciled(report),
        "left_blank": {"markers": REASONS["markers_blank"].what, **_blank(report, options)},
        "not_claimed": _NOT_CLAIMED,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    canonical = json.dumps(manifest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {**manifest, "manifest_sha256": hashlib.sha256(canonical.encode()).hexdigest()}


def _profile(options: DacOptions) -> dict[str, Any]:
    profile = options.profile
    names = ("agencies", "channels", "currencies", "crs_ids", "aid_types", "finance_types")
    given = {name: dict(getattr(profile, name)) for name in names if getattr(profile, name)}
    return {**({"reporter": profile.reporter} if profile.reporter else {}), **given}


def _editions(options: DacOptions) -> dict[str, list[str]]:
    named = {column.code_list for column in columns_of(options.layout) if column.code_list}
    return {
        name: sorted({code.edition for code in codelist(name).codes.values()})
        for name in sorted(named - {"nature-of-submission"})
    }


def _reconciled(report: Report) -> list[dict[str, str]]:
    return [
        {
            "currency": currency,
            "column": column,
            **{what: str(total.normalised()) for what, total in sorted(parts.items())},
        }
        for (currency, column), parts in sorted(report.reconciled.items())
    ]


def _blank(report: Report, options: DacOptions) -> dict[str, list[str]]:
    filled = {name for row in report.rows for name, text in row.written().items() if text}
    blank = [column.heading for column in columns_of(options.layout) if column.name not in filled]
    return {"columns": blank}

"""The files of the IATI standard on the public site: built with it, offered on its data page."""

from __future__ import annotations

import re
from pathlib import Path

from tomoni.catalogue.labels import Label
from tomoni.exchange.iati.write.files import ORGANISATION_FILE
from tomoni.exchange.snapshot import Snapshot

from . import cells
from .cells import Cell, Json
from .iati.export import LEFT_OUT, MANIFEST, IatiExport, write_iati
from .options import SiteOptions
from .source import Source

IATI_DIRECTORY = "iati"
_NAME = re.compile(r"activities(-[0-9]+)?\.xml|organisation\.xml|left-out\.csv|manifest\.json")
_ABOUT = {
    ORGANISATION_FILE: Label("The organisation that publishes", "公表機関"),
    LEFT_OUT: Label("What is left out, and why", "対象外の記録とその理由"),
    MANIFEST: Label("Digests and settings", "ダイジェストと設定"),
}
_ACTIVITIES = Label("Activities", "案件")


def write_iati_files(
    snapshot: Snapshot, source: Source, directory: Path, options: SiteOptions
) -> IatiExport | None:
    """Write the files beside the site; None where the instance does not publish any.

    A preview of a snapshot that is not for the public has none. Errors: as of ``write_iati``.
    """
    if not options.iati.identifier or snapshot.manifest["tier"] != "public":
        return None
    return write_iati(snapshot, directory / IATI_DIRECTORY, options.iati, source=source)


def iati_table(export: IatiExport) -> Json:
    """Return the table of the data page that offers the files."""
    rows: list[list[Cell]] = []
    for name in export.files:
        size = (export.directory / name).stat().st_size
        rows.append(
            [name, cells.words(_ABOUT.get(name, _ACTIVITIES)),
             cells.file_link(f"/{IATI_DIRECTORY}/{name}", _shown(size))]
        )  # fmt: skip
    heads = [
        cells.column("file", Label("File", "ファイル")),
        cells.column("about", Label("What it holds", "内容")),
        cells.column("size", Label("Download", "ダウンロード")),
    ]
    written, left = export.activities, export.activities_left_out
    note = Label(
        f"{written:,} activities; {left:,} lack what the standard requires and are listed apart.",
        f"{written:,}件。規格の必須項目を欠く{left:,}件は別に一覧。",
    )
    return cells.table("iati", Label("IATI 2.03", "IATI 2.03"), heads, rows, note=note)


def _shown(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:,.0f} kB" if size < 1_048_576 else f"{size / 1_048_576:,.1f} MB"


def iati_file(directory: Path, name: str) -> Path | None:
    """Return the file of a published site under a name; None when there is none such."""
    path = directory / IATI_DIRECTORY / name
    return path if _NAME.fullmatch(name) and path.is_file() else None

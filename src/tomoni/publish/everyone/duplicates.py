"""Identifiers that several records bear, shown openly: who publishes them, and which one counts."""

from __future__ import annotations

from collections.abc import Sequence

from tomoni.catalogue.labels import Label
from tomoni.figures.everyone import Double, doubles

from .. import cells
from ..build import Build
from ..cells import Cell, Json
from ..paths import DUPLICATES
from .field import Field

# Identifiers kept for the downloads, and rows drawn on the page.
KEPT, ROWS_SHOWN = 5_000, 200
_COUNTED = Label("counts", "計上")
_LEFT = Label("left aside", "計上しない")
_SECONDARY = Label("left aside: secondary reporter", "計上しない（二次報告者）")


def write_duplicates(build: Build, field: Field | None) -> int:
    """Write the page; return how many identifiers several publishers bear. No lake: it is empty."""
    listed = [] if field is None else list(_all(field))
    across = [double for double in listed if double.across]
    within = [double for double in listed if not double.across]
    tables = {
        "across": _table(
            field, across, "across",
            Label("Under several publishers", "複数の公表機関に共通する識別子"),
        ),
        "within": _table(
            field, within, "within",
            Label("Twice from one publisher", "同一機関による重複"),
        ),
    }  # fmt: skip
    data: Json = {
        "tables": {name: table for name, table in tables.items() if table["rows"]},
        "across": len(across),
        "within": len(within),
        "about": None if field is None else field.about(),
    }
    build.writer.page(DUPLICATES, "", data)
    return len(across)


def _all(field: Field) -> Sequence[Double]:
    return doubles(field.everyone, limit=field.everyone.manifest["rows"]["duplicates"] or 1)


def _table(field: Field | None, listed: Sequence[Double], name: str, title: Label) -> Json:
    rows: list[list[Cell]] = []
    for double in listed[:KEPT]:
        for copy in double.copies:
            verdict = _SECONDARY if copy.is_secondary else _LEFT
            rows.append(
                [
                    cells.link("everyone_activity", double.identifier, double.identifier),
                    None if field is None else field.name_of(copy.publisher),
                    cells.words(_COUNTED if copy.is_counted else verdict),
                    copy.last_updated,
                    cells.several(file.rpartition("/")[2] for file in copy.files),
                ]
            )
    made = cells.table(
        name,
        title,
        [
            cells.column("identifier", Label("Identifier", "識別子")),
            cells.column("publisher", Label("Publisher", "公表機関")),
            cells.column("standing", Label("In our sums", "集計での扱い")),
            cells.column("updated", Label("Last updated, as written", "最終更新（原文）")),
            cells.column("files", Label("Files", "ファイル")),
        ],
        rows,
        note=Label(
            f"{len(listed):,} identifiers; {KEPT:,} at most are in the files. The one counts that "
            "is no secondary reporter’s, then whose publisher’s reference begins the identifier, "
            "then that was updated last.",
            f"識別子{len(listed):,}件（ファイルは最大{KEPT:,}件）。二次報告者でないもの、識別子が公表機関の識別子で始まる"
            "もの、最後に更新されたものの順に一件だけを計上します。",
        ),
    )
    return {**made, "shown": ROWS_SHOWN}

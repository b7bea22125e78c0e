"""Files of published reports: kept with the site as they were built, offered as they are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tomoni.catalogue.labels import LANGUAGES, Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .course_cells import state_cell
from .paths import report_file_path
from .source import Row

TEXT_FILE = "text.txt"
_READ = {
    ".pdf": Label("PDF", "PDF"),
    ".docx": Label("Word", "Word"),
    ".proofs.json": Label("Proof file", "根拠ファイル"),
}
# Charts and photographs stand in the chapters.
_SHOWN = (".svg", ".png", ".jpg", ".jpeg")


def pages_file(language: str) -> str:
    """Return the name of the file that holds the chapters of a built report in one language."""
    return f"pages.{language}.json"


def proofs_file(report_id: str) -> str:
    """Return the name of the proof file of a built report."""
    return f"{report_id}.proofs.json"


def files_of(edition: Row) -> dict[str, Any]:
    """Return type, size and digest of each file of an edition by its path."""
    found: dict[str, Any] = json.loads(edition["files"])
    return found


def held_reports(reports_dir: Path | None, editions: list[Row]) -> list[str]:
    """Return the names of the files of these editions that are at hand, in order."""
    if reports_dir is None:
        return []
    names = {str(file["sha256"]) for row in editions for file in files_of(row).values()}
    return sorted(name for name in names if (reports_dir / name).is_file())


def content_of(build: Build, edition: Row, name: str) -> bytes | None:
    """Return a file as it was built; None when it is not at hand, or not what its digest says."""
    named = files_of(edition).get(name)
    if named is None or build.reports_dir is None:
        return None
    path = build.reports_dir / str(named["sha256"])
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == named["sha256"] else None


def keep_files(build: Build, edition: Row) -> list[tuple[str, Any]]:
    """Keep the files of an edition with the site, and return those to be read."""
    found = []
    for name, named in files_of(edition).items():
        is_read = _ending(edition, name) is not None
        content = content_of(build, edition, name) if is_read or name.endswith(_SHOWN) else None
        if content is None:
            continue
        path = report_file_path(edition["report_id"], edition["number"], name)
        build.keep_file(path.removeprefix("/"), named["media_type"], content)
        if is_read:
            found.append((name, named))
    return found


def files_table(edition: Row, kept: list[tuple[str, Any]]) -> Json | None:
    """Return the table of an edition's files; None where none is at hand."""
    rows: list[list[Cell]] = [
        [
            _link(edition, name, name),
            cells.words(_READ[str(_ending(edition, name))]),
            f"{named['size'] // 1000 + 1} kB",
            cells.digest(named["sha256"]),
        ]
        for name, named in kept
    ]
    if not rows:
        return None
    heads = [
        cells.column("file", Label("File", "ファイル")),
        cells.column("kind", Label("Kind", "種類")),
        cells.column("size", Label("Size", "大きさ")),
        cells.column("sha256", Label("SHA-256", "SHA-256")),
    ]
    note = Label(
        "Whoever holds the snapshot can compute every number of the proof file again: "
        "tomoni report verify.",
        "スナップショットがあれば、根拠ファイルの数値をすべて計算し直せます"
        "（tomoni report verify）。",
    )
    return cells.table("files", Label("To take away", "ダウンロード"), heads, rows, note=note)


def editions_table(build: Build, editions: list[Row]) -> Json | None:
    """Return the table of other editions, the latest first; None where there is none."""
    rows: list[list[Cell]] = [
        [
            row["edition"] or str(row["number"]),
            cells.dated(row["published_at"][:10]),
            state_cell("report_edition_state", row["state_code"]),
            cells.several(_links(row, keep_files(build, row))),
            row["withdrawn_why"],
        ]
        for row in reversed(editions)
    ]
    if not rows:
        return None
    heads = [
        cells.column("edition", Label("Edition", "版")),
        cells.column("published", Label("Published", "公表日")),
        cells.column("state", Label("State", "状態")),
        cells.column("files", Label("Files", "ファイル")),
        cells.column("why", Label("Why it was withdrawn", "取下げの理由")),
    ]
    return cells.table("editions", Label("Other editions", "ほかの版"), heads, rows)


def _links(edition: Row, kept: list[tuple[str, Any]]) -> Iterator[Json]:
    several = sum(pages_file(language) in files_of(edition) for language in LANGUAGES) > 1
    for name, _ in kept:
        ending = str(_ending(edition, name))
        words = _READ[ending].en
        if several and ending != ".proofs.json":
            language = name.removeprefix(f"{edition['report_id']}.").partition(".")[0]
            words = f"{words} ({language})"
        yield _link(edition, name, words)


def _link(edition: Row, name: str, words: str) -> Json:
    path = report_file_path(edition["report_id"], edition["number"], name)
    return cells.file_link(path, words)


def _ending(edition: Row, name: str) -> str | None:
    """The ending of a file that is read by itself; None for one that belongs to pages."""
    if not name.startswith(f"{edition['report_id']}."):
        return None
    return next((one for one in _READ if name.endswith(one)), None)

"""Reports of our own: the current edition chapter by chapter, its files, the editions before.

Every file was built and proven before; here it is kept with the site as it was published. A number
opens its proof below its chapter, as it was when the report was made, and from there the proof out
of this snapshot.
"""

from __future__ import annotations

import json

from tomoni.catalogue.errors import TomoniError
from tomoni.catalogue.labels import LANGUAGES, Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .course_cells import state_cell
from .paths import report_chapter_path
from .report_files import (
    TEXT_FILE,
    content_of,
    editions_table,
    files_table,
    keep_files,
    pages_file,
    proofs_file,
)
from .source import Row

_EMPTY = Label(
    "No report is published in this snapshot. A report states nothing without its proof: what it "
    "will say stands under Figures and Documents already.",
    "このスナップショットに公表済みの報告書はありません。報告書の数値はすべて根拠を伴い、"
    "その元は「数値」と「文書」にあります。",
)


def write_reports(build: Build) -> None:
    """Write every report's pages and the list of reports."""
    by_report: dict[str, list[Row]] = {}
    for row in sorted(build.source.rows("reports"), key=lambda each: each["number"]):
        by_report.setdefault(row["report_id"], []).append(row)
    lines: list[list[Cell]] = []
    for report_id, editions in sorted(by_report.items(), key=_latest_first):
        _Pages(build, report_id, editions).write()
        lines.append(_line(_current(editions)))
    heads = [
        cells.column("report", Label("Report", "報告書")),
        cells.column("edition", Label("Edition", "版")),
        cells.column("published", Label("Published", "公表日")),
        cells.column("state", Label("State", "状態")),
    ]
    table = cells.table("reports", Label("Reports", "報告書"), heads, lines, empty=_EMPTY)
    build.writer.page("index", "report", {"tables": {"reports": table}})


def _latest_first(item: tuple[str, list[Row]]) -> tuple[str, str]:
    latest = max(row["published_at"] for row in item[1])
    # Later ones first: each digit counts down.
    return "".join(chr(0x10FFFF - ord(sign)) for sign in latest), item[0]


def _current(editions: list[Row]) -> Row:
    """The latest edition that is not withdrawn; the latest of all where every one is."""
    standing = [row for row in editions if row["state_code"] == "published"]
    return (standing or editions)[-1]


def _title(row: Row) -> Label:
    return Label(row["title"], row["title_ja"] or row["title"])


def _line(row: Row) -> list[Cell]:
    return [
        cells.link("report", row["report_id"], cells.words(_title(row))),
        row["edition"],
        cells.dated(row["published_at"][:10]),
        state_cell("report_edition_state", row["state_code"]),
    ]


class _Pages:
    """Writes the pages of one report."""

    def __init__(self, build: Build, report_id: str, editions: list[Row]) -> None:
        self._build, self._id, self._editions = build, report_id, editions
        self._current = _current(editions)

    def write(self) -> None:
        """Keep the files of every edition; write the page, and one for each chapter."""
        row = self._current
        others = [one for one in self._editions if one is not row]
        tables = {
            "files": files_table(row, keep_files(self._build, row)),
            "editions": editions_table(self._build, others),
        }
        chapters = self._chapters()
        title = _title(row)
        self._build.writer.page(
            "report",
            self._id,
            {
                "title": cells.words(title),
                "edition": row["edition"],
                "is_unofficial": row["is_unofficial"],
                "is_withdrawn": row["state_code"] == "withdrawn",
                "withdrawn_why": row["withdrawn_why"],
                "withdrawn_at": cells.dated((row["withdrawn_at"] or "")[:10] or None),
                "published_at": cells.dated(row["published_at"][:10]),
                "built_snapshot": row["built_snapshot"],
                "document": _document_cell(self._build, row),
                "contents": {
                    language: {
                        "language": content["language"],
                        "subtitle": content["subtitle"],
                        "publisher": content["publisher"],
                        "chapters": [
                            [report_chapter_path(self._id, one["anchor"]), one["heading"]]
                            for one in content["chapters"]
                        ],
                    }
                    for language, content in chapters.items()
                },
                "tables": {name: table for name, table in tables.items() if table},
            },
        )
        for anchor, by_language in _by_anchor(chapters):
            self._chapter(title, anchor, by_language)
        self._ask_figures()
        text = content_of(self._build, row, TEXT_FILE) or b""
        self._build.searchable(
            "report", self._id, title.en, title.ja, text.decode("utf-8"), "report 報告書"
        )

    def _chapter(self, title: Label, anchor: str, by_language: dict[str, Json]) -> None:
        self._build.writer.page(
            "report_chapter",
            f"{self._id}/{anchor}",
            {
                "report": cells.link("report", self._id, cells.words(title)),
                "edition": self._current["edition"],
                "is_unofficial": self._current["is_unofficial"],
                "text": by_language,
                "tables": {},
            },
        )

    def _chapters(self) -> dict[str, Json]:
        """Return the chapters for each language of the site; where one is missing, the other."""
        found: dict[str, Json] = {}
        for language in LANGUAGES:
            content = content_of(self._build, self._current, pages_file(language))
            if content is not None:
                found[language] = {"language": language, **json.loads(content)}
        if not found:
            return {}
        first = next(iter(found.values()))
        return {language: found.get(language, first) for language in LANGUAGES}

    def _ask_figures(self) -> None:
        """Have the site hold the proof, out of this snapshot, of each figure that is printed."""
        content = content_of(self._build, self._current, proofs_file(self._id))
        for proof in json.loads(content)["proofs"] if content else ():
            request = proof["request"]
            if request is None:
                continue
            try:
                self._build.figures.ask(
                    request["figure"], by=request["by"], where=request["where"],
                    as_of=request["as_of"],
                )  # fmt: skip
            except TomoniError:
                # A record or figure of the report's snapshot is gone from this one.
                continue


def _by_anchor(chapters: dict[str, Json]) -> list[tuple[str, dict[str, Json]]]:
    """Return each chapter with its text by language, its neighbours beside it."""
    made: dict[str, dict[str, Json]] = {}
    for language, content in chapters.items():
        listed = content["chapters"]
        for place, one in enumerate(listed):
            made.setdefault(one["anchor"], {})[language] = {
                "language": content["language"],
                "heading": one["heading"],
                "html": one["html"],
                "before": _neighbour(listed, place - 1),
                "after": _neighbour(listed, place + 1),
            }
    return [
        (anchor, {one: found.get(one) or next(iter(found.values())) for one in LANGUAGES})
        for anchor, found in made.items()
    ]


def _neighbour(listed: list[Json], place: int) -> list[str] | None:
    if not 0 <= place < len(listed):
        return None
    return [listed[place]["anchor"], listed[place]["heading"]]


def _document_cell(build: Build, row: Row) -> Json | None:
    document = build.source.by_key("documents").get(row["document_id"] or "")
    if document is None:
        return None
    return cells.link("document", row["document_id"], document["title"])

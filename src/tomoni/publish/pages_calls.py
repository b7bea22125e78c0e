"""Calls for nominations: open and closed, with deadlines, the General Information, how to apply.

A page says what the snapshot held on its day; the deadline itself decides whether a call is open.
"""

from __future__ import annotations

import json

from tomoni.catalogue.labels import LANGUAGES, Label
from tomoni.rules.courses.publication import call_phase

from . import cells
from .build import Build
from .call_files import deadline_files, paper_files
from .cells import Cell, Json
from .course_cells import (
    COUNTRIES,
    SEATS,
    announced,
    day_cell,
    days_cell,
    moment_cell,
    state_cell,
    theme_cell,
    title_cell,
    title_of,
)
from .source import Row

_PHASES: dict[str, Label] = {
    "open": Label("Open for nominations", "推薦受付中"),
    "awaited": Label("To open", "受付開始前"),
    "deciding": Label("Closed, being decided", "締切・選考中"),
    "decided": Label("Decided", "決定済み"),
}
_EMPTY = Label(
    "No call for nominations is published in this snapshot. A new one appears here and in the "
    "feed. Governments nominate: ask the focal point of your own, and look under Series for the "
    "courses that come back.",
    "このスナップショットに公表済みの募集はありません。新しい募集はここに掲載し、フィードでもお知らせします。"
    "推薦は各国政府が行います。自国の窓口にお尋ねください。定期的な研修は「シリーズ」をご覧ください。",
)


def call_page(build: Build, call: Row) -> Json:
    """Return the page of one call."""
    course = course_of(build, call)
    zone = course["zone"]
    versions = sorted(
        build.source.of("call_information", "call_id", call["call_id"]),
        key=lambda row: (row["version"], row["language_code"]),
    )
    return {
        "title": cells.words(title_of(course)),
        "course": title_cell("course", course["course_id"], course),
        "theme": theme_cell(course),
        "state": state_cell("call_state", call["state_code"]),
        "phase": call_phase(call["state_code"]),
        "opens": moment_cell(call["opens_at"], zone),
        "closes": moment_cell(call["closes_at"], zone),
        "notify_by": day_cell(call["notify_by"]),
        "confirm_by": day_cell(call["confirm_by"]),
        "days": days_cell(course),
        "seats": announced(build, course, "seats", SEATS),
        "countries": announced(build, course, "countries", COUNTRIES),
        "seed_commitment": call["seed_commitment"],
        "calendar": deadline_files(build, call, course),
        "booklet": _booklets(versions),
        "tables": {"versions": _versions(build, call, versions)},
    }


def course_of(build: Build, call: Row) -> Row:
    """Return the edition that a call is for; a snapshot that holds a call holds it."""
    return build.source.by_key("course_editions")[call["course_id"]]


def _booklets(versions: list[Row]) -> dict[str, Json]:
    """Return the latest booklet for each language of the site; where one is missing, the other."""
    latest = {row["language_code"]: json.loads(row["content"]) for row in versions}
    if not latest:
        return {}
    return {
        language: {
            "language": language if language in latest else next(iter(latest)),
            **(latest.get(language) or next(iter(latest.values()))),
        }
        for language in LANGUAGES
    }


def _versions(build: Build, call: Row, versions: list[Row]) -> Json:
    rows: list[list[Cell]] = []
    for row in reversed(versions):
        files = paper_files(build, call, row)
        rows.append(
            [
                str(row["version"]),
                row["language_code"],
                cells.dated(str(row["published_at"])[:10]),
                cells.several(files),
                cells.digest(row["pdf_sha256"]),
            ]
        )
    heads = [
        cells.column("version", Label("Version", "版")),
        cells.column("language", Label("Language", "言語")),
        cells.column("published", Label("Published", "公表日")),
        cells.column("files", Label("Files", "ファイル")),
        cells.column("sha256", Label("SHA-256 of the PDF", "PDFのSHA-256")),
    ]
    return cells.table(
        "versions",
        Label("General Information", "募集要項"),
        heads,
        rows,
        note=Label(
            "A published version never changes; a later one follows it.",
            "公表された版は変更されず、改める場合は次の版となります。",
        ),
        empty=Label(
            "No General Information is published with this call: ask the institute.",
            "この募集には募集要項が公表されていません。主催機関にお尋ねください。",
        ),
    )


def _line(build: Build, call: Row) -> list[Cell]:
    course = course_of(build, call)
    return [
        title_cell("call", call["call_id"], course),
        moment_cell(call["closes_at"], course["zone"]),
        days_cell(course),
        theme_cell(course),
        announced(build, course, "seats", SEATS),
        state_cell("call_state", call["state_code"]),
    ]


def write_calls(build: Build) -> None:
    """Write every call's page and the list of calls by where they stand."""
    phases: dict[str, list[Row]] = {}
    for call in build.source.rows("calls"):
        phases.setdefault(call_phase(call["state_code"]), []).append(call)
        course = course_of(build, call)
        page = call_page(build, call)
        build.writer.page("call", call["call_id"], page)
        title = title_of(course)
        about = " ".join(filter(None, (course["theme"], course["theme_ja"], course["objective"])))
        build.searchable("call", call["call_id"], title.en, title.ja, about, "call 募集")
    heads = [
        cells.column("call", Label("Call", "募集")),
        cells.column("closes", Label("Deadline", "推薦期限")),
        cells.column("days", Label("Days of the course", "研修期間")),
        cells.column("theme", Label("Theme", "主題")),
        cells.column("seats", Label("Seats", "定員"), is_number=True),
        cells.column("state", Label("State", "状態")),
    ]
    tables: dict[str, Json] = {}
    for phase, label in _PHASES.items():
        late = phase in ("deciding", "decided")
        found = sorted(
            phases.get(phase, []),
            key=lambda row: (row["closes_at"] or "", row["call_id"]),
            reverse=late,
        )
        if found or (phase == "open" and not phases):
            lines = [_line(build, one) for one in found]
            tables[phase] = cells.table(phase, label, heads, lines, empty=_EMPTY)
    build.writer.page("index", "call", {"tables": tables})

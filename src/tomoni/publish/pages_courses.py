"""Editions of the course desk: announced, running, held or called off, and one page for each."""

from __future__ import annotations

from babel import Locale

from tomoni.catalogue.labels import Label
from tomoni.rules.courses.publication import call_phase, course_phase

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .course_cells import (
    COUNTRIES,
    SEATS,
    announced,
    days_cell,
    moment_cell,
    state_cell,
    theme_cell,
    title_cell,
    title_of,
)
from .participation_tables import edition_people
from .source import Row, label_of

_PHASES: dict[str, Label] = {
    "running": Label("Running now", "実施中"),
    "upcoming": Label("To come", "今後の実施予定"),
    "held": Label("Held", "実施済み"),
    "called_off": Label("Postponed, cancelled or carried over", "延期・中止・持越し"),
}
_EMPTY = Label(
    "No course is announced in this snapshot. Courses of the past stand under Series; a new one "
    "appears here and in the feed as soon as it is announced.",
    "このスナップショットに発表済みの研修はありません。過去の研修は「シリーズ」にあります。"
    "新しい研修は発表され次第ここに掲載し、フィードでもお知らせします。",
)
_OTHER_SEATS: tuple[tuple[str, Label], ...] = (
    ("host_seats", Label("host nationals:", "国内参加者：")),
    ("observer_seats", Label("observers:", "オブザーバー：")),
    ("self_funded_seats", Label("self-funded:", "自費参加者：")),
)
_BESIDE = Label(
    "Seats beside those for nominees of governments, as the institute announces them.",
    "各国政府の推薦者以外のための席（主催機関の発表による）。",
)
_NOTHING = Label("", "")


def call_of(build: Build, course: Row) -> Row | None:
    """Return the public call of an edition; None: it has none."""
    return next(iter(build.source.of("calls", "course_id", course["course_id"])), None)


def course_table(
    build: Build, name: str, title: Label, courses: list[Row], *, empty: Label | None = None
) -> Json:
    """Return a table of editions: title, days, theme, seats, countries, state."""
    heads = [
        cells.column("course", Label("Course", "研修")),
        cells.column("days", Label("Days", "期間")),
        cells.column("theme", Label("Theme", "主題")),
        cells.column("seats", Label("Seats", "定員"), is_number=True),
        cells.column("countries", Label("Countries offered seats", "割当国数"), is_number=True),
        cells.column("state", Label("State", "状態")),
    ]
    return cells.table(name, title, heads, [_line(build, one) for one in courses], empty=empty)


def _line(build: Build, course: Row) -> list[Cell]:
    return [
        title_cell("course", course["course_id"], course),
        days_cell(course),
        theme_cell(course),
        announced(build, course, "seats", SEATS),
        announced(build, course, "countries", COUNTRIES),
        state_cell("course_edition_state", course["state_code"]),
    ]


def in_order(courses: list[Row], *, latest_first: bool = False) -> list[Row]:
    """Return editions by their first day; those without one come last."""
    dated = [one for one in courses if one["first_day"] is not None]
    undated = [one for one in courses if one["first_day"] is None]
    dated.sort(key=lambda one: (one["first_day"], one["course_id"]), reverse=latest_first)
    return dated + sorted(undated, key=lambda one: str(one["course_id"]))


def course_page(build: Build, course: Row) -> Json:
    """Return the page of one edition."""
    source, key = build.source, course["course_id"]
    edition = source.by_key("editions")[course["edition_id"]]
    series = source.by_key("series")[course["series_id"]]
    call = call_of(build, course)
    return {
        "title": cells.words(title_of(course)),
        "theme": theme_cell(course),
        "objective": course["objective"],
        "state": state_cell("course_edition_state", course["state_code"]),
        "phase": course_phase(course["state_code"]),
        "series": cells.link("series", course["series_id"], series["name"]),
        "number": {"t": "ordinal", "value": edition["number"]} if edition["number"] else None,
        "activity": activity_link(source, course["activity_id"]),
        "days": days_cell(course),
        "zone": course["zone"],
        "venue": course["venue"],
        "modality": _coded("modality", course["modality_code"]),
        "admission": _coded("admission", course["admission_code"]),
        "language": cells.words(_language(course["language_code"])),
        "seats": announced(build, course, "seats", SEATS),
        "other_seats": _other_seats(build, course),
        "countries": announced(build, course, "countries", COUNTRIES),
        "people": edition_people(build, course["series_id"], course["edition_id"]),
        "call": None if call is None else title_cell("call", call["call_id"], course),
        "call_phase": None if call is None else call_phase(call["state_code"]),
        "closes": None if call is None else moment_cell(call["closes_at"], course["zone"]),
        "tables": {"frameworks": _frameworks(build, key)},
    }


def _coded(list_name: str, code: str) -> Json | None:
    return cells.coded(list_name, code, label_of(list_name, code))


def _language(code: str) -> Label:
    names = [Locale(one).languages.get(code) or code for one in ("en", "ja")]
    return Label(names[0], names[1])


def _other_seats(build: Build, course: Row) -> Json | None:
    return cells.several(
        {
            "t": "phrase",
            "before": cells.words(label),
            "number": announced(build, course, name, _BESIDE),
            "after": cells.words(_NOTHING),
        }
        for name, label in _OTHER_SEATS
        if course[name]
    )


def _frameworks(build: Build, course_id: str) -> Json:
    source = build.source
    rows: list[list[Cell]] = []
    for one in source.of("course_frameworks", "course_id", course_id):
        framework = source.by_key("frameworks")[one["framework_id"]]
        provision = source.by_key("provisions").get(one["provision_id"] or "")
        rows.append(
            [
                cells.link("framework", framework["framework_id"], framework["name"]),
                " ".join(filter(None, (provision["code"], provision["title"])))
                if provision
                else None,
            ]
        )
    heads = [
        cells.column("framework", Label("Framework", "枠組み")),
        cells.column("provision", Label("Provision", "規定")),
    ]
    title = Label("What the theme rests on", "主題に関わる規定")
    empty = Label("No framework is named for its theme.", "主題に関わる枠組みの記載はありません。")
    return cells.table("frameworks", title, heads, rows, empty=empty)


def write_courses(build: Build) -> None:
    """Write every edition's page and the list of editions by where they stand."""
    phases: dict[str, list[Row]] = {}
    for course in build.source.rows("course_editions"):
        phases.setdefault(course_phase(course["state_code"]), []).append(course)
        page = course_page(build, course)
        key, title = course["course_id"], title_of(course)
        build.writer.page("course", key, page)
        about = " ".join(filter(None, (course["theme"], course["theme_ja"], course["objective"])))
        build.searchable("course", key, title.en, title.ja, about, course["venue"] or "")
    tables: dict[str, Json] = {}
    for phase, label in _PHASES.items():
        rows = in_order(phases.get(phase, []), latest_first=phase in ("held", "called_off"))
        if rows or (phase == "upcoming" and not phases):
            tables[phase] = course_table(build, phase, label, rows, empty=_EMPTY)
    build.writer.page("index", "course", {"tables": tables})

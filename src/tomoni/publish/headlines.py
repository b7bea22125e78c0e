"""The headlines of the overview, chosen by rule and not by name: the largest and the latest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .counted import counted
from .evidence import edition_label, row_number
from .figure_runs import FigureRow
from .page_figures import ACTIVITIES, TARGET_SHARE
from .pages_changes import growth_of
from .paths import CLAIM_PROOF
from .source import Row
from .unit_words import agreeing


def largest(
    build: Build, name: str, accept: Callable[[FigureRow], bool] | None = None
) -> FigureRow | None:
    """Return the row of a figure with the largest value, among those accepted; None for none."""
    if not build.figures.has(name):
        return None
    rows = [row for row in build.figures.ask(name).rows if row.number]
    kept = [row for row in rows if accept is None or accept(row)]
    return max(kept, key=lambda row: Decimal(row.plain["value"]), default=None)


def words(en: str, ja: str) -> Json:
    """Return a wording in both languages as a cell."""
    return cells.words(Label(en, ja))


def _with(before: Label, number: Json | None, after: Label) -> Cell:
    """Return a phrase around a number."""
    if number is None:
        return None
    first, last = cells.words(before), cells.words(after)
    return {"t": "phrase", "before": first, "number": number, "after": last}


def _agreeing(label: Label, number: Json | None) -> Label:
    return label if number is None else agreeing(label, number["value"])


def _notes(*notes: Cell) -> list[Cell]:
    return [note for note in notes if note is not None]


def _latest(build: Build, activity_id: str, measure: str) -> Row | None:
    rows = [
        row
        for row in build.source.of("observations", "activity_id", activity_id)
        if row["measure_code"] == measure and row["is_active"] and row["cutoff_last"]
    ]
    return max(rows, key=lambda row: str(row["cutoff_last"]), default=None)


def _edition_of(build: Build, observation: Row | None) -> Cell:
    claim = build.source.by_key("claims").get(observation["claim_id"]) if observation else None
    if claim is None:
        return None
    return cells.words(edition_label(build.source.by_key("documents")[claim["document_id"]]))


def series_or_activity(build: Build, activity_id: str) -> Cell:
    """Return a link to the series that an activity stands for, else to the activity."""
    series = build.source.by_key("activities")[activity_id]["series_id"]
    found = build.source.by_key("series").get(series or "")
    if found is None:
        return activity_link(build.source, activity_id)
    return cells.link("series", found["series_id"], found["name"])


def _graduates(build: Build) -> Json | None:
    """The activity with the most graduates to date, and from how many countries they came."""
    row = largest(build, "graduates_count")
    if row is None:
        return None
    activity_id = str(row.key["activity"])
    countries = _latest(build, activity_id, "countries_represented")
    number = row_number(countries, CLAIM_PROOF + countries["claim_id"]) if countries else None
    return {
        "label": series_or_activity(build, activity_id),
        "number": row.number,
        "notes": _notes(
            cells.words(_agreeing(Label("graduates", "修了者"), row.number)),
            _with(
                Label("from", ""),
                number,
                _agreeing(Label("countries and regions", "か国・地域"), number),
            ),
            _edition_of(build, _latest(build, activity_id, "graduates")),
        ),
    }


def _activities(build: Build) -> Json | None:
    whole = build.figures.one(ACTIVITIES)
    if whole is None:
        return None
    parts = build.figures.one(ACTIVITIES, level="component")
    themes = counted(
        build,
        Label(
            "Themes that at least one recorded activity has.",
            "記録された案件が一つ以上あるテーマ。",
        ),
        "theme",
        (row["theme_code"] for row in build.source.rows("activities")),
        {},
    )
    return {
        "label": words("Activities recorded", "記録された案件"),
        "number": whole.number,
        "notes": _notes(
            _with(
                Label("with", ""),
                parts.number if parts else None,
                _agreeing(Label("components", "の構成要素"), parts.number if parts else None),
            ),
            _with(Label("", ""), themes, _agreeing(Label("themes", "テーマ"), themes)),
        ),
    }


def _money(build: Build) -> Json | None:
    """The largest total of money disbursed to date in dollars, and how it grew between editions."""
    row = largest(build, "amount_disbursed", lambda each: each.key.get("currency") == "USD")
    if row is None:
        return None
    activity_id = str(row.key["activity"])
    grown = growth_of(build, activity_id, "amount_disbursed")
    growth: Cell = None
    if grown is not None:
        number, year = grown[0], grown[1]["edition_year"]
        since = Label(f"since the {year} edition", f"（{year}年版から）")
        growth = _with(Label("", ""), number, since)
    return {
        "label": activity_link(build.source, activity_id),
        "number": row.number,
        "notes": _notes(
            words("disbursed", "支出額"),
            _edition_of(build, _latest(build, activity_id, "amount_disbursed")),
            growth,
        ),
    }


def _pledge(build: Build) -> Json | None:
    """The pledge for people with the largest reported result against its target."""
    targets = build.source.by_key("pledge_targets")

    def is_for_people(row: FigureRow) -> bool:
        return bool(targets[str(row.key["target"])]["unit_code"] == "person")

    row = largest(build, TARGET_SHARE, is_for_people)
    if row is None:
        return None
    target = targets[str(row.key["target"])]
    pledge = build.source.by_key("pledges")[target["pledge_id"]]
    notes: list[Cell] = []
    for result in build.source.of("pledge_results", "target_id", target["target_id"])[:1]:
        first = row_number(result, CLAIM_PROOF + result["claim_id"])
        second = row_number(target, CLAIM_PROOF + target["claim_id"])
        people = words("people", "人")
        notes.append({"t": "ratio", "first": first, "second": second, "after": people})
        years, window = result["years_covered"], pledge["window_years"]
        if years and window:
            notes.append(words(f"{years} of {window} years", f"{window}年のうち{years}年"))
        if result["is_self_reported"]:
            notes.append(words("self-reported", "自己報告"))
    label = cells.link("pledge", pledge["pledge_id"], pledge["title"])
    return {"label": label, "number": row.number, "notes": notes}


def headlines(build: Build) -> list[Json]:
    """Return the headline figures that this snapshot can give, at most four."""
    made = [_graduates(build), _activities(build), _money(build), _pledge(build)]
    return [item for item in made if item is not None]

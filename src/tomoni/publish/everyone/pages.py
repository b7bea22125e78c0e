"""The pages about everyone's activities: sums and lists, made when the site is published.

Searches and single activities are answered from what the site keeps: ``kept`` and ``store``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ibis

from tomoni.catalogue.labels import Label
from tomoni.catalogue.themes import THEMES
from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.prepared.prepare import prepare, read_prepared
from tomoni.figures.everyone import Asked, money, open_everyone

from .. import cells
from ..build import Build
from ..cells import Cell, Json
from ..source import label_of
from .country import country_page
from .duplicates import write_duplicates
from .field import Field, added, converted_cell, found, spent_cell
from .kept import keep, kept_digest
from .publishers import NO_LAKE, place_cell, write_publishers
from .search import build_search

MEMORY = "400MB"
FUNDERS_KEPT = 40
COUNTRIES_FOUND = "everyone_country"


@dataclass(frozen=True, slots=True)
class LakeGiven:
    """A lake that is published with the site. ``own``: references under which we publish."""

    path: Path
    own: frozenset[str] = frozenset()

    def digest(self) -> str:
        """Return what names the lake's part of the site. Errors: as of ``open_lake``."""
        with open_lake(self.path) as lake:
            return f"{kept_digest(lake)} {' '.join(sorted(self.own))}"


def write_everyone(
    build: Build, given: LakeGiven | None, site: Path, tell: Callable[[str], None]
) -> None:
    """Write all pages about everyone's activities, and below ``site`` what searches need.

    Without a lake the pages say what to do. A lake that is not prepared yet is prepared first.
    """
    if given is None:
        _write_empty(build)
        return
    with open_lake(given.path, memory_limit=MEMORY) as lake:
        tell("everyone's activities: prepared")
        prepared = prepare(lake)
        build_search(prepared)
        tell("everyone's activities: kept")
        keep(lake, prepared, site)
        manifest = read_prepared(prepared)
        with open_everyone(prepared, manifest, own=given.own, memory_limit=MEMORY) as everyone:
            field = Field(everyone, lake, prepared, kept_digest(lake))
            _write(build, field, tell)


def _write(build: Build, field: Field, tell: Callable[[str], None]) -> None:
    tell("everyone's activities: publishers")
    publishers = write_publishers(build, field)
    across = write_duplicates(build, field)
    tell("everyone's activities: countries")
    funders = _funders(field)
    for code in field.countries:
        page = country_page(build, field, code, funders.get(code, ()))
        build.writer.page(COUNTRIES_FOUND, code, page)
        label = build.source.place_label(code)
        more = f"{label.en} {label.ja}"
        build.searchable(
            COUNTRIES_FOUND,
            code,
            f"{label.en}: everyone’s activities",
            f"{label.ja}：全機関の案件",
            code,
            more,
        )
    countries = _countries_table(build, field)
    build.writer.page("index", COUNTRIES_FOUND, {"tables": {"countries": countries}})
    build.writer.page("index", "everyone_publisher", {"tables": {"publishers": publishers}})
    build.writer.page("everyone", "", _overview(build, field, across, len(publishers["rows"])))


def _write_empty(build: Build) -> None:
    write_duplicates(build, None)
    for kind, name, title in (
        (COUNTRIES_FOUND, "countries", Label("Countries", "国・地域")),
        ("everyone_publisher", "publishers", Label("Publishers", "公表機関")),
    ):
        table = cells.table(name, title, [cells.column("name", title)], [], empty=NO_LAKE)
        build.writer.page("index", kind, {"tables": {name: table}})
    build.writer.page("everyone", "", {"tables": {}, "about": None})


def _funders(field: Field) -> dict[str, list[Json]]:
    """Return who funds most activities of each country, as named, the most frequent first."""
    everyone = field.everyone
    activities = everyone.table("activities")
    placed = activities.filter(activities.is_chosen)
    placed = placed.select("record", place=placed.countries.unnest())
    organisations = everyone.table("organisations")
    funding = organisations.filter(organisations.role == "1")
    joined = funding.mutate(key=ibis.coalesce(funding.ref, funding.name)).join(placed, "record")
    joined = joined.filter(joined.key.notnull())
    counted = joined.group_by("place", "key").aggregate(
        ref=joined.ref.max(), name=joined.name.mode(), activities=joined.record.nunique()
    )
    ordered = counted.order_by("place", ibis.desc("activities"), "key")
    made: dict[str, list[Json]] = {}
    for row in everyone.rows(ordered):
        rows = made.setdefault(row["place"], [])
        if len(rows) < FUNDERS_KEPT:
            rows.append(row)
    return made


def _countries_table(build: Build, field: Field) -> Json:
    answer = money(
        field.everyone, Asked(by=("place", "whose")), to=field.currency, rates=field.rates
    )
    spent = {(row.key["place"], row.key["whose"]): row for row in answer.rows}
    counts = field.counts
    publishers: dict[str, int] = {}
    for place, _ in counts.publishers:
        publishers[place] = publishers.get(place, 0) + 1
    rows: list[list[Cell]] = [
        [
            place_cell(build, code),
            code,
            build.figures.activities("country", code),
            found(counts.places[code, "own"], place=code, whose="own"),
            found(counts.places[code, "others"], place=code, whose="others"),
            {"t": "count", "value": str(publishers[code])},
            spent_cell(spent.get((code, "others")), field.currency),
        ]
        for code in sorted(publishers, key=lambda code: (-counts.places[code, "others"], code))
    ]
    return cells.table(
        "countries",
        Label("Countries and territories", "国・地域"),
        [
            cells.column("country", Label("Country or territory", "国・地域")),
            cells.column("code", Label("Code", "コード")),
            cells.column("recorded", Label("In our records", "当方の記録"), is_number=True),
            cells.column("own", Label("Ours, published", "当方の公表"), is_number=True),
            cells.column("others", Label("Others’", "他機関"), is_number=True),
            cells.column("publishers", Label("Publishers", "公表機関"), is_number=True),
            cells.column(
                "others_spent",
                Label(f"Others: spent, {field.currency}", f"他機関：支出（{field.currency}）"),
                is_number=True,
            ),
        ],
        rows,
        note=Label(
            f"{answer.level} An activity in several countries stands in each of them; its money is "
            "divided by the percentages stated.",
            "金額は最終的に報告された段階で一度だけ計上します。"
            "複数国の案件は各国に一件ずつ現れ、金額は明記された割合で配分します。",
        ),
    )


def _overview(build: Build, field: Field, across: int, publishers: int) -> Json:
    counts = field.counts
    asked = Asked(by=("year", "whose"))
    answer = money(field.everyone, asked, to=field.currency, rates=field.rates)
    total = added(row.converted for row in answer.rows if row.key["whose"] == "others")
    rows: list[list[Cell]] = [
        [
            cells.words(label_of("theme", theme.code)),
            found(counts.all_themes[theme.code, "own"], theme=theme.code, whose="own"),
            found(counts.all_themes[theme.code, "others"], theme=theme.code, whose="others"),
        ]
        for theme in sorted(
            THEMES, key=lambda theme: (-counts.all_themes[theme.code, "others"], theme.code)
        )
        if counts.all_themes[theme.code, "own"] or counts.all_themes[theme.code, "others"]
    ]
    themes = cells.table(
        "themes",
        Label("On what", "テーマ別"),
        [
            cells.column("theme", Label("Theme", "テーマ")),
            cells.column("own", Label("Ours", "当方"), is_number=True),
            cells.column("others", Label("Others’", "他機関"), is_number=True),
        ],
        rows,
        note=Label(
            "By the sector codes that name a theme: for orientation.",
            "テーマに対応する分野コードによる目安です。",
        ),
    )
    return {
        "own": counts.whole["own"],
        "others": counts.whole["others"],
        "publishers": publishers,
        "countries": len(field.countries),
        "across": across,
        "spent": converted_cell(total, field.currency),
        "left_out": field.everyone.manifest["left_out"],
        "about": field.about(),
        "countries_named": [
            {"code": code, **cells.words(build.source.place_label(code))}
            for code in field.countries
        ],
        "tables": {"themes": themes} if rows else {},
    }

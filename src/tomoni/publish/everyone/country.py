"""Everyone's activities and money in one country, ours beside theirs: sums made at publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tomoni.catalogue.labels import Label
from tomoni.figures.everyone import Asked, Everyone, MoneyRow, money
from tomoni.figures.everyone.money import Group, Level

from .. import cells
from ..activity_cells import RECIPIENT_BASES
from ..build import Build
from ..cells import Cell, Json
from ..listing import WHOLE
from ..paths import page_path
from ..source import label_of
from .field import Field, added, converted_cell, found, money_cell, sector_cell, spent_cell

# Rows drawn on the page; the downloads have all.
ROWS_SHOWN = 60
Keyed = dict[tuple[Any, str], MoneyRow]
NOBODY: tuple[Label, Label] = (Label("Ours", "当方"), Label("Others", "他機関"))


class Money:
    """The money of one country, each question asked once."""

    def __init__(self, field: Field, everyone: Everyone, code: str) -> None:
        self._field = field
        self._everyone = everyone
        self._code = code

    def by(self, name: str, group: Group = "spent", level: Level = "final") -> Keyed:
        """Return rows by a dimension and by whose they are."""
        asked = Asked(by=(name, "whose"), places=(self._code,), group=group, level=level)
        rows = self.rows(asked)
        return {(row.key[name], str(row.key["whose"])): row for row in rows}

    def rows(self, asked: Asked) -> tuple[MoneyRow, ...]:
        """Return the answer to a question, converted where there are rates."""
        field = self._field
        answer = money(self._everyone, asked, to=field.currency, rates=field.rates)
        return answer.rows


def country_page(build: Build, field: Field, code: str, funders: Iterable[Json]) -> Json:
    """Return the page of one country. ``funders``: rows of who funds activities there."""
    asked = Money(field, field.everyone.at(code), code)
    spent, committed = asked.by("year"), asked.by("year", "committed")
    whole = _total(field, spent, "others")
    stated = _total(field, asked.by("year", level="stated"), "others")
    label = build.source.place_label(code)
    tables = {
        "years": _years(field, spent, committed),
        "themes": _themes(build, field, code, asked),
        "publishers": _publishers(field, code, asked),
        "sectors": _sectors(field, code, asked),
        "funders": _funders(funders),
        "currencies": _currencies(spent, committed),
    }
    return {
        "title": cells.words(label),
        "code": code,
        "has_own_page": code in build.source.by_key("places"),
        "records": build.figures.activities("country", code),
        "records_parts": build.figures.activities("country", code, "component"),
        "own": found(field.counts.places[code, "own"], place=code, whose="own"),
        "others": found(field.counts.places[code, "others"], place=code, whose="others"),
        "publishers": len({ref for place, ref in field.counts.publishers if place == code}),
        "spent": whole,
        "spent_stated": stated if stated != whole else None,
        "not_converted": _not_converted((*spent.values(), *committed.values())),
        "chart": _chart(field, spent, code),
        "about": field.about(),
        "tables": {name: table for name, table in tables.items() if table["rows"]},
    }


def _total(field: Field, rows: Keyed, whose: str) -> Json | None:
    total = added(row.converted for (_, each), row in rows.items() if each == whose)
    return converted_cell(total, field.currency)


def _not_converted(rows: Iterable[MoneyRow]) -> Json | None:
    """Return what is in no converted amount, by currency as stated."""
    left: dict[str | None, Decimal] = {}
    for row in rows:
        for currency, amount in row.not_converted.items():
            left[currency] = left.get(currency, Decimal()) + amount
    return cells.several(
        money_cell(amount, currency)
        for currency, amount in sorted(left.items(), key=lambda each: each[0] or "~")
    )


def _in(field: Field, text: Label) -> Label:
    """Return a heading with the currency that its column is in."""
    return Label(f"{text.en}, {field.currency}", f"{text.ja}（{field.currency}）")


def _columns(field: Field, *, counts: bool) -> list[Json]:
    heads = [
        cells.column("own_spent", _in(field, Label("Ours: spent", "当方：支出")), is_number=True),
        cells.column(
            "others_spent", _in(field, Label("Others: spent", "他機関：支出")), is_number=True
        ),
        cells.column(
            "others_committed",
            _in(field, Label("Others: committed", "他機関：約束")),
            is_number=True,
        ),
    ]
    if not counts:
        return heads
    return [
        cells.column("own", Label("Ours: activities", "当方：案件"), is_number=True),
        cells.column("others", Label("Others: activities", "他機関：案件"), is_number=True),
        *heads,
    ]


def _amounts(field: Field, key: Any, spent: Keyed, committed: Keyed) -> list[Cell]:
    asked = ((spent, "own"), (spent, "others"), (committed, "others"))
    return [spent_cell(rows.get((key, whose)), field.currency) for rows, whose in asked]


def _keys(*several: Keyed) -> set[Any]:
    return {key for rows in several for key, _ in rows}


def _years(field: Field, spent: Keyed, committed: Keyed) -> Json:
    years = sorted(_keys(spent, committed), key=lambda year: -(year or 0))
    rows: list[list[Cell]] = [
        [None if year is None else str(year), *_amounts(field, year, spent, committed)]
        for year in years
    ]
    return cells.table(
        "years",
        Label("By year", "年別"),
        [cells.column("year", Label("Year", "年")), *_columns(field, counts=False)],
        rows,
        note=Label(
            "Calendar year of the transaction. “—” means that nothing was published, not zero. "
            "What has no rate stands beside in its own currency.",
            "取引日の暦年。「—」は公表がないことを示し、ゼロではありません。"
            "換算率がない額は原通貨で併記します。",
        ),
    )


def _own_by_theme(build: Build, code: str) -> dict[str, int]:
    """Return how many whole activities of our records name the country, by theme, as listed."""
    activities = build.source.by_key("activities")
    counted: dict[str, set[str]] = {}
    for row in build.source.of("activity_countries", "country_code", code):
        activity = activities.get(row["activity_id"])
        if row["basis_code"] in RECIPIENT_BASES and activity and activity["is_top_level"]:
            counted.setdefault(activity["theme_code"], set()).add(row["activity_id"])
    return {theme: len(ids) for theme, ids in counted.items() if theme}


def _themes(build: Build, field: Field, code: str, asked: Money) -> Json:
    spent, committed = asked.by("theme"), asked.by("theme", "committed")
    recorded = _own_by_theme(build, code)
    counts = field.counts.themes
    themes = {theme for place, theme, _ in counts if place == code} | set(recorded)
    themes |= {key for key in _keys(spent, committed) if key is not None}
    rows: list[list[Cell]] = [
        [
            cells.link("theme", theme, cells.words(label_of("theme", theme))),
            _recorded(recorded.get(theme, 0), code, theme),
            found(counts[code, theme, "own"], place=code, theme=theme, whose="own"),
            found(counts[code, theme, "others"], place=code, theme=theme, whose="others"),
            *_amounts(field, theme, spent, committed),
        ]
        for theme in sorted(themes, key=lambda theme: (-counts[code, theme, "others"], theme))
    ]
    return cells.table(
        "themes",
        Label("By theme", "テーマ別"),
        [
            cells.column("theme", Label("Theme", "テーマ")),
            cells.column("recorded", Label("In our records", "当方の記録"), is_number=True),
            *_columns(field, counts=True),
        ],
        rows,
        note=Label(
            "Themes of others by the sector codes that name them: for orientation. A code may name "
            "several themes, so that rows do not add up.",
            "他機関のテーマは、対応する分野コードによる目安です。一つのコードが複数のテーマに対応することがあり、"
            "行は合算できません。",
        ),
    )


def _recorded(count: int, code: str, theme: str) -> Json | None:
    if not count:
        return None
    path = f"{page_path('activity')}?level={WHOLE}&theme={theme}&country={code}"
    return {"t": "found", "value": str(count), "path": path}


def _publishers(field: Field, code: str, asked: Money) -> Json:
    by: dict[str, dict[Any, MoneyRow]] = {}
    groups: tuple[Group, ...] = ("spent", "committed")
    for group in groups:
        answer = asked.rows(Asked(by=("publisher",), places=(code,), group=group))
        by[group] = {row.key["publisher"]: row for row in answer}
    counts = {
        ref: count for (place, ref), count in field.counts.publishers.items() if place == code
    }
    order = sorted(
        {*counts, *by["spent"], *by["committed"]}, key=lambda ref: _rank(ref, by, counts)
    )
    rows = [_publisher_row(field, code, ref, counts.get(ref, 0), by) for ref in order]
    table = cells.table(
        "publishers",
        Label("Who works here", "公表機関別"),
        [
            cells.column("publisher", Label("Publisher", "公表機関")),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
            cells.column("spent", _in(field, Label("Spent", "支出")), is_number=True),
            cells.column("committed", _in(field, Label("Committed", "約束")), is_number=True),
        ],
        rows,
    )
    return {**table, "shown": ROWS_SHOWN}


def _rank(
    ref: str | None, by: Mapping[str, Mapping[Any, MoneyRow]], counts: Mapping[str | None, int]
) -> tuple[Fraction, int, str]:
    row = by["spent"].get(ref)
    spent = row.converted if row is not None and row.converted is not None else Fraction(0)
    return (-spent, -counts.get(ref, 0), ref or "")


def _publisher_row(
    field: Field, code: str, ref: str | None, count: int, by: Mapping[str, Mapping[Any, MoneyRow]]
) -> list[Cell]:
    amounts = [spent_cell(by[group].get(ref), field.currency) for group in ("spent", "committed")]
    return [field.name_of(ref), found(count, place=code, publisher=ref), *amounts]


def _sectors(field: Field, code: str, asked: Money) -> Json:
    spent, committed = asked.by("sector"), asked.by("sector", "committed")
    counts = field.counts.sectors
    codes = {sector for place, sector, _ in counts if place == code} | _keys(spent, committed)
    order = sorted(codes, key=lambda sector: (-counts[code, sector, "others"], sector or "~"))
    rows: list[list[Cell]] = [
        [
            sector_cell(sector),
            sector,
            _count(counts[code, sector, "own"]),
            _count(counts[code, sector, "others"]),
            *_amounts(field, sector, spent, committed),
        ]
        for sector in order
    ]
    table = cells.table(
        "sectors",
        Label("By sector", "分野別"),
        [
            cells.column("sector", Label("Sector (OECD DAC)", "分野（OECD DAC）")),
            cells.column("code", Label("Code", "コード")),
            *_columns(field, counts=True),
        ],
        rows,
        note=Label(
            "Money is divided over sectors by the percentages stated and by nothing else; “—” is "
            "money whose sector nobody states.",
            "金額は明記された割合のみで分野に配分しています。「—」は分野の記載がない金額です。",
        ),
    )
    return {**table, "shown": ROWS_SHOWN}


def _count(count: int) -> Json | None:
    return {"t": "count", "value": str(count)} if count else None


def _currencies(spent: Keyed, committed: Keyed) -> Json:
    """Return the totals as stated, no currency added to another."""
    totals: dict[tuple[str | None, str, str], Decimal] = {}
    for group, rows in (("spent", spent), ("committed", committed)):
        for (_, whose), row in rows.items():
            for currency, amount in row.amounts.items():
                key = (currency, group, whose)
                totals[key] = totals.get(key, Decimal()) + amount
    asked = (("spent", "own"), ("spent", "others"), ("committed", "others"))
    rows_made: list[list[Cell]] = [
        [
            currency,
            *(
                money_cell(totals[currency, group, whose], currency)
                if (currency, group, whose) in totals
                else None
                for group, whose in asked
            ),
        ]
        for currency in sorted({key[0] for key in totals}, key=lambda each: each or "~")
    ]
    return cells.table(
        "currencies",
        Label("As stated, by currency", "公表された通貨別（原額）"),
        [
            cells.column("currency", Label("Currency", "通貨")),
            cells.column("own_spent", Label("Ours: spent", "当方：支出"), is_number=True),
            cells.column("others_spent", Label("Others: spent", "他機関：支出"), is_number=True),
            cells.column(
                "others_committed", Label("Others: committed", "他機関：約束"), is_number=True
            ),
        ],
        rows_made,
        note=Label(
            "Exact amounts of all years; nothing is converted here.",
            "全期間の正確な金額。換算はしていません。",
        ),
    )


def _funders(funders: Iterable[Json]) -> Json:
    rows: list[list[Cell]] = [
        [row["name"] or row["ref"], row["ref"], _count(row["activities"])] for row in funders
    ]
    return cells.table(
        "funders",
        Label("Who funds it", "資金提供機関"),
        [
            cells.column("funder", Label("Named as funding", "資金提供者としての記載")),
            cells.column("reference", Label("Reference", "識別子")),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
        ],
        rows,
        note=Label(
            "As the publishers name them. An organisation named in two ways without a reference "
            "stands twice.",
            "公表機関による記載のまま。識別子なしで二通りに書かれた機関は二行になります。",
        ),
    )


def _chart(field: Field, spent: Keyed, code: str) -> Json | None:
    """Return spending by year for a chart of paired bars; None for fewer than two years."""
    values = {
        (year, whose): row.converted
        for (year, whose), row in spent.items()
        if year is not None and row.converted is not None and row.converted > 0
    }
    years = sorted({year for year, _ in values})
    if len(years) < 2:
        return None
    shown = range(max(years[0], years[-1] - 24), years[-1] + 1)
    return {
        "currency": field.currency,
        "years": [
            {
                "year": year,
                **{
                    whose: str(round(values[year, whose]))
                    for whose in ("own", "others")
                    if (year, whose) in values
                },
            }
            for year in shown
        ],
        "names": {"own": cells.words(NOBODY[0]), "others": cells.words(NOBODY[1])},
        "earlier": years[0] < shown[0],
        "code": code,
    }

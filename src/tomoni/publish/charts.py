"""Where marks stand in the few charts of the site. Templates draw them; the table stands behind.

Coordinates are plain numbers in the chart's own box. No colour is fixed here: classes give it, so
that light, dark and print agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import PLACES_BY_CODE

from . import cells
from .cells import Json
from .evidence import claim_number, edition_label, row_number
from .numbers import group_digits
from .paths import CLAIM_PROOF, page_path
from .source import Row, Source, label_of

TILE = 36
TILE_GAP = 3
LEVELS: tuple[tuple[int, Label], ...] = (
    (1, Label("1", "1")),
    (2, Label("2–3", "2–3")),
    (4, Label("4–6", "4–6")),
    (7, Label("7 or more", "7以上")),
)
YEARS_SHOWN = 25
WIDTH, HEIGHT = 520, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 38, 46


def level_of(value: int) -> int:
    """Return the step of shading for a count: 0 none, 1 to 4 as in ``LEVELS``."""
    return sum(value >= least for least, _ in LEVELS)


def tile_map(source: Source, values: Mapping[str, Json]) -> Json:
    """Return the tile-grid map: one tile a place, shaded by its count, linked to its page.

    ``values`` maps a place to its numbers of whole activities and of parts; a place named in parts
    only is outlined; one without any is blank: the sources are silent.
    """
    tiles: list[Json] = []
    known = source.by_key("places")
    for code, place in PLACES_BY_CODE.items():
        if place.tile_row is None or place.tile_column is None or code not in known:
            continue
        found = values.get(code)
        label = source.place_label(code)
        tile: Json = {
            "code": code,
            "x": place.tile_column * TILE,
            "y": place.tile_row * TILE,
            "en": label.en,
            "ja": label.ja,
            "path": page_path("country", code),
            "level": 0,
        }
        if found and found["number"]:
            tile["level"] = level_of(int(Decimal(found["number"]["value"])))
            tile["number"] = found["number"]
        elif found:
            tile["parts"] = found["parts"]
        tiles.append(tile)
    return {
        "tiles": sorted(tiles, key=lambda tile: (tile["y"], tile["x"])),
        "size": TILE - TILE_GAP,
        "width": max((tile["x"] for tile in tiles), default=0) + TILE,
        "height": max((tile["y"] for tile in tiles), default=0) + TILE,
        "levels": [cells.words(label) for _, label in LEVELS],
    }


def round_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return three to six round values that span low to high."""
    span = max(high - low, Decimal(1))
    step = Decimal(10) ** (len(str(int(span))) - 1)
    for factor in (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2)):
        if span / (step * factor) <= 5:
            step = max(step * factor, Decimal(1))
            break
    first = low // step * step
    ticks = [first]
    while ticks[-1] < high or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return ticks


def _scale(value: float, low: float, high: float, first: float, last: float) -> float:
    if high == low:
        return round((first + last) / 2, 1)
    return round(first + (value - low) / (high - low) * (last - first), 1)


def point_chart(title: Label, points: Sequence[Json]) -> Json | None:
    """Return a chart of values over time with a label at each point; None for fewer than two.

    A point has ``number``, ``when`` (date or None: undated, drawn open at the left edge), its
    label in ``en`` and ``ja``, and may have a ``note``.
    """
    dated = [point for point in points if point["when"] is not None]
    if len(dated) < 2:
        return None
    values = [Decimal(point["number"]["value"]) for point in points]
    spread = max(values) - min(values)
    ticks = round_ticks(max(min(values) - spread / 4, Decimal(0)), max(values))
    low, high = float(ticks[0]), float(ticks[-1])
    days = [point["when"].toordinal() for point in dated]
    undated = len(points) - len(dated)
    first_x = _LEFT + 62 + 150 * undated
    marks: list[Json] = []
    place = 0
    for point in points:
        when: date | None = point["when"]
        if when is None:
            x = float(_LEFT + 86 + 150 * place)
            place += 1
        else:
            x = _scale(when.toordinal(), min(days), max(days), first_x, WIDTH - _RIGHT - 62)
        value = float(Decimal(point["number"]["value"]))
        mark: Json = {key: item for key, item in point.items() if key != "when"}
        y = _scale(value, low, high, HEIGHT - _BOTTOM, _TOP)
        marks.append({**mark, "x": x, "y": y, "open": when is None})
    line = [[mark["x"], mark["y"]] for mark in marks if not mark["open"]]
    return {
        "en": title.en,
        "ja": title.ja,
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": WIDTH - _RIGHT,
        "bottom": HEIGHT - _BOTTOM,
        "grid": [
            {
                "y": _scale(float(tick), low, high, HEIGHT - _BOTTOM, _TOP),
                "text": group_digits(tick),
            }
            for tick in ticks
        ],
        "line": sorted(line),
        "marks": marks,
    }


def _observation_point(source: Source, row: Row) -> Json:
    claim = source.by_key("claims").get(row["claim_id"])
    document = source.by_key("documents")[claim["document_id"]] if claim else None
    label = edition_label(document) if document else Label("", "")
    return {
        "number": row_number(row, CLAIM_PROOF + row["claim_id"]),
        "when": row["cutoff_last"],
        "en": label.en,
        "ja": label.ja,
    }


def _other_populations(source: Source, observed: Row) -> list[Json]:
    """Return undated totals of people of the same activity, which count another population."""
    points = []
    for claim in source.of("claims", "activity_id", observed["activity_id"]):
        if claim["outcome_code"] != "claim_only" or claim["population_code"] is None:
            continue
        if (
            claim["population_code"] == observed["population_code"]
            or claim["unit_code"] != "person"
        ):
            continue
        population = label_of("population", claim["population_code"])
        points.append(
            {
                "number": claim_number(claim),
                "when": None,
                "en": "undated",
                "ja": "日付なし",
                "note": cells.words(
                    Label(f"{population.en}: another population", f"{population.ja}：別の母集団")
                ),
            }
        )
    return points


def cumulative_chart(
    source: Source, observations: Sequence[Row], measure: str | None = None
) -> Json | None:
    """Return the chart of one measure's cumulative totals by cut-off; None when there are too few.

    ``measure`` None takes the measure with the most totals, graduates first.
    """
    groups: dict[str, list[Row]] = {}
    for row in observations:
        if (row["cutoff_last"] is not None and not row["currency_code"]) or row["currency_code"]:
            groups.setdefault(row["measure_code"], []).append(row)
    if not groups:
        return None
    chosen = measure or max(groups, key=lambda code: (len(groups[code]), code == "graduates"))
    rows: list[Row] = sorted(
        (row for row in groups.get(chosen, []) if row["cutoff_last"]),
        key=lambda row: str(row["cutoff_last"]),
    )
    if not rows:
        return None
    points = [
        *_other_populations(source, rows[0]),
        *(_observation_point(source, row) for row in rows),
    ]
    label = label_of("measure", chosen)
    title = Label(
        f"{label.en}: cumulative, as each edition stated it", f"{label.ja}：各版に記載された累計"
    )
    return point_chart(title, points)


def year_bars(counts: Mapping[int, Json]) -> Json | None:
    """Return a chart of counts by year, one bar a year; None when no year has one.

    Only the last ``YEARS_SHOWN`` years are drawn; ``earlier`` says whether the table holds more.
    """
    if not counts:
        return None
    last = max(counts)
    first = max(min(counts), last - YEARS_SHOWN + 1)
    drawn = {year: number for year, number in counts.items() if year >= first}
    pitch = WIDTH / (last - first + 1)
    width = min(pitch * 0.76, 44)
    tallest = max(int(Decimal(number["value"])) for number in drawn.values())
    bars: list[Json] = []
    for year, number in sorted(drawn.items()):
        height = round(int(Decimal(number["value"])) / tallest * 130, 1)
        bars.append(
            {
                "year": year,
                "x": round((year - first) * pitch + (pitch - width) / 2, 1),
                "width": round(width, 1),
                "y": round(154 - height, 1),
                "height": height,
                "number": number,
            }
        )
    step = 5 if last - first > 12 else 1
    axis = [
        {"text": str(year), "x": round((year - first + 0.5) * pitch, 1)}
        for year in range(first, last + 1)
        if year % step == 0
    ]
    return {
        "width": WIDTH,
        "height": 178,
        "base": 154,
        "bars": bars,
        "axis": axis,
        "earlier": min(counts) < first,
    }

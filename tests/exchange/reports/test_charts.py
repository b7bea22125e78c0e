"""Charts: marks where their values say, every label as text, the bounds where both are known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from tomoni.exchange.reports.charts import Chart, Mark, Tick, Tile, TileMap, chart_svg
from tomoni.exchange.reports.charts.parts import broken, width_of

SVG = "{http://www.w3.org/2000/svg}"
FAMILIES = ("Libertinus Serif", "Noto Serif CJK JP")
TICKS = (Tick(Decimal(0), "0"), Tick(Decimal(50), "50"), Tick(Decimal(100), "100"))


def _drawn(chart: Chart | TileMap) -> etree._Element:
    return etree.fromstring(chart_svg(chart, FAMILIES).encode())


def _texts(drawn: etree._Element) -> list[str]:
    return [one.text or "" for one in drawn.iter(f"{SVG}text")]


def _rects(drawn: etree._Element) -> list[etree._Element]:
    return list(drawn.iter(f"{SVG}rect"))[1:]  # the first is the paper


def test_bars_are_as_long_as_their_values() -> None:
    marks = (Mark("Kenya", "10", Decimal(10)), Mark("Viet Nam", "40", Decimal(40)))
    drawn = _drawn(Chart("bars", "By country", marks))
    short, long = (float(one.get("width", "")) for one in _rects(drawn))
    assert long == pytest.approx(4 * short, rel=0.01)
    assert _texts(drawn) == ["Kenya", "10", "Viet Nam", "40"]
    assert drawn.get("aria-label") == "By country"


def test_columns_stand_as_high_as_their_values() -> None:
    marks = (Mark("2020", "25", Decimal(25)), Mark("2021", "75", Decimal(75)))
    drawn = _drawn(Chart("columns", "By year", marks, TICKS))
    low, high = (float(one.get("height", "")) for one in _rects(drawn))
    assert high == pytest.approx(3 * low, rel=0.01)
    assert {"0", "50", "100", "25", "75", "2020", "2021"} == set(_texts(drawn))


@pytest.mark.parametrize(
    ("low", "high", "whiskers"),
    [(None, None, 0), (10, None, 0), (None, 60, 0), (40, 40, 0), (30, 60, 1)],
)
def test_bounds_are_drawn_where_both_are_known(
    low: int | None, high: int | None, whiskers: int
) -> None:
    bounds = [None if one is None else Decimal(one) for one in (low, high)]
    mark = Mark("2020", "40", Decimal(40), *bounds)
    drawn = _drawn(Chart("line", "L", (mark, Mark("2021", "50", Decimal(50))), TICKS))
    assert len(list(drawn.iter(f"{SVG}polygon"))) == whiskers


def test_a_line_stands_where_its_years_say() -> None:
    marks = tuple(Mark(str(year), "9", Decimal(9), at=year) for year in (2010, 2011, 2020))
    drawn = _drawn(Chart("line", "L", marks, TICKS))
    first, second, last = (float(one.get("cx", "")) for one in drawn.iter(f"{SVG}circle"))
    assert last - first == pytest.approx(10 * (second - first), rel=0.01)


def test_labels_under_a_long_line_do_not_touch() -> None:
    marks = tuple(Mark(str(year), "9", Decimal(9), at=year) for year in range(1950, 2024))
    years = [text for text in _texts(_drawn(Chart("line", "L", marks, TICKS))) if len(text) == 4]
    assert (years[0], years[-1]) == ("1950", "2023")
    assert 5 < len(years) <= 600 / width_of("2023")


def test_a_single_mark_and_equal_values_can_be_drawn() -> None:
    one = (Mark("2020", "5", Decimal(5), at=2020),)
    assert _drawn(Chart("line", "L", one, TICKS)) is not None
    assert _drawn(Chart("bars", "B", (Mark("none", "0", Decimal(0)),))) is not None


def test_the_map_shades_its_tiles_and_says_what_shades_mean() -> None:
    tiles = (Tile(0, 0, "AA", 0), Tile(1, 0, "BB", 4))
    drawn = _drawn(TileMap("World", tiles, ("1", "2", "3", "4 or more")))
    fills = [one.get("fill") for one in _rects(drawn)]
    assert fills[0] != fills[1]
    assert fills[1] == fills[-1]
    assert _texts(drawn) == ["AA", "BB", "1", "2", "3", "4 or more"]


def test_no_label_is_read_as_markup() -> None:
    label = "</text><script>alert(\"x\")</script> & 'y'"
    drawn = _drawn(Chart("bars", label, (Mark(label, label, Decimal(1)),)))
    assert not list(drawn.iter(f"{SVG}script"))
    assert drawn.get("aria-label") == label


@pytest.mark.parametrize("label", ["A fairly long name of a country", "法の支配とガバナンスの強化"])
def test_long_labels_are_broken_and_nothing_is_lost(label: str) -> None:
    lines = broken(label, 100)
    assert len(lines) > 1
    assert all(width_of(line) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == label.replace(" ", "")

"""What a chart of a report shows, and that each is drawn once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tomoni.exchange.reports.charts import Chart, TileMap
from tomoni.publish.report.chart_values import chart_of, not_drawn
from tomoni.publish.report.drawings import Drawings
from tomoni.publish.report.model import ChartBlock, ChartKind, Point, TableBlock


def block(
    kind: ChartKind, values: dict[str, str], dimension: str = "country", **more: str
) -> ChartBlock:
    points = tuple(
        Point(key, Decimal(value), None, None, "p", key, value) for key, value in values.items()
    )
    empty = TableBlock("", (), ())
    return ChartBlock(kind, "C", "D", points, empty, dimension=dimension, **more)  # type: ignore[arg-type]  # texts


@pytest.mark.parametrize(
    ("kind", "dimension", "drawn"),
    [
        ("bar", "country", "bars"),
        ("bar", "fiscal_year", "columns"),
        ("line", "fiscal_year", "line"),
    ],
)
def test_years_stand_upright_and_names_lie(kind: ChartKind, dimension: str, drawn: str) -> None:
    chart = chart_of(block(kind, {"2020": "1", "2021": "2"}, dimension), "en")
    assert isinstance(chart, Chart)
    assert chart.kind == drawn


@pytest.mark.parametrize(
    ("values", "more", "language", "ticks"),
    [
        (("5", "18"), {"unit": "person"}, "en", ("0", "5", "10", "15", "20")),
        (("0.1", "0.43"), {"unit": "share"}, "en", ("0 %", "10 %", "20 %", "30 %", "40 %", "50 %")),
        (("4000000", "9000000"), {"currency": "USD"}, "en", ("US$0", "US$2 m", "US$4 m")),
        (("40000", "90000"), {"currency": "JPY"}, "ja", ("0円", "2万円", "4万円")),
    ],
)
def test_ticks_are_round_and_read_as_the_language_writes_them(
    values: tuple[str, ...], more: dict[str, str], language: str, ticks: tuple[str, ...]
) -> None:
    years = dict(zip(("2020", "2021"), values, strict=True))
    chart = chart_of(block("bar", years, "fiscal_year", **more), language)
    assert isinstance(chart, Chart)
    assert tuple(one.text for one in chart.ticks)[: len(ticks)] == ticks
    assert chart.ticks[0].value == 0
    assert chart.ticks[-1].value >= max(mark.value for mark in chart.marks)


def test_a_line_far_from_zero_does_not_begin_there() -> None:
    chart = chart_of(block("line", {"2020": "6000", "2021": "6100"}, "fiscal_year"), "en")
    assert isinstance(chart, Chart)
    assert 0 < chart.ticks[0].value <= 6000
    assert [mark.at for mark in chart.marks] == [2020, 2021]


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_what_has_no_year_is_left_out_of_a_chart_over_time(kind: ChartKind) -> None:
    over_time = block(kind, {"2020": "1", "2021": "2", "not stated": "90"}, "year")
    chart = chart_of(over_time, "en")
    assert isinstance(chart, Chart)
    assert [mark.label for mark in chart.marks] == ["2020", "2021"]
    assert chart.ticks[-1].value < 90
    assert [one.label for one in not_drawn(over_time)] == ["not stated"]
    assert not_drawn(block("bar", {"LA": "1", "not stated": "90"})) == ()


def test_small_counts_are_shaded_as_on_the_site_and_money_by_quarters() -> None:
    counts = chart_of(block("map", {"LA": "10", "VN": "1", "KE": "0"}), "en")
    assert isinstance(counts, TileMap)
    shades = {tile.code: tile.shade for tile in counts.tiles}
    assert (shades["LA"], shades["VN"], shades["KE"], shades["JP"]) == (4, 1, 0, 0)
    values = {"LA": "1000000", "VN": "2000000", "KE": "3000000", "TH": "4000000"}
    money = chart_of(block("map", values, currency="USD"), "en")
    assert isinstance(money, TileMap)
    assert money.legend == tuple(f"US${count} m or more" for count in (1, 2, 3, 4))
    assert {tile.code: tile.shade for tile in money.tiles if tile.shade} == {
        "LA": 1, "VN": 2, "KE": 3, "TH": 4,
    }  # fmt: skip
    assert isinstance(chart_of(block("map", {"LA": "0"}, currency="USD"), "en"), TileMap)


def test_a_drawing_is_kept_and_found_again(tmp_path: Path) -> None:
    chart = block("bar", {"LA": "3"})
    first = Drawings(tmp_path).svg(chart, "en")
    [kept] = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert Drawings(tmp_path).svg(chart, "en") == b"kept"
    assert first != b"kept"
    other = replace(chart, series=(replace(chart.series[0], value=Decimal(4)),))
    assert Drawings(tmp_path).svg(other, "en") != b"kept"
    assert len(list(tmp_path.iterdir())) == 2
    Drawings(tmp_path).svg(chart, "ja")
    assert len(list(tmp_path.iterdir())) == 3

"""Cells as HTML: hedges on their side, what is missing marked, bounds in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tomoni.publish import cells
from tomoni.web.public.render import bounds_text, number_text, render_cell, render_number


def _number(value: str = "6100", **more: Any) -> dict[str, Any]:
    return cells.number(value, "graduates_count.abc", unit="person", **more)


@pytest.mark.parametrize(
    ("qualifier", "en", "ja"),
    [
        ("exact", "6,100", "6,100"),
        ("more_than", "more than 6,100", "6,100超"),
        ("about", "about 6,100", "約6,100"),
        ("less_than", "less than 6,100", "6,100未満"),
        ("at_least", "at least 6,100", "少なくとも6,100"),
    ],
)
def test_hedges(public: Client, qualifier: str, en: str, ja: str) -> None:
    for language, words in (("en", en), ("ja", ja)):
        with translation.override(language):
            assert number_text(_number(qualifier=qualifier)) == words


def test_a_number_links_to_its_proof(public: Client) -> None:
    with translation.override("ja"):
        made = render_number(_number())
    assert 'class="num" href="/ja/proofs/graduates_count.abc/"' in made
    with translation.override("en"):
        assert 'href="/claims/c1/"' in render_number(cells.number("5", "claim.c1"))


def test_what_is_not_stated_is_no_zero(public: Client) -> None:
    made = render_cell(None)
    assert "—" in made
    assert "0" not in made


def test_text_is_escaped(public: Client) -> None:
    assert render_cell("<b>") == "&lt;b&gt;"
    link = cells.link("activity", "x", '"><script>')
    assert "<script>" not in render_cell(link)


def test_open_lists_say_so(public: Client) -> None:
    cell = {"t": "list", "items": ["one", "two", "three", "four"], "shown": 2, "open": True}
    with translation.override("en"):
        made = render_cell(cell)
    assert made.startswith("one, two and 2 more")
    assert "and others" in made


@pytest.mark.parametrize(
    ("more", "flags", "words"),
    [
        (
            {"low": "6100", "high": "6200"},
            {"low_is_open": True, "high_is_soft": True},
            [
                "above 6,100, which is not reached itself",
                "to about 6,200, read from the rounding",
            ],
        ),
        (
            {"low": "6000", "high": "6100"},
            {"low_is_soft": True, "high_is_open": True},
            [
                "from about 6,000, read from the rounding",
                "below 6,100, which is not reached itself",
            ],
        ),
        ({"low": "6100", "high": "6100"}, {}, ["no bounds: the value is exact"]),
        ({"low": "6100"}, {}, ["from 6,100", "no upper bound is known"]),
        ({"high": "6100"}, {}, ["no lower bound is known", "to 6,100"]),
    ],
)
def test_bounds(
    public: Client, more: dict[str, str], flags: dict[str, bool], words: list[str]
) -> None:
    with translation.override("en"):
        assert bounds_text(_number(**more), flags) == words


def test_signs(public: Client) -> None:
    money = cells.number("111000000.00", "p", currency="USD", signed=True)
    loss = cells.number("-5", "p", signed=True)
    with translation.override("en"):
        assert number_text(money) == "+US$111 m"
        assert number_text(loss) == "−5"

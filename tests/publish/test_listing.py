"""The list of activities: counts that are exact, wholes and parts apart, the same in any order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from tomoni.publish.listing import (
    PAGE_SIZE,
    Listing,
    ListingPage,
    ListingQuery,
    ListingRow,
    write_listing,
)
from tomoni.publish.schema import SiteWriter

ROWS = 120


def _row(number: int) -> ListingRow:
    facets = {
        "level": ["whole" if number % 3 else "part"],
        "theme": ["even" if number % 2 == 0 else "odd"],
        "country": ["KH"] if number < 10 else ["KH", "LA"] if number < 20 else [],
    }
    keys = {
        "title": f"{ROWS - number:04}",
        "start": f"{number:04}",
        "reported": "2021",
        "theme": "",
    }
    key = f"a{number:03}"
    return ListingRow(key, {"id": key, "cells": [key]}, facets, keys)


class Opened:
    """A listing with its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.listing = Listing(connection)

    def page(self, text: str = "", order: str = "", page: int = 1, **filters: str) -> ListingPage:
        chosen = tuple((name, (code,)) for name, code in filters.items())
        return self.listing.page(self.connection, ListingQuery(text, chosen, order, page), "en")

    def ids(self, found: ListingPage) -> list[str]:
        """Return what the first cell of each row reads."""
        return [row.removeprefix("<tr><td>").removesuffix("</td></tr>") for row in found.rows]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A list of 120 rows."""
    path = tmp_path_factory.mktemp("listing") / "site.sqlite3"
    writer = SiteWriter(path)
    write_listing(
        writer, [_row(number) for number in range(ROWS)], {("country", "KH"): ("C", "カ")}
    )
    for number in range(ROWS):
        word = "rare" if number == 77 else "common"
        writer.searchable("activity", f"/a/{number}/", f"{word} title", "題名", "")
    writer.close()
    connection = sqlite3.connect(path)
    yield Opened(connection)
    connection.close()


def test_wholes_and_parts_are_counted_apart(opened: Opened) -> None:
    found = opened.page()
    assert (found.total, found.whole, found.parts) == (120, 80, 40)
    assert len(found.rows) == PAGE_SIZE
    assert found.pages == 3


def test_filters_combine(opened: Opened) -> None:
    found = opened.page(country="LA", theme="odd")
    assert opened.ids(found) == ["a011", "a013", "a015", "a017", "a019"]


def test_a_facet_counts_without_its_own_filter(opened: Opened) -> None:
    found = opened.page(country="LA")
    countries = {value.code: (value.count, value.is_chosen) for value in found.facets["country"]}
    assert countries == {"KH": (20, False), "LA": (10, True)}
    assert {value.code: value.count for value in found.facets["theme"]} == {"even": 5, "odd": 5}


def test_names_of_facets(opened: Opened) -> None:
    assert opened.listing.name_of("country", "KH") == ("C", "カ")
    assert opened.listing.name_of("country", "??") == ("??", "??")


@pytest.mark.parametrize(
    ("order", "first"), [("", "a000"), ("title", "a119"), ("-title", "a000"), ("-start", "a119")]
)
def test_orders(opened: Opened, order: str, first: str) -> None:
    assert opened.ids(opened.page(order=order))[0] == first


def test_pages_cover_every_row_once(opened: Opened) -> None:
    pages = [opened.page(order="title", page=page) for page in (1, 2, 3)]
    ids = [each for page in pages for each in opened.ids(page)]
    assert sorted(ids) == [f"a{number:03}" for number in range(ROWS)]


def test_a_page_beyond_the_end_is_the_last(opened: Opened) -> None:
    assert opened.page(page=99).page == 3
    assert opened.page(theme="none").rows == []


def test_text_and_filter(opened: Opened) -> None:
    assert opened.ids(opened.page("rare")) == ["a077"]
    assert opened.page("rare", theme="even").total == 0
    assert opened.page("common").total == 119
    assert opened.page("題名").total == 120


def test_every_row_streams_in_order(opened: Opened) -> None:
    query = ListingQuery(order="title")
    ids = [row["id"] for row in opened.listing.every_row(opened.connection, query)]
    assert ids == [f"a{number:03}" for number in reversed(range(ROWS))]

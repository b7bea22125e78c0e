"""Listings: the address alone says what is shown, and wishes that make no sense are left aside."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Q
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tomoni.records.models import Party
from tomoni.web.shell.listing import Column, Filter, Listing, Shown

pytestmark = pytest.mark.django_db

LISTING = Listing(
    columns=(
        Column("name", "Name", ("name",)),
        Column("kind", "Kind", ("kind_code", "name"), is_number=True),
        Column("note", "Note"),
    ),
    filters=(Filter("kind", "Kind", "kind_code", (("ngo", "NGO"), ("un", "UN"))),),
    search=lambda text: Q(name__icontains=text),
    default_order=("name",),
    page_size=3,
)


@pytest.fixture(autouse=True)
def parties(db: None) -> None:
    for number in range(8):
        Party.objects.create(
            public_id=f"party-{number}",
            name=f"Party {number}",
            kind_code="ngo" if number % 2 else "un",
            is_context_only=False,
        )


def shown(query: str = "", listing: Listing = LISTING) -> Shown:
    return listing.shown(RequestFactory().get(f"/list/{query}"), Party.objects.all())


def names(listed: Shown) -> list[str]:
    return [row.name[-1] for row in listed.page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "012"),
        ("?page=3", "67"),
        ("?page=99", "67"),
        ("?page=x", "012"),
        ("?q=5", "5"),
        ("?q=nobody", ""),
        ("?kind=ngo", "135"),
        ("?kind=sorcerer", "012"),
        ("?sort=-name", "765"),
        ("?sort=note", "012"),
        ("?sort=password", "012"),
        ("?sort=kind", "135"),
        ("?sort=-kind", "642"),
        ("?kind=un&q=party&sort=-name&page=2", "0"),
    ],
)
def test_what_the_address_asks_for(query: str, found: str) -> None:
    assert "".join(names(shown(query))) == found


def test_a_head_sorts_and_turns_round() -> None:
    first, second, third = shown("?sort=name&kind=ngo").heads
    assert (first["query"], first["state"]) == ("?kind=ngo&sort=-name", "ascending")
    assert (second["query"], second["state"]) == ("?kind=ngo&sort=kind", None)
    assert (third["query"], second["is_number"]) == (None, True)
    assert shown("?sort=-name").heads[0]["query"] == "?sort=name"


def test_pages_keep_the_wishes() -> None:
    listed = shown("?q=party&sort=-name&page=2")
    assert listed.earlier == "?q=party&sort=-name&page=1"
    assert listed.later == "?q=party&sort=-name&page=3"
    assert (shown().earlier, shown("?page=3").later) == (None, None)
    assert listed.is_narrowed and not shown("?sort=-name").is_narrowed


def test_it_costs_two_queries_whatever_the_size(django_assert_num_queries: Any) -> None:
    for size in (3, 100):
        listing = Listing(LISTING.columns, default_order=("name",), page_size=size)
        with django_assert_num_queries(2):
            listed = shown(listing=listing)
            assert len(names(listed)) == min(size, 8)
            assert listed.page.paginator.count == 8


def test_the_parts_of_a_page_show_it() -> None:
    listed = shown("?q=<b>&kind=ngo")
    tools = render_to_string("shell/listing_tools.html", {"shown": listed})
    assert 'type="search" name="q" value="&lt;b&gt;"' in tools
    assert '<option value="ngo" selected>' in tools
    assert "Show all" in tools
    heads = render_to_string("shell/listing_heads.html", {"shown": shown("?sort=-name")})
    assert 'aria-sort="descending"' in heads
    foot = render_to_string("shell/listing_foot.html", {"shown": shown("?page=2")})
    assert "4–6 of 8" in foot
    without = Listing(LISTING.columns)
    assert "search" not in render_to_string(
        "shell/listing_tools.html", {"shown": shown(listing=without)}
    ).replace('role="search"', "")


def test_nothing_is_asked_of_the_database_before_it_is_shown() -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as queries:
        Listing(LISTING.columns)
    assert len(queries) == 0

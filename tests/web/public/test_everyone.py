"""The search over everyone's activities, the page of one, and their downloads."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from publish.drawn_lake import OURS
from web.public.pages import read_page


def _page(public: Client, address: str) -> str:
    response = public.get(address)
    assert response.status_code == 200, address
    text: str = response.content.decode()
    page = read_page(text)
    assert page.errors == []
    assert len(page.ids) == len(set(page.ids))
    assert "style" not in page.attributes
    return text


@pytest.mark.parametrize("prefix", ["", "/ja"])
def test_who_else_trains_the_coast_guard_here(public: Client, prefix: str) -> None:
    page = _page(public, f"{prefix}/everyone/?q=coast+guard&place=KH&whose=others")
    assert f'href="{prefix}/everyone/activities/XX-2-A/"' in page
    assert f"{OURS}-A" not in page
    assert "The Fund" in page
    assert '<span class="u">EUR</span> 90' in page


@pytest.mark.parametrize(
    "asked",
    ["q=submarine", "place=XX", "theme=nothing&place=ZZ", "q=%22%20OR%20*", "publisher=nobody"],
)
def test_nothing_found_says_so(public: Client, asked: str) -> None:
    assert "Nothing matches" in _page(public, f"/everyone/?{asked}")


@pytest.mark.parametrize("asked", ["page=0", "page=x", "whose=me", "theme=%00", "q=+"])
def test_what_an_address_does_not_know_is_ignored(public: Client, asked: str) -> None:
    assert "On what" in _page(public, f"/everyone/?{asked}")


def test_a_publisher_is_a_filter_that_can_be_removed(public: Client) -> None:
    page = _page(public, "/everyone/?publisher=XX-2&q=coast")
    assert 'href="/everyone/?q=coast"' in page
    assert "Publisher XX-2" in page


def test_what_is_found_is_a_csv(public: Client) -> None:
    response = public.get("/everyone/list.csv?place=KH")
    body = b"".join(response.streaming_content).decode()
    rows = {row["identifier"]: row for row in csv.DictReader(io.StringIO(body))}
    assert set(rows) == {f"{OURS}-A", "XX-2-A", "XX-2-B"}
    assert rows[f"{OURS}-A"]["is_own"] == "true"
    assert rows["XX-2-A"]["spent"] == "EUR 90"
    assert rows["XX-2-B"]["countries"] == "KH"


@pytest.mark.parametrize("prefix", ["", "/ja"])
def test_one_activity_with_its_versions(public: Client, prefix: str) -> None:
    page = _page(public, f"{prefix}/everyone/activities/XX-2-A/")
    assert "Courts, and the coast guard" in page
    assert "<del>80</del> → <ins>90</ins>" in page
    assert "XX-3" in page, "the copy is shown"
    response = public.get("/everyone/activities/XX-2-A/transactions.csv")
    assert response.content.decode().splitlines()[1] == "2020-05-01,3,90,EUR,2020-05-01,,,"


def test_identifiers_may_hold_slashes_and_texts_markup(public: Client) -> None:
    assert "海上保安庁の研修" in _page(public, "/everyone/activities/XX-2-C/1/")
    page = _page(public, "/everyone/activities/XX-2-B/")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_source_is_given_as_a_file_and_never_shown(public: Client) -> None:
    page = _page(public, "/everyone/activities/XX-2-A/")
    address = page.split('href="/everyone/sources/')[1].split('"')[0]
    response = public.get(f"/everyone/sources/{address}")
    assert response.content.startswith(b"<iati-activity ")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "address",
    [
        "/everyone/activities/XX-9/",
        "/everyone/activities/XX-9/transactions.csv",
        f"/everyone/sources/{'0' * 32}.xml",
        "/everyone/countries/ZZ/",
    ],
)
def test_what_is_not_there(public: Client, address: str) -> None:
    assert public.get(address).status_code == 404


def test_pages_of_ours_lead_there(public: Client) -> None:
    assert 'href="/everyone/countries/KH/"' in _page(public, "/countries/KH/")
    assert 'href="/everyone/?theme=criminal_justice"' in _page(public, "/themes/criminal_justice/")


def test_tables_have_their_twins(public: Client) -> None:
    response = public.get("/everyone/countries/KH/years.csv")
    assert response["Content-Disposition"].endswith('"everyone-countries-KH-years.csv"')
    assert "others_spent_currency" in response.content.decode().splitlines()[0]
    twin = public.get("/everyone/duplicates/across.json").json()
    assert [row["identifier"] for row in twin["data"]["rows"]] == ["XX-2-A", "XX-2-A"]
    assert public.get("/everyone/data.json").json()["data"]["publishers"] == 3

"""The text of a document, where a number is said, and citations, as a visitor gets them."""

from __future__ import annotations

import json

from django.test import Client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_text_that_may_be_shown_is_read_with_its_claims_marked(public: Client) -> None:
    assert "/documents/wp2021/text/" in text_of(public, "/documents/wp2021/")
    page = text_of(public, "/documents/wp2021/text/")
    assert "officials. It has produced over " in page
    assert '<a class="said" href="/claims/' in page
    assert "本文" in text_of(public, "/ja/documents/wp2021/text/")


def test_a_text_that_may_not_be_shown_has_no_page(public: Client) -> None:
    assert "/text/" not in text_of(public, "/documents/wp2020/")
    for address in ("/documents/wp2020/text/", "/documents/wp2021/text/2/",
                    "/documents/wp2021/text/0/", "/documents/none/text/"):  # fmt: skip
        assert public.get(address).status_code == 404, address


def test_passages_are_found_and_opened_at_their_place(public: Client) -> None:
    page = text_of(public, "/search/?q=trains+officials")
    assert "Passages of documents" in page
    assert "/documents/wp2021/text/#p0" in page


def test_a_number_opens_where_else_it_is_said(public: Client) -> None:
    page = text_of(public, "/numbers/6100-person/")
    assert "6,100" in page and "White Paper 2021" in page
    assert "Claims that say it" in page
    assert public.get("/numbers/6100-person/claims.csv").status_code == 200
    twin = json.loads(text_of(public, "/numbers/6100-person/data.json"))
    assert twin
    assert public.get("/numbers/7-person/").status_code == 404


def test_citations_are_downloaded(public: Client) -> None:
    answer = public.get("/documents/wp2021/cite.json")
    assert answer["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert json.loads(answer.content)[0]["title"] == "White Paper 2021"
    answer = public.get("/figures/graduates_count/cite.bib")
    assert answer["Content-Type"].startswith("application/x-bibtex")
    assert answer.content.startswith(b"@misc{graduates_count,")
    assert public.get("/documents/none/cite.bib").status_code == 404

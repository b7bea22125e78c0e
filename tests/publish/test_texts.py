"""Texts in passages with their claims marked, numbers found again, citations."""

from __future__ import annotations

import json
from decimal import Decimal
from types import SimpleNamespace

import pytest

from publish.drawn_site import TEXT_2021
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.labels import Label
from tomoni.publish import cells
from tomoni.publish.citations import as_bibtex, as_csl_json, citation_of, escaped
from tomoni.publish.pages_numbers import printed_elsewhere, unit_behind
from tomoni.publish.passages import LONGEST, Mark, pages_of, passages_of, runs_of
from tomoni.publish.paths import page_path
from tomoni.publish.printed_numbers import printed_numbers
from tomoni.publish.store import SiteStore


def test_a_text_is_parted_into_blocks_under_their_headings() -> None:
    text = "## Results ##\n20 people.\n\nMore of it.\n\nTable 1: Graduates\n"
    found = [(text[p.start : p.end], p.kind, p.heading) for p in passages_of(text)]
    assert found == [
        ("Results", "heading", "Results"),
        ("20 people.", None, "Results"),
        ("More of it.", None, "Results"),
        ("Table 1: Graduates", "caption", "Results"),
    ]


def test_long_blocks_and_long_texts_are_parted_and_nothing_is_lost() -> None:
    text = "\n\n".join("One sentence follows another. " * 120 for _ in range(40))
    passages = passages_of(text)
    assert max(one.end - one.start for one in passages) <= LONGEST
    pages = pages_of(text, passages)
    assert len(pages) > 1
    kept = "".join(text[one.start : one.end] for page in pages for one in page)
    assert kept.split() == text.split()
    unbroken = passages_of("x" * (LONGEST * 2 + 1))
    assert [one.end - one.start for one in unbroken] == [LONGEST, LONGEST, 1]


def test_marks_of_claims_are_cut_to_their_passage_and_never_overlap() -> None:
    text = "Kenya sent 20 officials.\n\nPeru sent 5."
    first, second = passages_of(text)
    marks = [Mark(11, 13, "a"), Mark(11, 24, "b"), Mark(36, 37, "c")]
    assert runs_of(text, first, marks) == [
        ["Kenya sent ", None],
        ["20", "a"],
        [" officials.", None],
    ]
    assert runs_of(text, second, marks)[1] == ["5", "c"]


def test_turns_of_direction_are_not_shown() -> None:
    text = "Kenya sent \u202e000,1\u202c officials."
    (one,) = passages_of(text)
    assert runs_of(text, one, []) == [["Kenya sent 000,1 officials.", None]]


@pytest.mark.parametrize(
    ("text", "value", "sort"),
    [
        ("over 6,100 graduates", "6100", "count"),
        ("US$ 15.53 million", "15530000", "USD"),
        ("¥45 billion", "45000000000", "JPY"),
        ("約1億2,000万円", "120000000", "JPY"),
        ("６，１００名", "6100", "count"),
        ("12.5 percent", "12.5", "share"),
        ("3 million euros", "3000000", "EUR"),
    ],
)
def test_a_number_is_found_as_it_is_printed(text: str, value: str, sort: str) -> None:
    (found,) = printed_numbers(text)
    assert (found.value, found.sort) == (Decimal(value), sort)


def test_names_are_no_numbers() -> None:
    assert list(printed_numbers("G7 and COVID19")) == []


def test_only_a_text_that_may_be_shown_has_a_page_and_passages(store: SiteStore) -> None:
    page = store.page("text", "wp2021 1")
    assert "".join(words for block in page["blocks"] for words, _ in block["runs"]) == TEXT_2021
    marked = [(words, claim) for block in page["blocks"] for words, claim in block["runs"] if claim]
    assert len(marked) >= 1
    assert all(store.has_page("text", "wp2020 1") is False for _ in marked)
    with pytest.raises(NotFoundError):
        store.page("text", "wp2021 2")
    (group,) = [one for one in store.search("trains officials") if one.kind == "passage"]
    assert group.hits[0].path == "/documents/wp2021/text/#p0"
    assert "trains officials" in group.hits[0].excerpt
    assert [one for one in store.search("6,000 graduates") if one.kind == "passage"] == []


def test_a_number_says_where_it_is_said(store: SiteStore) -> None:
    page = store.page("number", "6100-person")
    assert page["claims"] >= 1
    paths = [row[3]["path"] for row in page["tables"]["claims"]["rows"]]
    assert "/documents/wp2021/" in paths
    assert page_path("number", "6100-person") == "/numbers/6100-person/"


def test_the_unit_of_one_is_singular() -> None:
    one = {"currency_code": None, "unit_code": "item", "quantity": 1, "exponent": 0}
    assert unit_behind(one).en == "item"
    assert unit_behind(one | {"quantity": 2}).en == "items"


def test_a_number_is_found_where_no_claim_covers_it() -> None:
    text = "It gave US$ 5 million to 6,100 people in 20 places, and again 6,100."
    documents = [{"document_id": "shown"}, {"document_id": "hidden"}]
    spans = {"claims": [{"start": 25, "end": 30, "claim_id": "a"}]}
    source = SimpleNamespace(
        rows=lambda table: documents,
        of=lambda table, column, key: spans.get(table, []) if key == "shown" else [],
    )
    texts = SimpleNamespace(of=lambda row: text if row["document_id"] == "shown" else None)
    found = printed_elsewhere(SimpleNamespace(source=source, texts=texts))
    printed = {
        key: [text[one.start : one.end] for _, one in places] for key, places in found.items()
    }
    assert printed == {
        ("USD", Decimal(5_000_000)): ["5 million"],
        ("count", Decimal(6100)): ["6,100"],
    }
    assert found["count", Decimal(6100)][0][1].start > 30


def test_a_document_is_cited_as_its_publisher_issued_it(store: SiteStore) -> None:
    page = store.page("document", "wp2021")
    citation = citation_of("document", "wp2021", page, store.site, "/documents/wp2021/")
    (item,) = json.loads(as_csl_json(citation))
    assert item["title"] == "White Paper 2021"
    assert item["issued"] == {"date-parts": [[2021]]}
    assert (item["type"], item["URL"]) == ("report", "https://example.org/2021")
    assert item["language"] == "en"
    entry = as_bibtex(citation).decode()
    assert entry.startswith("@techreport{wp2021,\n")
    assert "year = {2021}" in entry and "institution = {Ministry}" in entry


def test_a_figure_is_cited_with_its_snapshot(store: SiteStore) -> None:
    page = store.page("figure", "graduates_count")
    citation = citation_of("figure", "graduates_count", page, store.site, "/figures/x/")
    (item,) = json.loads(as_csl_json(citation))
    assert item["type"] == "dataset"
    assert store.site["snapshot"] in item["note"]
    assert len(item["issued"]["date-parts"][0]) == 3
    with pytest.raises(ValueError):
        citation_of("proof", "x", {}, store.site, "/")


def test_a_report_is_cited_with_its_edition_and_the_snapshot_that_filled_it(
    store: SiteStore,
) -> None:
    page = {
        "title": cells.words(Label("What was built", "成果")), "edition": "2026",
        "published_at": cells.dated("2026-11-22"), "built_snapshot": "abc",
        "contents": {"en": {"language": "en", "publisher": "Institute"}},
    }  # fmt: skip
    citation = citation_of("report", "built", page, store.site, "/reports/built/")
    (item,) = json.loads(as_csl_json(citation))
    assert (item["title"], item["publisher"], item["version"]) == (
        "What was built", "Institute", "2026",
    )  # fmt: skip
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert item["note"] == "Snapshot abc"


def test_no_sign_of_a_title_breaks_an_entry() -> None:
    assert escaped("A {B} & 50% \\ #_~^$\nC") == (
        r"A \{B\} \& 50\% \textbackslash{} \#\_\textasciitilde{}\textasciicircum{}\$ C"
    )

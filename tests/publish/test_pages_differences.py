"""What the page about two editions holds, and who links to it."""

from __future__ import annotations

from typing import Any

from tomoni.publish.cells import plain
from tomoni.publish.paths import page_path
from tomoni.publish.store import SiteStore

KEY = "wp2020 wp2021"


def rows(store: SiteStore, name: str) -> list[list[str]]:
    table: dict[str, Any] = store.page("difference", KEY)["tables"][name]
    return [[plain(cell) if cell else "" for cell in row] for row in table["rows"]]


def test_who_left_the_list_and_who_came(store: SiteStore) -> None:
    assert [row[:2] for row in rows(store, "gone")] == [["Cambodia", "recipient"]]
    assert rows(store, "gone")[0][-1] == "open"
    assert [row[:2] for row in rows(store, "new")] == [["An armed group", "partner"]]


def test_statements_are_set_side_by_side_with_their_class(store: SiteStore) -> None:
    changed = rows(store, "changed")
    assert [row[3] for row in changed] == ["update", "conflict"]
    assert changed[0][1:3] == ["6000", "6100"]
    assert rows(store, "dropped") == []
    assert len(rows(store, "appeared")) == 3
    assert store.page("difference", KEY)["not_compared"] == 0


def test_both_documents_link_to_it(store: SiteStore) -> None:
    address = "/documents/wp2020/differences/wp2021/"
    assert page_path("difference", KEY) == address
    for document in ("wp2020", "wp2021"):
        links = store.page("document", document)["differences"]
        assert [link["path"] for link in links] == [address]


def test_a_finding_of_silence_names_the_silent_edition(store: SiteStore) -> None:
    assert store.page("finding", "no-word-of-it")["silent"]["path"] == "/documents/wp2021/"
    assert store.page("finding", "more-graduates")["silent"] is None

"""Reading a site: pages, proofs, search; and what a damaged or missing one says."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from tomoni.catalogue.errors import NotFoundError, SnapshotError
from tomoni.publish.store import SITE_FILE, SiteStore


def test_pages_and_keys(store: SiteStore) -> None:
    assert store.page("activity", "school")["title"] == "The school"
    assert store.keys("country") == ["KH", "LA"]
    assert store.has_page("series", "school-series")
    assert not store.has_page("organisation", "rebels"), "background parties have no page"


def test_a_missing_page_says_what_is_missing(store: SiteStore) -> None:
    with pytest.raises(NotFoundError, match="no activity 'nothing'"):
        store.page("activity", "nothing")
    with pytest.raises(NotFoundError):
        store.proof("nothing")
    with pytest.raises(NotFoundError):
        store.file("nothing.xml")


def test_search_in_both_languages(store: SiteStore) -> None:
    for query in ("cambodia", "カンボジア"):
        groups = {group.kind: [hit.path for hit in group.hits] for group in store.search(query)}
        assert groups["country"] == ["/countries/KH/"]
        assert groups["activity"] == ["/activities/ballots/"]
    assert store.search("nothing such") == []
    assert store.search("") == []


def test_pages_whose_title_matches_come_first(store: SiteStore) -> None:
    groups = {group.kind: group for group in store.search("school")}
    assert groups["activity"].hits[0].en in ("The school", "A part of the school")


def test_threads_have_connections_of_their_own(store: SiteStore) -> None:
    found: list[object] = []

    def read() -> None:
        found.append(store.page("country", "KH")["code"])
        found.append(store.connection is not main)

    main = store.connection
    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found == ["KH", True]


def test_the_store_cannot_write(store: SiteStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connection.execute("DELETE FROM pages")


def test_no_site_here(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no published site"):
        SiteStore(tmp_path)


def test_a_file_that_is_no_site(tmp_path: Path) -> None:
    (tmp_path / SITE_FILE).write_text("not a database")
    with pytest.raises(SnapshotError, match="not a published site"):
        SiteStore(tmp_path)


def test_a_site_of_another_version(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / SITE_FILE)
    connection.execute("CREATE TABLE meta(name TEXT, value TEXT)")
    connection.execute("INSERT INTO meta VALUES('site_version', '0')")
    connection.commit()
    connection.close()
    with pytest.raises(SnapshotError, match="another version"):
        SiteStore(tmp_path)

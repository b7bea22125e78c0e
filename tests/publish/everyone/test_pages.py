"""Pages about everyone's activities of the drawn site: sums, quality, duplicates; and none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publish.drawn_lake import OURS
from tomoni.publish.cells import plain
from tomoni.publish.everyone.kept import DIGEST_FILE, DIRECTORY
from tomoni.publish.paths import DUPLICATES
from tomoni.publish.store import SiteStore


def _rows(page: dict[str, Any], table: str) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in page["tables"][table]["rows"]]


def test_a_country_shows_others_beside_ours(store: SiteStore) -> None:
    page = store.page("everyone_country", "KH")
    assert (plain(page["own"]), plain(page["others"])) == ("1", "2")
    assert page["own"]["path"] == "/everyone/?place=KH&whose=own"
    assert page["publishers"] == 2, "the copy of a secondary reporter is nobody's activity here"
    assert page["about"]["own"] == [OURS]
    # 90 euros, three quarters of them here; the euro's rate of 2020 is the table's.
    [ours] = [row for row in _rows(page, "currencies") if row[0] == "USD"]
    assert ours == ["USD", "100", "", ""]
    euros = [row for row in _rows(page, "currencies") if row[0] == "EUR"]
    assert euros == [["EUR", "", "67.5", ""]]


def test_what_has_no_rate_stands_beside_in_its_own_currency(store: SiteStore) -> None:
    page = store.page("everyone_country", "KH")
    assert [cell["currency"] for cell in page["not_converted"]["items"]] == ["XDR"]
    [year] = page["tables"]["years"]["rows"]
    assert [(item["currency"], item.get("headed", False)) for item in year[2]["items"]] == [
        ("USD", True),
        ("XDR", False),
    ]


def test_themes_come_from_sectors_and_our_records_stand_beside(store: SiteStore) -> None:
    rows = store.page("everyone_country", "KH")["tables"]["themes"]["rows"]
    [courts] = [row for row in rows if row[0]["key"] == "criminal_justice"]
    assert [plain(cell) for cell in courts[2:4]] == ["1", "1"]
    assert courts[3]["path"] == "/everyone/?place=KH&theme=criminal_justice&whose=others"


def test_funders_are_counted_by_country(store: SiteStore) -> None:
    assert _rows(store.page("everyone_country", "LA"), "funders") == [["The Fund", "XX-FUND", "2"]]


def test_an_identifier_of_two_publishers_is_shown_and_counted_once(store: SiteStore) -> None:
    page = store.page(DUPLICATES, "")
    assert (page["across"], page["within"]) == (1, 0)
    rows = _rows(page, "across")
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("XX-2-A", "Publisher XX-2", "counts"),
        ("XX-2-A", "XX-3", "left aside: secondary reporter"),
    ]


def test_a_publisher_has_its_findings_by_severity_and_its_files(store: SiteStore) -> None:
    page = store.page("everyone_publisher", "XX-2")
    assert plain(page["activities"]) == "3"
    severities = [row[2] for row in _rows(page, "rules")]
    order = ["critical", "error", "warning", "advisory"]
    assert severities == sorted(severities, key=order.index)
    [file] = page["tables"]["files"]["rows"]
    assert (file[0], len(file[1]["value"])) == ("others.xml", 64)
    listed = {row[1]: row for row in _rows(store.page("index", "everyone_publisher"), "publishers")}
    assert set(listed) == {OURS, "XX-2", "XX-3"}
    assert listed["XX-2"][2] == "3"


def test_the_site_names_what_it_keeps_by_digest(store: SiteStore, site_directory: Path) -> None:
    kept = (site_directory / DIRECTORY / DIGEST_FILE).read_text(encoding="ascii").strip()
    assert store.page("everyone", "")["about"]["digest"] == kept


def test_pages_are_found_by_the_search_of_the_site(store: SiteStore) -> None:
    found = {hit.path for group in store.search("Cambodia") for hit in group.hits}
    assert "/everyone/countries/KH/" in found


def test_a_site_without_a_lake_says_what_to_do(empty_store: SiteStore) -> None:
    assert empty_store.page("everyone", "")["about"] is None
    assert empty_store.page(DUPLICATES, "")["about"] is None
    for kind, name in (("everyone_country", "countries"), ("everyone_publisher", "publishers")):
        table = empty_store.page("index", kind)["tables"][name]
        assert table["rows"] == []
        assert "tomoni publish --lake" in table["empty"]["en"]
    assert not (empty_store.path.parent / DIRECTORY).exists()

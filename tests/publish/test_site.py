"""Building a site: whole or not at all, once per content, and honest in what it counts."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_lake import OURS
from publish.drawn_site import OPTIONS, build_drawn_site, drawn_rows, write_drawn_snapshot
from tomoni.catalogue.errors import SnapshotError
from tomoni.publish import site as building
from tomoni.publish.everyone.pages import LakeGiven
from tomoni.publish.options import SiteOptions
from tomoni.publish.site import build_site
from tomoni.publish.store import SITE_FILE, SiteStore


def _cells(table: dict[str, Any], column: str) -> list[Any]:
    place = [head["key"] for head in table["columns"]].index(column)
    return [row[place] for row in table["rows"]]


def test_an_internal_snapshot_is_refused(tmp_path: Path) -> None:
    snapshot = write_drawn_snapshot(tmp_path / "snapshots", {}, tier="internal")
    with pytest.raises(SnapshotError, match="internal"):
        build_site(snapshot.path, tmp_path / "out", documents_dir=None, options=SiteOptions())
    assert not (tmp_path / "out").exists()


def test_a_built_site_is_left_alone(site_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("it was built again")

    # No lake is named: the site keeps the one that it was built with.
    monkeypatch.setattr(building, "_write_site", refuse)
    home = site_directory.parent.parent
    snapshot = home / "snapshots" / site_directory.name
    made = build_site(
        snapshot, site_directory, documents_dir=home / "documents", papers_dir=home / "papers",
        reports_dir=home / "reports", options=OPTIONS,
    )  # fmt: skip
    assert made == site_directory / SITE_FILE
    with pytest.raises(AssertionError, match="again"):
        build_site(
            snapshot,
            site_directory,
            documents_dir=home / "documents",
            options=SiteOptions(title="Another title"),
        )
    assert SiteStore(site_directory).site["title"] == "Tomoni", "the site before stays in place"


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = write_drawn_snapshot(tmp_path / "snapshots", {})

    def fail(*arguments: object) -> None:
        raise RuntimeError("no more disk")

    monkeypatch.setattr(building, "_write_pages", fail)
    with pytest.raises(RuntimeError):
        build_site(
            snapshot.path, tmp_path / "sites" / "x", documents_dir=None, options=SiteOptions()
        )
    assert list((tmp_path / "sites").iterdir()) == []


def test_an_empty_snapshot_has_a_site(empty_store: SiteStore) -> None:
    home = empty_store.page("home", "")
    assert [head["number"]["value"] for head in home["heads"]] == ["0"]
    assert "chart" not in home


def test_wholes_and_components_stay_apart(store: SiteStore) -> None:
    heads = {head["label"].get("en", ""): head for head in store.page("home", "")["heads"]}
    activities = heads["Activities recorded"]
    assert activities["number"]["value"] == "3"
    assert activities["notes"][0]["number"]["value"] == "1"


def test_the_headlines_are_computed(store: SiteStore) -> None:
    heads = store.page("home", "")["heads"]
    values = [(head["number"].get("qualifier", "exact"), head["number"]["value"]) for head in heads]
    assert ("more_than", "6100") in values
    assert ("exact", "1.326500") in values


def test_countries_by_basis(store: SiteStore) -> None:
    cambodia, laos = store.page("country", "KH"), store.page("country", "LA")
    assert cambodia["whole"]["value"] == "1"
    assert cambodia["whole"]["qualifier"] == "at_least", "the list it stands in is open"
    assert laos["whole"] is None, "named for the wider effort only"
    assert [count["basis"]["code"] for count in laos["counts"]] == ["inherited"]
    assert laos["tables"]["stated"]["rows"] == []


def test_last_reported_and_purpose_say_what_is_unknown(store: SiteStore) -> None:
    page = store.page("activity", "ballots")
    assert page["status_code"]["code"] == "last_reported"
    assert page["last_reported_year"] == 2021
    assert page["purpose"]["oda_decision_code"]["code"] == "undecided"


def test_background_parties_are_named_without_a_page(store: SiteStore) -> None:
    roles = {
        group["role"]["code"]: group["parties"]["items"]
        for group in store.page("activity", "school")["parties"]
    }
    assert roles["partner"] == ["An armed group"]
    assert roles["funder"][0]["path"] == "/organisations/gov-jp/"


def test_a_pledge_without_result_is_unknown(store: SiteStore) -> None:
    table = store.page("index", "pledge")["tables"]["pledges"]
    shares = dict(
        zip((row[0]["text"] for row in table["rows"]), _cells(table, "share"), strict=True)
    )
    assert shares["Train many"] == {"t": "unknown"}
    assert shares["Train two thousand"]["exact"] == "2653/2000"


def test_a_series_shows_its_gaps_and_totals(store: SiteStore) -> None:
    page = store.page("series", "school-series")
    assert page["gaps"] == [[2, 3]]
    values = [cell["value"] for cell in _cells(page["tables"]["observations"], "value")]
    assert values == ["6000", "6100"]
    assert page["chart"]["marks"][-1]["number"]["value"] == "6100"


def test_a_series_shows_who_came_as_counts_with_a_proof_and_what_is_not_shown(
    store: SiteStore,
) -> None:
    tables = store.page("series", "school-series")["tables"]
    rows = tables["people_country"]["rows"]
    assert [(row[0]["en"], row[1]["value"]) for row in rows] == [
        ("Cambodia", "32"), ("Laos", "14"), ("not shown", "14"),
    ]  # fmt: skip
    assert [row[2]["value"] for row in rows[:2]] == ["22", "11"]
    # A list that is whole has no such row; persons by edition are not told.
    editions = tables["people_edition"]
    assert [column["key"] for column in editions["columns"]] == ["edition", "participations"]
    assert len(editions["rows"]) == 2
    proof = store.proof(rows[0][1]["proof"])
    assert "observers are not counted" in proof["definition"]["en"]
    assert proof["records"][0]["kind"] == "activity"
    assert "people_profession" in tables


def test_a_series_shows_which_reports_were_sent(store: SiteStore) -> None:
    tables = store.page("series", "school-series")["tables"]
    (row,) = tables["follow_up_country"]["rows"]
    assert (row[0]["en"], row[1], row[2]["value"], row[3]["value"]) == ("Cambodia", "6", "15", "9")
    proof = store.proof(row[2]["proof"])
    assert "with a plan or without" in proof["definition"]["en"]
    assert proof["records"][0]["kind"] == "activity"
    assert len(tables["follow_up_edition"]["rows"]) == 1


def test_the_telling_findings_come_first(store: SiteStore) -> None:
    classes = [
        cell["code"]
        for cell in _cells(store.page("index", "finding")["tables"]["findings"], "class")
    ]
    assert classes == ["conflict", "update", "stale_or_dropped"]


def test_the_file_says_nothing_of_this_machine(site_directory: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(site_directory / SITE_FILE)
    text = "\n".join(connection.iterdump())
    connection.close()
    assert str(site_directory.parent) not in text
    assert str(tmp_path.parent) not in text


def test_two_builds_of_one_snapshot_are_equal(site_directory: Path, tmp_path: Path) -> None:
    lake = LakeGiven(site_directory.parents[1] / "everyone" / "lake", frozenset({OURS}))
    again = SiteStore(build_drawn_site(tmp_path, drawn_rows(), lake))
    before = SiteStore(site_directory)
    assert again.build_digest == before.build_digest
    for kind in ("activity", "series", "finding", "figure", "pledge", "everyone_country"):
        for key in before.keys(kind):
            assert again.page(kind, key) == before.page(kind, key)
    assert list(again.proof_ids()) == list(before.proof_ids())

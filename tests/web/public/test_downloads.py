"""Behind every table its CSV and JSON, with the same values; and the files of the package."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.test import Client

from tomoni.publish.store import SiteStore


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(_body(response).decode())))


def test_a_table_as_csv_gives_exact_values_and_codes(public: Client) -> None:
    rows = _rows(public, "/series/school-series/observations.csv")
    assert [row["value"] for row in rows] == ["6000", "6100"]
    assert {row["basis"] for row in rows} == {"stated"}


def test_every_table_of_every_page_has_its_twins(public: Client, store: SiteStore) -> None:
    for kind, section in (("activity", "activities"), ("pledge", "pledges"), ("figure", "figures")):
        for key in store.keys(kind):
            for name, table in store.page(kind, key)["tables"].items():
                rows = _rows(public, f"/{section}/{key}/{name}.csv")
                assert len(rows) == len(table["rows"])
                twin = public.get(f"/{section}/{key}/{name}.json").json()
                assert twin["data"]["columns"] == list(rows[0]) if rows else True
                given = [
                    {key: text or "" for key, text in row.items()} for row in twin["data"]["rows"]
                ]
                assert given == [
                    {key: text.removeprefix("'") for key, text in row.items()} for row in rows
                ]
                assert twin["snapshot"] == store.site["snapshot"]


def test_a_table_as_json_gives_raw_values_and_ids(public: Client) -> None:
    made = public.get("/series/school-series/observations.json").json()["data"]
    row = made["rows"][-1]
    assert row["value"] == "6100"
    assert row["value_qualifier"] == "more_than"
    assert row["value_unit"] == "person"
    assert row["value_proof"] == "claim.graduates-2021"
    assert row["edition_id"] == "wp2021"
    assert all(isinstance(cell, str | None) for row in made["rows"] for cell in row.values())


def test_a_page_as_json(public: Client) -> None:
    page = public.get("/countries/KH/data.json").json()
    assert page["data"]["code"] == "KH"
    assert public.get("/data.json").json()["data"]["heads"]
    proof = public.get("/claims/graduates-2021/data.json").json()
    assert proof["data"]["number"]["value"] == "6100"


def test_the_list_as_filtered(public: Client) -> None:
    assert {row["activity_id"] for row in _rows(public, "/activities/list.csv")} == {
        "school", "school-part", "ballots", "stance",
    }  # fmt: skip
    assert [row["activity_id"] for row in _rows(public, "/activities/list.csv?country=KH")] == [
        "ballots"
    ]
    found = json.loads(_body(public.get("/activities/list.json?q=part")))
    assert [row["activity_id"] for row in found["rows"]] == ["school-part"]
    [ballots] = json.loads(_body(public.get("/activities/list.json?country=KH")))["rows"]
    assert ballots["countries_id"] == "KH"
    assert ballots["reported_id"] == "wp2021"


def test_a_spreadsheet_runs_nothing(public: Client) -> None:
    from tomoni.web.public.views.downloads import _harmless

    assert _harmless("=1+1") == "'=1+1"
    assert _harmless("@cmd") == "'@cmd"
    assert _harmless("-43.5") == "-43.5"
    assert _harmless("plain") == "plain"


def test_proofs_as_files(public: Client, store: SiteStore) -> None:
    proof = next(key for key in store.proof_ids() if key.startswith("graduates_count."))
    [row] = _rows(public, f"/proofs/{proof}/value.csv")
    assert (row["figure"], row["value"], row["qualifier"]) == (
        "graduates_count",
        "6100",
        "more_than",
    )
    assert public.get(store.proof(proof)["query"]).status_code == 200


def test_what_is_not_there(public: Client) -> None:
    assert public.get("/countries/KH/nothing.csv").status_code == 404
    assert public.get("/countries/XX/data.json").status_code == 404


def test_files_of_the_package(public: Client, site_directory: Path) -> None:
    response = public.get("/data/files/tables/claims.parquet")
    held = (site_directory / "snapshot" / "tables" / "claims.parquet").read_bytes()
    assert _body(response) == held
    assert "claims.parquet" in response.headers["Content-Disposition"]


def test_feed_map_and_robots(public: Client) -> None:
    feed = public.get("/feed.atom")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert b"First year: conflict" in feed.content
    assert b"sitemap-1.xml" in public.get("/sitemap.xml").content
    assert b"/ja/countries/KH/" in public.get("/sitemap-1.xml").content
    assert b"Sitemap:" in public.get("/robots.txt").content

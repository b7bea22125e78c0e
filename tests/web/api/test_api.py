"""The public interface keeps its contract: asked at random, asked wrongly, and asked for all."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
import requests

from journeys.sites import Site
from tomoni.catalogue.tables import TABLES, Table

ERROR = {"code", "what", "file", "line", "field", "do"}


@pytest.fixture(scope="session")
def api(public_site: Site) -> str:
    """The address of the interface."""
    return f"{public_site.address}/api/v1"


def get(address: str, status: int = 200, **options: Any) -> Any:
    """Return the JSON of an answer, which has this status."""
    answer = requests.get(address, timeout=30, **options)
    assert answer.status_code == status, answer.text
    return answer.json()


def _sizes(api: str) -> dict[str, int]:
    """Return the number of rows of every table."""
    return {table["name"]: table["rows"] for table in get(f"{api}/snapshot")["tables"]}


@pytest.mark.parametrize(
    ("path", "status", "code", "field"),
    [
        ("/claims/no-such-claim", 404, "not_found", None),
        ("/no-such-table", 404, "not_found", None),
        ("/claims?limit=0", 422, "input", "limit"),
        ("/claims?limit=1001", 422, "input", "limit"),
        ("/claims?limit=many", 422, "input", "limit"),
        ("/claims?colour=red", 422, "input", "colour"),
        ("/claims/x?colour=red", 422, "input", "colour"),
        ("/figures?colour=red", 422, "input", "colour"),
        ("/snapshot?colour=red", 422, "input", "colour"),
        ("/search", 422, "input", "q"),
        ("/figures/activities_count/run?by=colour", 422, "input", None),
        ("/figures/activities_count/run?where=country", 422, "input", "where"),
        ("/figures/activities_count/run?as_of=soon", 422, "input", None),
    ],
)
def test_errors_have_one_shape(
    api: str, path: str, status: int, code: str, field: str | None
) -> None:
    error = get(api + path, status)
    assert set(error) == ERROR
    assert error["code"] == code
    assert error["what"]
    assert error["do"]
    if field:
        assert error["field"] == field


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/figures/activity_count/run", 404, "Did you mean activities_count"),
        ("/figures/zzz/run", 404, "GET /api/v1/figures."),
        ("/figures/activities_count/run?as_of=2021", 422, "Leave as_of out"),
        ("/figures/editions_compared/run", 422, "Add where="),
        ("/figures/amount_disbursed/run?by=year", 409, "GET /api/v1/figures/"),
        ("/figures/activities_ending_count/run", 422, "as_of=YYYY-MM-DD"),
        ("/proofs/none", 404, "Search"),
    ],
)
def test_hints_are_for_programs(api: str, path: str, status: int, says: str) -> None:
    answer = requests.get(api + path, timeout=30)
    error = answer.json()
    assert error["do"] is not None
    assert says in error["do"]
    assert "tomoni " not in answer.text and "--" not in answer.text
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(api: str, method: str) -> None:
    answer = requests.request(method, f"{api}/claims", json={}, timeout=30)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert set(answer.json()) == ERROR


def test_an_unknown_figure_is_met_with_its_neighbours(api: str) -> None:
    error = get(f"{api}/figures/graduate_count/run", 404)
    assert "graduates_count" in error["do"]


@pytest.mark.parametrize("limit", [7, 1000])
def test_paging_returns_every_row_once(api: str, limit: int) -> None:
    keys: list[str] = []
    after: str | None = None
    while True:
        asked = {"limit": limit} | ({"after": after} if after else {})
        page = get(f"{api}/claims", params=asked)
        assert len(page["rows"]) <= limit
        keys += [row["claim_id"] for row in page["rows"]]
        after = page["next"]
        if after is None:
            break
    assert len(keys) == _sizes(api)["claims"] > 100
    assert keys == sorted(set(keys))


def test_rows_are_found_by_their_references(api: str) -> None:
    asked = {"activity_id": "unafei-programme", "metric_code": "graduates"}
    rows = get(f"{api}/claims", params=asked)["rows"]
    assert {row["claim_id"] for row in rows} == {
        "unafei-programme--graduates--wp2020-s2-1-1",
        "unafei-programme--graduates--wp2021-s2-1-2",
    }
    assert get(f"{api}/claims/{rows[0]['claim_id']}") == rows[0]


def test_every_table_is_there(api: str) -> None:
    summary = get(f"{api}/snapshot")
    assert [table["name"] for table in summary["tables"]] == [table.name for table in TABLES]
    assert summary["tier"] == "public"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_is_the_same_in_its_table_and_by_itself(api: str, table: Table) -> None:
    rows = get(f"{api}/{table.name}?limit=1")["rows"]
    assert len(rows) == min(1, _sizes(api)[table.name])
    for row in rows:
        assert list(row) == [column.name for column in table.fields]
        assert get(f"{api}/{table.name}/{quote(row[table.key], safe='')}") == row


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("activities_count", {"by": ["theme"]}),
        ("activities_count", {"by": ["theme", "kind"], "where": ["country=VN"]}),
        ("graduates_count", {"where": ["activity=unafei-programme"]}),
        ("activities_ending_count", {"as_of": "2018-01-01"}),
    ],
)
def test_a_figure_answers_as_on_the_command_line(
    public_site: Site, api: str, name: str, options: dict[str, Any]
) -> None:
    flags: list[str] = []
    for key, value in options.items():
        for each in [value] if isinstance(value, str) else value:
            flags += [f"--{key.replace('_', '-')}", each]
    snapshot = get(f"{api}/snapshot")["snapshot"]
    printed = public_site.instance.run(
        "-m", "tomoni.web.command", "figure", "run", name, *flags, "--snapshot", snapshot, "--json"
    )
    answered = get(f"{api}/figures/{name}/run", params=options)
    assert answered["rows"]
    assert answered == json.loads(printed)


def test_the_trace_names_the_records_behind_a_number(api: str) -> None:
    asked = {"where": "activity=unafei-programme", "trace": "true"}
    (row,) = get(f"{api}/figures/graduates_count/run", params=asked)["rows"]
    assert row["value"] == "6100"
    (claim,) = row["claims"]
    assert claim["document"] == "wp2021-s2-1-2"
    assert get(f"{api}/claims/{claim['id']}")["start"] == claim["start"]


def test_a_number_of_the_site_has_its_proof_here(public_site: Site, api: str) -> None:
    page = requests.get(public_site.address, timeout=30).text
    proof_id = page.partition('href="/proofs/graduates_count.')[2].partition("/")[0]
    proof = get(f"{api}/proofs/graduates_count.{proof_id}")
    assert proof["number"]["value"] == "6100"
    assert proof["evidence"][0]["claim"] == "unafei-programme--graduates--wp2021-s2-1-2"


def test_search_finds_pages(api: str) -> None:
    hits = get(f"{api}/search", params={"q": "UNAFEI"})["hits"]
    assert "/activities/unafei-programme/" in {hit["path"] for hit in hits}


@pytest.mark.parametrize("path", ["/claims", "/figures/activities_count/run", "/openapi.json"])
def test_an_unchanged_answer_is_not_sent_again(api: str, path: str) -> None:
    first = requests.get(api + path, timeout=30)
    tag = first.headers["ETag"]
    again = requests.get(api + path, headers={"If-None-Match": tag}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")
    head = requests.head(api + path, timeout=30)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == tag
    assert head.headers["Content-Length"] == first.headers["Content-Length"]

"""Every proof leads to what it proves: the same value again, the records, the words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_site import TEXT_2021
from tomoni.exchange.snapshot import Snapshot, open_snapshot
from tomoni.figures.run import run_figure
from tomoni.publish.figure_runs import command_line
from tomoni.publish.store import SiteStore


@pytest.fixture(scope="module")
def snapshot(site_directory: Path) -> Iterator[Snapshot]:
    """The snapshot that the site offers for download."""
    with open_snapshot(site_directory / "snapshot") as opened:
        yield opened


def _proofs(store: SiteStore, kind: str) -> list[dict[str, Any]]:
    proofs = [store.proof(proof_id) for proof_id in store.proof_ids()]
    return [proof for proof in proofs if proof["kind"] == kind]


def test_the_request_of_a_figure_gives_its_value_again(
    store: SiteStore, snapshot: Snapshot
) -> None:
    """A sample of one proof a figure, asked anew as the page says, gives the same row."""
    sample = {proof["figure"]: proof for proof in _proofs(store, "figure")}
    assert len(sample) > 8
    for proof in sample.values():
        request = proof["request"]
        run = run_figure(
            snapshot,
            proof["figure"],
            by=request["by"],
            where=request["where"],
            as_of=request["as_of"],
        )
        rows = [
            plain
            for plain in (row.as_dict() for row in run.rows)
            if all(plain[name] == value for name, value in request["row"].items())
        ]
        assert [row["value"] for row in rows] == [proof["number"]["value"]], proof["command"]
        assert rows[0]["qualifier"] == proof["number"].get("qualifier", "exact")


def test_records_are_counted_listed_and_digested(store: SiteStore) -> None:
    for proof_id in store.proof_ids():
        for group in store.proof(proof_id).get("records", []):
            ids = store.proof_records(proof_id, group["kind"], 0, 10_000)
            assert len(ids) == group["count"]
            assert ids[: len(group["first"])] == group["first"]
            text = "".join(f"{each}\n" for each in ids)
            assert group["digest"] == hashlib.sha256(text.encode()).hexdigest()


def test_the_graduates_rest_on_the_latest_observation(store: SiteStore) -> None:
    (proof,) = [
        each
        for each in _proofs(store, "figure")
        if each["figure"] == "graduates_count" and not each["request"]["by"]
    ][:1]
    assert proof["number"]["value"] == "6100"
    assert proof["low_is_open"]
    evidence = proof["evidence"][0]
    assert evidence["place"]["passage"]["span"] == "6,100"
    assert evidence["public_page"] == "https://example.org/2021"
    assert proof["residual"]["value"] == "6100"
    others = proof["tables"]["others"]["rows"]
    assert [row[2]["value"] for row in others] == ["6000"]
    assert [row[4]["code"] for row in others] == ["update"]


def test_a_claim_is_proven_by_its_place(store: SiteStore) -> None:
    proof = store.proof("claim.graduates-2021")
    place = proof["evidence"][0]["place"]
    assert TEXT_2021[place["start"] : place["end"]] == "6,100"
    assert proof["outcome"]["code"] == "observation"
    hidden = store.proof("claim.graduates-2020")
    assert "passage" not in hidden["evidence"][0]["place"], "this text may not be shown"


def test_a_counted_entry_proves_itself(store: SiteStore) -> None:
    proof = store.proof("entry.boxes")
    assert proof["number"]["value"] == "500"
    assert (
        store.page("activity", "ballots")["tables"]["entries"]["rows"][0][1]["proof"]
        == "entry.boxes"
    )


def test_ids_are_stable_text(store: SiteStore) -> None:
    for proof in _proofs(store, "figure"):
        name, _, digest = proof["id"].rpartition(".")
        assert name == proof["figure"]
        assert len(digest) == 12


def test_the_command_is_safe_to_paste() -> None:
    request = {"by": ["theme"], "where": {"item": ["ballot box; rm"]}, "as_of": "2021", "row": {}}
    assert command_line("items_delivered_count", request) == (
        "tomoni figure run items_delivered_count --by theme --where 'item=ballot box; rm'"
        " --as-of 2021 --trace --json"
    )


def test_queries_are_kept_without_paths_of_this_machine(
    store: SiteStore, site_directory: Path
) -> None:
    paths = {proof["query"].lstrip("/") for proof in _proofs(store, "figure")}
    for path in paths:
        media_type, body = store.file(path)
        assert media_type.startswith("text/plain")
        assert b"SELECT" in body
        assert str(site_directory.parent).encode() not in body

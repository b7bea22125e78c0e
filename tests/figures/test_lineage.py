"""Lineage: what `sort -u | sha256sum` says of the ids, pages of them, and the narrow ways in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyarrow as pa
import pytest

from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.exchange.snapshot import Snapshot, memory_snapshot
from tomoni.figures import FigureRun, lineage, run_figure, trace

IDS = [f"entry-{number:03}" for number in range(120)]


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    entries = [
        {
            "entry_id": each,
            "activity_id": "work",
            "measure_code": "participants",
            "unit_code": "person",
            "quantity": 1,
            "calendar_year": 2020 if number < 100 else 2021,
            "claim_id": "c-1" if number < 2 else "c-gone" if number == 2 else None,
        }
        for number, each in enumerate(IDS)
    ]
    claim = {"claim_id": "c-1", "document_id": "w18", "start": 5, "end": 9}
    tables = {
        "activities": [{"activity_id": "work", "kind_code": "grant"}],
        "entries": entries,
        "claims": [claim],
    }
    with memory_snapshot(tables) as opened:
        yield opened


@pytest.fixture
def run(snapshot: Snapshot) -> FigureRun:
    return run_figure(snapshot, "participants_count", by=["year"])


def sha256_of_lines(ids: list[str]) -> str:
    return hashlib.sha256("".join(f"{each}\n" for each in ids).encode()).hexdigest()


def test_the_digest_of_all_rows(run: FigureRun) -> None:
    entries, claims = run.lineage()
    assert (entries.source, entries.count, entries.first) == ("entries", 120, tuple(IDS[:50]))
    assert entries.digest == sha256_of_lines(IDS)
    assert (claims.source, claims.count, claims.first) == ("claims", 2, ("c-1", "c-gone"))


def test_the_digest_of_one_row(run: FigureRun) -> None:
    entries, claims = run.lineage(1)
    assert run.rows[1].key == {"year": 2021}
    assert (entries.count, entries.digest) == (20, sha256_of_lines(IDS[100:]))
    assert (claims.count, claims.digest) == (0, hashlib.sha256().hexdigest())


def test_pages(run: FigureRun) -> None:
    assert run.lineage_page(None, "entries", offset=50) == tuple(IDS[50:100])
    assert run.lineage_page(0, "entries", offset=90, size=20) == tuple(IDS[90:100])
    assert run.lineage_page(0, "entries", offset=500) == ()
    assert run.lineage_page(0, "claims") == ("c-1", "c-gone")


def test_a_page_of_nothing_is_refused(run: FigureRun) -> None:
    with pytest.raises(InputError, match="entries, claims"):
        run.lineage_page(0, "observations")
    with pytest.raises(InputError, match="no row 7"):
        run.lineage(7)


def test_a_trace_names_every_id_and_the_place_of_each_claim(run: FigureRun) -> None:
    first, second = run.as_dict(trace=True)["rows"]  # type: ignore[misc]
    assert (first["entries"], second["entries"]) == (IDS[:100], IDS[100:])
    assert first["observations"] == []
    assert first["claims"] == [
        {"id": "c-1", "document": "w18", "start": 5, "end": 9},
        {"id": "c-gone", "document": None, "start": None, "end": None},
    ]


def test_a_trace_nobody_can_read_is_refused(
    run: FigureRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "MOST_TRACED", 119)
    with pytest.raises(RefusedError, match="120 records"):
        run.as_dict(trace=True)


def test_an_activity_of_many_countries_is_one_record() -> None:
    """A record that stands in several rows counts once in the lineage of the whole answer."""
    pairs = [("a", "KE"), ("a", "DJ"), ("b", "KE")]
    tables = {
        "activities": [{"activity_id": each, "is_top_level": True} for each in "ab"],
        "activity_countries": [
            {"activity_country_id": f"{one}-{other}", "activity_id": one, "country_code": other}
            for one, other in pairs
        ],
    }
    with memory_snapshot(tables) as opened:
        found = run_figure(opened, "activities_count", by=["country"])
        assert [row.records["activities"] for row in found.rows] == [1, 2]
        (activities,) = found.lineage()
    assert (activities.count, activities.digest) == (2, sha256_of_lines(["a", "b"]))


@pytest.mark.parametrize(
    ("batches", "count"),
    [
        ([], 0),
        ([[]], 0),
        ([["a", "b"], [], ["c"]], 3),
        ([["a", "a", "b"], ["b"], ["b", "c"]], 3),
        ([["b", "a"]], None),
        ([["b"], ["a"]], None),
        ([["é"], ["z"]], None),
    ],
)
def test_ids_are_digested_only_in_order(batches: list[list[str]], count: int | None) -> None:
    arrays = [pa.RecordBatch.from_arrays([pa.array(each, pa.string())], ["id"]) for each in batches]
    reading = lineage._take_all(arrays, keeps=False)
    if count is None:
        assert reading is None
    else:
        assert reading is not None
        found = reading.lineage("entries")
        distinct = sorted({each for batch in batches for each in batch}, key=str.encode)
        assert (found.count, found.digest) == (count, sha256_of_lines(distinct))
        assert found.first == tuple(distinct)

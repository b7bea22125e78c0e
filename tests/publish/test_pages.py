"""What single pages of the drawn site hold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tomoni.catalogue.figure_words import FIGURE_DEFINITIONS_JA
from tomoni.figures.registry import FIGURES_BY_NAME
from tomoni.publish.figure_runs import proof_id_of
from tomoni.publish.html.cells import CELL_HTML
from tomoni.publish.options import SiteOptions
from tomoni.publish.proof_notes import answer_parts
from tomoni.publish.proofs_figures import unit_words
from tomoni.publish.store import SiteStore


def _proofs_of(store: SiteStore, figure: str) -> list[dict[str, Any]]:
    found = [store.proof(key) for key in store.proof_ids() if key.startswith(f"{figure}.")]
    assert found, figure
    return found


def _basis(proof: dict[str, Any]) -> set[str]:
    return {each["label"]["en"] for each in proof["basis"]}


def test_claims_are_found_and_read_with_their_hedge(store: SiteStore) -> None:
    for query in ("6100 graduates", "6,100 graduates"):
        [hit] = [
            hit for group in store.search(query) if group.kind == "claim" for hit in group.hits
        ]
        assert hit.en == "Graduates: more than 6,100 · The school"
        assert hit.ja == "修了者数：6,100超 · The school"


def test_activities_are_divided_by_theme_and_kind(store: SiteStore) -> None:
    tables = store.page("figure", "activities_count")["tables"]
    assert list(tables) == ["by_theme", "by_kind"], "series hold too few of them to tell anything"
    counts = [int(row[-1]["value"]) for row in tables["by_theme"]["rows"]]
    assert counts == sorted(counts, reverse=True)


def test_a_figure_of_records_is_not_divided_further(store: SiteStore) -> None:
    assert list(store.page("figure", "graduates_count")["tables"]) == ["answer"]


def test_the_ground_of_countries_stands_only_where_countries_are_asked(store: SiteStore) -> None:
    for proof in _proofs_of(store, "graduates_count"):
        assert "Countries" not in _basis(proof)
        assert "What is counted" in _basis(proof)
    asked = {True: 0, False: 0}
    for proof in _proofs_of(store, "activities_count"):
        is_by_country = "country" in proof["request"]["where"]
        asked[is_by_country] += 1
        assert ("Countries" in _basis(proof)) == is_by_country
    assert all(asked.values()), "both kinds were looked at"
    assert "Countries" in _basis(_proofs_of(store, "recipient_countries_count")[0])


def test_the_bounds_of_a_claim_say_what_is_open_and_what_is_soft(store: SiteStore) -> None:
    proof = store.proof("claim.graduates-2021")
    flags = {name: proof[name] for name in proof if name.endswith(("_is_open", "_is_soft"))}
    assert flags == {
        "low_is_open": True,
        "low_is_soft": False,
        "high_is_open": False,
        "high_is_soft": True,
    }
    exact = store.proof("claim.trained")
    assert not exact["low_is_open"]
    assert not exact["high_is_soft"]


def test_when_a_claim_counts_is_apart_from_the_period_that_it_states(store: SiteStore) -> None:
    proof = store.proof("claim.graduates-2021")
    assert proof["period"] is None, "no period is stated, and the edition's year is none"
    assert proof["as_of"] == {"t": "date", "stated": "2021"}
    assert proof["as_of_basis"]["list"] == "as_of_basis"
    assert store.proof("claim.began-2021")["as_of_basis"] is None


def test_a_series_tells_how_often_claims_say_it_is_held(store: SiteStore) -> None:
    page = store.page("series", "school-series")
    assert [number["value"] for number in page["editions_per_year"]] == ["1"]
    assert page["editions_per_year"][0]["proof"] == "claim.yearly"


def test_ordinals_and_differences_read_as_such() -> None:
    part = {"value": "15", "qualifier": "exact"}
    plain = {"value": "-1", "parts": {"ordinal": part, "expected": {**part, "value": "16"}}}
    run = SimpleNamespace(figure=FIGURES_BY_NAME["edition_gaps"])
    row: Any = SimpleNamespace(plain=plain, key={}, proof="p", run=run)
    parts = [CELL_HTML["en"].number_text(each["number"]) for each in answer_parts(row)]
    assert parts == ["15th", "16th"]
    words = unit_words(row.run, row)
    assert words is not None
    assert words["en"] == "edition", "minus one edition, not minus one events"


def test_what_a_number_counts_agrees_with_it(store: SiteStore) -> None:
    for proof in _proofs_of(store, "activities_count"):
        is_one = proof["number"]["value"] == "1"
        assert proof["unit_words"]["en"] == ("activity" if is_one else "activities")


def test_every_figure_has_its_japanese_definition(store: SiteStore) -> None:
    assert sorted(FIGURE_DEFINITIONS_JA) == sorted(FIGURES_BY_NAME)
    assert len(set(FIGURE_DEFINITIONS_JA.values())) == len(FIGURE_DEFINITIONS_JA)
    definition = store.page("figure", "graduates_count")["definition"]
    assert definition["ja"] == FIGURE_DEFINITIONS_JA["graduates_count"]
    assert definition["en"] == FIGURES_BY_NAME["graduates_count"].definition.sentence


@pytest.mark.parametrize(
    ("public_url", "cited"),
    [
        ("http://localhost:8000", ""),
        ("http://127.0.0.1:8000", ""),
        ("http://[::1]:8000", ""),
        ("https://tomoni.example.org", "https://tomoni.example.org"),
    ],
)
def test_a_citation_never_names_an_address_of_this_machine(public_url: str, cited: str) -> None:
    assert SiteOptions(public_url=public_url).cited_url == cited


def test_a_proof_keeps_its_id() -> None:
    """An address that was cited once leads to the same request for ever."""
    request = {"by": [], "where": {"activity": ["a"]}, "as_of": None, "row": {}}
    assert proof_id_of("graduates_count", 1, request) == "graduates_count.c6e9fa29d72f"

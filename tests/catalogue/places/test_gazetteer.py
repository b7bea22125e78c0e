"""Places: every code of the sources once, with facts that agree with each other."""

from __future__ import annotations

import re

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.places import PLACES, PLACES_BY_CODE, Place
from tomoni.catalogue.terms import TERMS

COUNTRIES = [place for place in PLACES if place.kind != "region"]


def test_every_country_code_in_use_is_a_place_once() -> None:
    active = {code.code for code in codelist("Country").codes.values() if code.status == "active"}
    assert {place.code for place in COUNTRIES} == active
    assert len(PLACES_BY_CODE) == len(PLACES)
    assert "XK" in PLACES_BY_CODE


def test_kinds_and_codes_are_known() -> None:
    assert {place.kind for place in PLACES} == TERMS["place_kind"].keys()
    assert {p.dac_code for p in PLACES if p.dac_code} <= codelist("dac_area").codes.keys()
    assert [p for p in PLACES if p.iso3 and not re.fullmatch("[A-Z]{3}", p.iso3)] == []


def test_a_place_lies_in_a_region_that_is_a_place() -> None:
    regions = {place.code for place in PLACES if place.kind == "region"}
    assert {place.region_code for place in PLACES if place.region_code} <= regions


def _trail(place: Place) -> list[str]:
    trail = [place.code]
    while (parent := PLACES_BY_CODE[trail[-1]].region_code) is not None:
        assert parent not in trail
        trail.append(parent)
    return trail


def test_following_regions_upward_ends_at_the_world() -> None:
    trails = [_trail(place) for place in PLACES if place.region_code]
    assert {trail[-1] for trail in trails} == {"m49-001"}


def test_every_country_but_antarctica_has_a_sub_region() -> None:
    assert [place.code for place in COUNTRIES if place.region_code is None] == ["AQ"]


def test_identifiers_of_others_are_unique() -> None:
    for name in ("iso3", "dac_code"):
        values = [getattr(place, name) for place in PLACES if getattr(place, name)]
        assert len(set(values)) == len(values), name


def test_only_kosovo_has_no_alpha_3_code() -> None:
    assert [place.code for place in COUNTRIES if place.iso3 is None] == ["XK"]


def test_no_two_places_share_a_tile_and_every_tile_has_its_place() -> None:
    tiles = [(p.tile_row, p.tile_column) for p in PLACES if p.tile_row is not None]
    assert len(set(tiles)) == len(tiles)
    assert len(tiles) == len(list(packaged_rows("places", "tile-grid.csv"))) > 190


def test_a_tile_has_a_row_and_a_column() -> None:
    assert all((place.tile_row is None) == (place.tile_column is None) for place in PLACES)


def test_recipients_have_a_dac_code() -> None:
    recipients = {place.code for place in PLACES if place.is_dac_recipient}
    assert {"KE", "KH", "XK", "PS", "VN"} <= recipients
    assert recipients.isdisjoint({"JP", "US", "FR"})
    assert all(PLACES_BY_CODE[code].dac_code for code in recipients)


@pytest.mark.parametrize(
    ("code", "iso3", "dac_code", "region_code"),
    [
        ("VN", "VNM", "769", "m49-035"),
        ("KE", "KEN", "248", "m49-014"),
        ("XK", None, "57", "m49-039"),
        ("TL", "TLS", "765", "m49-035"),
        ("CD", "COD", "235", "m49-017"),
        ("JP", "JPN", "701", "m49-030"),
    ],
)
def test_single_places(code: str, iso3: str | None, dac_code: str, region_code: str) -> None:
    place = PLACES_BY_CODE[code]
    assert (place.iso3, place.dac_code, place.region_code) == (iso3, dac_code, region_code)


def test_regions_of_the_evidence_are_places() -> None:
    seed = {"global", "africa", "asean", "gulf_of_aden", "afghanistan_neighbours", "indo_pacific"}
    assert all(PLACES_BY_CODE[code].kind == "region" for code in seed)
    assert len([p for p in PLACES if p.kind == "region" and not p.code.startswith("m49-")]) == 17


def test_the_crosswalk_to_dac_codes_is_the_one_by_alpha_3_code() -> None:
    for row in packaged_rows("places", "dac-crosswalk.csv"):
        iso3 = PLACES_BY_CODE[row["place_code"]].iso3
        assert row["data_explorer_code"] == (iso3 or "XKV")

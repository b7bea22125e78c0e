"""Codes of the standard that come in become codes of ours that are there."""

from __future__ import annotations

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.brought import our_code, our_codes
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.places import PLACES_BY_CODE

ROWS = list(packaged_rows("iati", "brought.csv"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['iati_list']} {row['iati_code']}")
def test_both_codes_are_in_force_and_there_is_a_reason(row: dict[str, str]) -> None:
    assert codelist(row["iati_list"]).is_active(row["iati_code"])
    ours = PLACES_BY_CODE if row["list"] == "place" else codelist(row["list"]).codes
    assert row["code"] in ours
    assert row["reason"].endswith(".")


@pytest.mark.parametrize(
    ("own", "iati"),
    [
        ("activity_status", "ActivityStatus"),
        ("party_role", "OrganisationRole"),
        ("party_kind", "OrganisationType"),
    ],
)
def test_these_lists_are_crossed_whole(own: str, iati: str) -> None:
    assert {row["iati_code"] for row in ROWS if row["list"] == own} == set(codelist(iati).codes)


def test_money_that_comes_in_fits_every_kind_that_an_activity_may_become() -> None:
    kinds = {row["code"] for row in ROWS if row["list"] == "activity_kind"}
    measures = {row["code"] for row in ROWS if row["list"] == "measure"}
    for kind in kinds:
        assert measures <= set(KINDS_BY_CODE[kind].measures), kind


def test_where_two_stand_the_first_is_the_best() -> None:
    found = our_codes("activity_kind", "AidType", "E01")
    assert found == ("fellowship", "technical_cooperation")
    assert our_code("activity_kind", "AidType", "E01") == "fellowship"


def test_what_the_standard_does_not_tell_is_none() -> None:
    assert our_code("activity_kind", "AidType", "F01") is None
    assert our_code("activity_status", "ActivityStatus", None) is None

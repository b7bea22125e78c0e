from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tomoni.catalogue.places import PLACES
from tomoni.catalogue.zones import zone_names, zones_of_country

# Uninhabited, or a code that the table of zones never had.
_WITHOUT = {"BV", "HM", "AN"}


@pytest.mark.parametrize(
    ("country", "first", "count"),
    [("JP", "Asia/Tokyo", 1), ("KE", "Africa/Nairobi", 1), ("XK", "Europe/Belgrade", 1)],
)
def test_a_country_with_one_zone(country: str, first: str, count: int) -> None:
    assert (zones_of_country(country)[0], len(zones_of_country(country))) == (first, count)


def test_a_country_with_several() -> None:
    assert {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"} <= set(zones_of_country("ID"))
    assert zones_of_country("ZZ") == ()


def test_every_country_has_a_zone_that_can_be_opened() -> None:
    codes = {place.code for place in PLACES if place.kind == "country"}
    assert {code for code in codes if not zones_of_country(code)} <= _WITHOUT
    for name in zone_names():
        assert ZoneInfo(name).key == name

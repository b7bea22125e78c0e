"""Names of places: by profile, in two languages, with the disclaimer of the profile."""

from __future__ import annotations

import pytest

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.places import (
    NAMING_PROFILES,
    PLACES,
    PLACES_BY_CODE,
    disclaimer,
    place_kind,
    place_name,
    profile_name,
)
from tomoni.catalogue.settings import SETTINGS


@pytest.mark.parametrize("profile", NAMING_PROFILES)
def test_every_place_has_an_english_and_a_japanese_name(profile: str) -> None:
    for place in PLACES:
        english, japanese = (place_name(place.code, lang, profile) for lang in ("en", "ja"))
        assert english and english != place.code, place.code
        assert japanese and not japanese.isascii(), place.code


@pytest.mark.parametrize("profile", NAMING_PROFILES)
def test_no_place_is_called_by_its_code(profile: str) -> None:
    for place in PLACES:
        codes = {place.code, place.iso3, place.dac_code}
        assert place_name(place.code, "en", profile) not in codes


@pytest.mark.parametrize("profile", NAMING_PROFILES)
def test_no_two_countries_share_a_name(profile: str) -> None:
    countries = [place.code for place in PLACES if place.kind != "region"]
    for language in ("en", "ja"):
        names = [place_name(code, language, profile) for code in countries]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("code", "profile", "name"),
    [
        ("LA", "iso", "Lao People's Democratic Republic"),
        ("LA", "host", "Laos"),
        ("VN", "iso", "Viet Nam"),
        ("PS", "dac", "West Bank and Gaza Strip"),
        ("PS", "host", "Palestine"),
        ("GM", "iso", "Gambia"),
        ("TR", "dac", "Turkey"),
        ("FK", "dac", "Falkland Islands (the) [Malvinas]"),
        ("AD", "dac", "Andorra"),
        ("KE", "host", "Kenya"),
        ("m49-014", "iso", "Eastern Africa"),
        ("gulf_of_aden", "dac", "Waters off Somalia and the Gulf of Aden, and neighbouring states"),
    ],
)
def test_english_names(code: str, profile: str, name: str) -> None:
    assert place_name(code, "en", profile) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [("KE", "ケニア"), ("XK", "コソボ"), ("m49-035", "東南アジア"), ("asean", "ASEAN加盟国")],
)
def test_japanese_names(code: str, name: str) -> None:
    assert place_name(code, "ja") == name


@pytest.mark.parametrize(
    ("code", "iso", "host"),
    [
        ("JP", "country", "country"),
        ("VA", "country", "country"),
        ("XK", "territory", "country"),
        ("CK", "territory", "country"),
        ("NU", "territory", "country"),
        ("PS", "country", "territory"),
        ("TW", "territory", "territory"),
        ("HK", "territory", "territory"),
        ("asean", "region", "region"),
    ],
)
def test_the_profile_decides_what_is_called_a_country(code: str, iso: str, host: str) -> None:
    assert (place_kind(code), place_kind(code, "host")) == (iso, host)
    assert PLACES_BY_CODE[code].kind == iso


def test_every_override_names_its_source_a_known_place_and_something() -> None:
    seen = set()
    for row in packaged_rows("places", "naming-profiles.csv"):
        assert row["profile"] in NAMING_PROFILES
        assert row["place_code"] in PLACES_BY_CODE
        assert row["kind"] in {"", "country", "territory"}
        assert row["kind"] or row["name_en"] or row["name_ja"]
        assert row["source"]
        seen.add((row["profile"], row["place_code"]))
    assert len(seen) == len(list(packaged_rows("places", "naming-profiles.csv")))


@pytest.mark.parametrize("profile", NAMING_PROFILES)
def test_every_profile_has_a_name_and_a_disclaimer_in_both_languages(profile: str) -> None:
    assert profile_name(profile).en and profile_name(profile).ja
    assert disclaimer(profile, "en").isascii()
    assert "法的地位" in disclaimer(profile, "ja")


def test_the_setting_offers_the_profiles_there_are() -> None:
    setting = next(s for s in SETTINGS if s.name == "TOMONI_NAMING_PROFILE")
    assert [setting.read(profile) for profile in NAMING_PROFILES] == list(NAMING_PROFILES)


def test_unknown_places_and_profiles_are_refused() -> None:
    with pytest.raises(NotFoundError, match="no place 'QQ'"):
        place_name("QQ")
    with pytest.raises(NotFoundError, match="no place ''"):
        place_kind("")
    for ask in (place_name, place_kind):
        with pytest.raises(NotFoundError, match="no naming profile 'un'"):
            ask("KE", profile="un")
    with pytest.raises(NotFoundError, match="no naming profile 'un'"):
        disclaimer("un")

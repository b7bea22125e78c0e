from __future__ import annotations

from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.catalogue.reading_words import (
    counted_nouns,
    party_countries,
    spoken_frameworks,
    spoken_parties,
    spoken_places,
)


def test_every_spoken_place_is_a_place_or_none() -> None:
    codes = {spoken.code for spoken in spoken_places()}
    assert codes - {""} <= PLACES_BY_CODE.keys()
    assert {"VN", "LA", "JP", "XK"} <= codes


def test_a_country_has_its_names_in_both_languages_and_its_adjective() -> None:
    names = {spoken.name: spoken for spoken in spoken_places() if spoken.code == "KH"}
    assert {"Cambodia", "Cambodian", "カンボジア"} <= names.keys()
    assert names["Cambodian"].is_adjective


def test_no_name_has_two_meanings_among_the_places() -> None:
    meanings: dict[str, set[str]] = {}
    for spoken in spoken_places():
        meanings.setdefault(spoken.name, set()).add(spoken.code)
    double = {name: codes for name, codes in meanings.items() if len(codes - {""}) > 1}
    assert double == {}


def test_bodies_have_ids_names_and_abbreviations() -> None:
    by_name = {spoken.name: spoken for spoken in spoken_parties()}
    assert (
        by_name["UNODC"].code == by_name["United Nations Office on Drugs and Crime"].code == "unodc"
    )
    assert by_name["UNODC"].is_short
    assert any(spoken.code.startswith("dac-channel-") for spoken in spoken_parties())
    assert party_countries()["jica"] == "JP"


def test_frameworks_and_parties_share_no_id() -> None:
    frameworks = {spoken.code for spoken in spoken_frameworks()}
    assert "uncac" in frameworks
    assert frameworks.isdisjoint({spoken.code for spoken in spoken_parties()})


def test_nouns_stand_for_known_units() -> None:
    assert set(counted_nouns().values()) == {"person", "country", "event", "item"}
    assert counted_nouns()["officials"] == "person"
    assert counted_nouns()["containers"] == "item"

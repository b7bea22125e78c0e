# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import pytest

from tomoni.catalogue.reading_words import SpokenName
from tomoni.reading.gazetteer import (
    Gazetteer,
    abbreviation_mentions,
    catalogue_gazetteer,
    defined_abbreviations,
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.kind, m.code) for m in catalogue_gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("in Viet Nam.", "VN"), ("Lao PDR", "LA"), ("the Cambodian police", "KH"), ("South Sudan", "SS"),
     ("Democratic Republic of the Congo", "CD"), ("Côte d'Ivoire", "CI"), ("タイと", "TH"),
     ("東ティモールの", "TL"), ("我が国は", "JP")],
)  # fmt: skip
def test_places_have_many_names(text: str, code: str) -> None:
    assert [c for _, kind, c in found(text) if kind == "place"] == [code]


@pytest.mark.parametrize(
    "text", ["the Gulf of Guinea", "インド太平洋", "タイプ", "Nigerians'xyz", "Omanx"]
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert [
        c for _, kind, c in found(text) if kind == "place" and c in {"GN", "IN", "TH", "OM"}
    ] == []


def test_the_longest_name_wins() -> None:
    assert found("the Djibouti Code of Conduct Trust Fund") == [
        ("Djibouti Code of Conduct Trust Fund", "party", "dcoc-trust-fund")
    ]


def test_bodies_by_name_and_abbreviation() -> None:
    codes = [
        c for _, _, c in found("United Nations Office on Drugs and Crime (UNODC) and 国際移住機関")
    ]
    assert codes == ["unodc", "unodc", "iom"]


def test_a_text_defines_its_own_abbreviations() -> None:
    gazetteer = catalogue_gazetteer()
    text = "The Norland Agency for Justice Reform (NAJR) met. In 2020 NAJR grew. The sky (BLUE) is."
    defined = defined_abbreviations(text, gazetteer)
    assert defined == {"NAJR": "NAJR"}
    mentions = abbreviation_mentions(text, defined, gazetteer.find(text))
    assert [text[m.start : m.end] for m in mentions] == ["NAJR", "NAJR"]


def test_a_defined_abbreviation_of_a_known_body_has_its_id() -> None:
    text = "the World Food Programme (WFPX) came"
    assert defined_abbreviations(text, catalogue_gazetteer()) == {"WFPX": "wfp"}


def test_own_names_can_be_found() -> None:
    own = Gazetteer([SpokenName("KE", "Kenia")], [SpokenName("x", "Courts Trust")], [])
    text = "Kenia and the Courts Trust"
    assert [(m.kind, m.code) for m in own.find(text)] == [("place", "KE"), ("party", "x")]

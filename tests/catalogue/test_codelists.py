"""Code lists: each one parses, each field finds its own, and unknown names are refused."""

from __future__ import annotations

import pytest

from tomoni.catalogue.codelists import codelist, codelist_names
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.fields import FIELDS
from tomoni.catalogue.packaged import packaged_names, packaged_rows

NAMED_IN_FIELDS = sorted({f.codelist for fs in FIELDS.values() for f in fs if f.codelist})
PUBLISHED = packaged_names("codelists", ".csv")


@pytest.mark.parametrize("name", NAMED_IN_FIELDS)
def test_every_field_finds_its_code_list(name: str) -> None:
    assert codelist(name).codes


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_list_is_complete_and_has_no_code_twice(name: str) -> None:
    rows = list(packaged_rows("codelists", f"{name}.csv"))
    assert rows
    assert list(rows[0]) == ["code", "name", "category", "status", "edition"]
    codes = [row["code"] for row in rows]
    assert sorted(set(codes)) == sorted(codes)
    for row in rows:
        assert row["code"] and row["name"] and row["edition"], row
        assert row["status"] in {"active", "withdrawn"}, row


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("Sector", "SectorCategory"),
        ("AidType", "AidType-category"),
        ("FinanceType", "FinanceType-category"),
        ("DocumentCategory", "DocumentCategory-category"),
        ("LocationType", "LocationType-category"),
    ],
)
def test_codes_in_use_have_a_category_of_the_category_list(name: str, categories: str) -> None:
    codes = codelist(name).codes
    parents = codelist(categories).codes.keys() | codes.keys()
    in_use = [code for code in codes.values() if code.status == "active" and code.category]
    assert [code for code in in_use if code.category not in parents] == []


def test_a_published_code() -> None:
    sector = codelist("Sector")
    assert sector.name_of("15113") == "Anti-corruption organisations and institutions"
    assert sector.codes["15113"].category == "151"
    assert sector.is_active("15113")


def test_a_withdrawn_code_keeps_its_name_but_is_not_active() -> None:
    sector = codelist("Sector")
    assert sector.name_of("15140") == "Government administration"
    assert not sector.is_active("15140")


def test_a_code_that_the_list_lacks() -> None:
    sector = codelist("Sector")
    assert not sector.is_active("99999")
    with pytest.raises(NotFoundError, match="99999"):
        sector.name_of("99999")


def test_our_own_lists_speak_japanese_and_published_ones_english() -> None:
    assert codelist("theme").name_of("anti_corruption", "ja") == "腐敗防止"
    assert codelist("Country").name_of("KE", "ja") == "Kenya"


@pytest.mark.parametrize("name", ["", "sector", "../kinds", "kinds.toml", "Sector.csv"])
def test_a_list_that_does_not_exist(name: str) -> None:
    with pytest.raises(NotFoundError, match="no code list"):
        codelist(name)


def test_every_name_of_a_list_opens_it() -> None:
    assert set(PUBLISHED) | set(NAMED_IN_FIELDS) <= set(codelist_names())
    for name in codelist_names():
        assert codelist(name).name == name


def test_a_list_is_read_once_and_cannot_be_changed() -> None:
    assert codelist("Sector") is codelist("Sector")
    with pytest.raises(TypeError):
        codelist("Sector").codes["x"] = codelist("Sector").codes["15113"]  # type: ignore[index]

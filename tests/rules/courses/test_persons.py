from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.courses.persons import (
    PersonFacts,
    can_be_person,
    check_person,
    folded,
    search_name,
    why_not_person,
)

TODAY = date(2026, 4, 1)


def codes(**stated: object) -> list[str]:
    facts = PersonFacts(**{"country_code": "KE", "family_name": "Otieno"} | stated)
    return [refusal.code for refusal in why_not_person(facts, TODAY)]


def test_a_name_in_either_script_is_enough() -> None:
    assert codes() == []
    assert codes(family_name=None, native_name="山田太郎") == []
    assert codes(family_name=None) == ["person_has_no_name"]
    assert codes(family_name=None, given_name="Anne") == ["person_has_no_name"]


def test_a_country_is_no_region() -> None:
    assert codes(country_code="XK") == []
    assert codes(country_code="m49-014") == ["unknown_country"]
    assert codes(country_code=None) == ["unknown_country"]


@pytest.mark.parametrize(("year", "is_fine"), [(1879, False), (1880, True), (2011, True)])
def test_years_of_birth(year: int, is_fine: bool) -> None:
    assert (codes(birth_year=year) == []) is is_fine
    assert codes(birth_year=2012) == ["birth_year_out_of_range"]


def test_every_fault_is_named_at_its_field() -> None:
    facts = PersonFacts("XX", sex_code="x", email="nobody", preferred_language_code="tlh")
    assert [one.field_name for one in why_not_person(facts, TODAY)] == [
        "family_name", "country_code", "sex_code", "email", "preferred_language_code",
    ]  # fmt: skip
    assert not can_be_person(facts, TODAY)
    with pytest.raises(InputError, match="Neither a family name"):
        check_person(facts, TODAY)


def test_names_lose_case_accents_and_signs_but_not_their_script() -> None:
    assert search_name("Ngũgĩ", "José-María") == "ngugi jose maria"
    assert search_name(None, None, "山田　太郎") == "山田 太郎"
    assert search_name("O'Brien", None) == "o brien"
    assert search_name(None) == ""


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)

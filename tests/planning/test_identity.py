"""Pairs that may be one person are found with their reasons, and strangers are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.drawn import drawn_rows
from tomoni.planning import identity
from tomoni.planning.identity import PersonRecord, compare, matches_of, possible_matches

CASES = """
| one                        | other                      | score | reasons                                      |
|----------------------------|----------------------------|-------|----------------------------------------------|
| SATO Hanako/JPN/1980       | Hanako Sato/JPN/1980       | 95    | same_name same_birth_year same_country       |
| SATO Hanako/JPN/1980       | Hanako Sato/JPN/1981       | 50    | same_name birth_year_differs same_country    |
| SATO Hanako/JPN/           | Hanako Sato/JPN/1981       | 80    | same_name same_country                       |
| Mohamed Omar/KEN/1975      | Mohammed Omar/KEN/1975     | 92    | similar_name same_birth_year same_country    |
| Mohamed Omar/KEN/          | Mohammed Omar/TZA/         | 67    | similar_name                                 |
| Maria Santos/PHL/1970      | Maria Reyes Santos/PHL/    | 76    | similar_name same_country                    |
| Maria Santos/PHL/1970      | Jose Reyes/PHL/1970        | 0     |                                              |
| Lee/KOR/1970               | Lee Min Ho/KOR/1970        | 0     |                                              |
"""  # noqa: E501 -- the table is drawn wider than a line of code


def person(name: str, text: str) -> PersonRecord:
    full, country, year = text.split("/")
    return PersonRecord(name, full, birth_year=int(year) if year else None, country=country)


@pytest.mark.parametrize("row", drawn_rows(CASES), ids=lambda row: row["other"])
def test_cases(row: dict[str, str]) -> None:
    one, other = person("1", row["one"]), person("2", row["other"])
    found = compare(one, other)
    assert (found.score, " ".join(found.reasons)) == (int(row["score"]), row["reasons"])
    assert compare(other, one) == found
    listed = possible_matches([other, one]).pairs
    assert listed == ((found,) if found.score >= identity.DEFAULT_LEAST else ())


def test_an_exact_key_is_enough_whatever_the_name() -> None:
    one = PersonRecord("1", "Hanako Sato", identifiers=("key",))
    other = PersonRecord("2", "Hanako Tanaka", identifiers=("another", "key"))
    assert compare(one, other).reasons == ("same_identifier",)
    assert [pair.score for pair in possible_matches([one, other]).pairs] == [100]


def test_native_names_and_agencies_count() -> None:
    one = PersonRecord("1", "Sato Hanako", "佐藤 花子", country="JPN", agency="Ministry of Justice")
    other = PersonRecord("2", "Satou H.", "佐藤　花子", country="JPN", agency="Justice Ministry of")
    found = compare(one, other)
    assert found.reasons == ("same_native_name", "same_country", "similar_agency")
    cyrillic = PersonRecord("3", "Ivanov Petr", "Иванов Пётр")
    assert compare(cyrillic, PersonRecord("4", "Petr IVANOV")).reasons == ("same_name",)
    swapped = compare(cyrillic, PersonRecord("5", "Иванов Петр"))
    assert swapped.reasons == ("same_name",)


def test_a_crowd_of_one_common_name_is_told_and_still_found_by_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identity, "LARGEST_BLOCK", 10)
    crowd = [
        PersonRecord(f"p{at:03}", f"Maria Santos {'abcdefghijklmnop'[at % 16] * 4}", country="PHL")
        for at in range(30)
    ]
    found = possible_matches(crowd)
    assert found.blocks_left_out > 0
    assert ("p000", "p016") in {(pair.first, pair.second) for pair in found.pairs}


names = st.lists(
    st.sampled_from(("Maria", "Marya", "Santos", "Omar", "Reyes")), min_size=1, max_size=3
).map(" ".join)
people = st.builds(
    PersonRecord,
    id=st.just(""),
    name=names,
    birth_year=st.sampled_from((None, 1970, 1971)),
    country=st.sampled_from((None, "PHL", "KEN")),
    identifiers=st.sampled_from(((), ("x",), ("y",))),
)


@given(st.lists(people, max_size=8))
def test_order_does_not_matter_and_every_pair_is_scored_as_alone(drawn: list[PersonRecord]) -> None:
    records = [replace(one, id=str(at)) for at, one in enumerate(drawn)]
    found = possible_matches(records)
    mixed = list(records)
    random.Random(1).shuffle(mixed)
    assert possible_matches(mixed) == found
    by_id = {one.id: one for one in records}
    assert all(compare(by_id[pair.first], by_id[pair.second]) == pair for pair in found.pairs)
    for one in records:
        alone = set(matches_of(one, records))
        assert {pair for pair in found.pairs if one.id in (pair.first, pair.second)} <= alone

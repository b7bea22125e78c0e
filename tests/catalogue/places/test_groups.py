"""Groups of places: members with their dates and sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.places import (
    GROUPS,
    GROUPS_BY_CODE,
    PLACES_BY_CODE,
    Membership,
    PlaceGroup,
    group_members,
    load_group_members,
    member_codes,
)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.code)
def test_members_are_countries_or_territories_with_a_source(group: PlaceGroup) -> None:
    codes = [member.place_code for member in group.members]
    assert codes == sorted(codes)
    assert len(set(codes)) == len(codes)
    assert all(PLACES_BY_CODE[code].kind != "region" for code in codes)
    assert all(member.source for member in group.members)
    assert group.label.en and group.label.ja and group.note


def test_every_listed_membership_belongs_to_a_group() -> None:
    keys = {row["key"] for row in packaged_rows("places", "groups.csv")}
    listed = {row["group_code"] for row in packaged_rows("places", "group-members.csv")}
    assert listed <= keys


@pytest.mark.parametrize(
    ("code", "count"), [("asean", 11), ("recaap", 21), ("g7", 7), ("sahel", 5), ("un", 193)]
)
def test_sizes(code: str, count: int) -> None:
    assert len(group_members(code)) == count
    assert GROUPS_BY_CODE[code].members == group_members(code)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1967, 8, 7), 0),
        (date(1967, 8, 8), 5),
        (date(1995, 7, 28), 7),
        (date(2021, 12, 1), 10),
        (date(2025, 10, 26), 11),
    ],
)
def test_asean_grew(day: date, count: int) -> None:
    assert len(member_codes("asean", day)) == count


def test_timor_leste_was_no_member_when_the_seminar_of_2021_was_held() -> None:
    assert "TL" not in member_codes("asean", date(2021, 12, 15))
    assert "TL" in member_codes("asean")


def test_twenty_parties_of_recaap_in_may_2018_and_twenty_one_after_germany() -> None:
    assert len(member_codes("recaap", date(2018, 5, 31))) == 20
    assert len(member_codes("recaap", date(2021, 9, 15))) == 21


@pytest.mark.parametrize(
    ("start", "end", "day", "covered"),
    [
        (None, None, date(1900, 1, 1), True),
        ("2013", None, date(2013, 1, 1), True),
        ("2013-08", None, date(2013, 7, 31), False),
        ("2013-08-03", None, date(2013, 8, 2), False),
        (None, "2013", date(2013, 12, 31), True),
        (None, "2013-08", date(2013, 9, 1), False),
        ("2010", "2012", date(2011, 6, 1), True),
    ],
)
def test_what_a_stated_date_covers(
    start: str | None, end: str | None, day: date, covered: bool
) -> None:
    assert Membership("KE", start, end, "x").covers(day) is covered


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(NotFoundError, match="oecd"):
        group_members("oecd")


HEAD = "group_code,place_code,start,end,source\n"


def _load(tmp_path: Path, lines: str) -> dict[str, tuple[Membership, ...]]:
    path = tmp_path / "members.csv"
    path.write_text(HEAD + lines, encoding="utf-8")
    return load_group_members(path)


def test_members_of_an_instance(tmp_path: Path) -> None:
    loaded = _load(
        tmp_path, "pif,FJ,1971-08-05,,Forum\npif,WS,,,Forum\nigad,KE,1986,2001-02,IGAD\n"
    )
    assert loaded == {
        "pif": (
            Membership("FJ", "1971-08-05", None, "Forum"),
            Membership("WS", None, None, "Forum"),
        ),
        "igad": (Membership("KE", "1986", "2001-02", "IGAD"),),
    }


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (",FJ,,,x", "group_code"),
        ("pif,QQ,,,x", "place_code"),
        ("pif,FJ,1971-13,,x", "start"),
        ("pif,FJ,71,,x", "start"),
        ("pif,FJ,,someday,x", "end"),
        ("pif,FJ,1971,1970-12,x", "end"),
        ("pif,FJ,,,", "source"),
    ],
)
def test_a_wrong_line_is_refused_with_line_and_field(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        _load(tmp_path, f"{line}\n")
    where = refused.value.where
    assert where is not None
    assert (where.line, where.field) == (2, field)

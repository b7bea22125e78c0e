"""What of a series' counts is shown: nothing small, nothing that gives a small count away."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from tomoni.records.freezing.people_masks import GroupRecord
from tomoni.records.freezing.statistics_masks import LISTS, Published, group_name, published
from tomoni.rules.courses.statistics import Attendance, Margins, margins_of

THRESHOLD = 5


def attendance(at: int, person: int, country: str, edition: int, sex: str) -> Attendance:
    return Attendance(
        participation=f"p{at}",
        person=f"person-{person}",
        series="itc",
        edition=f"itc-{edition}",
        country=country,
        sex=sex,
        profession=None,
        year=1970 + edition // 2,
    )


ROWS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(["KE", "VN", "SN", "LA"]),
        st.integers(1, 4),
        st.sampled_from(["female", "male", "male", "male"]),
    ),
    min_size=1,
    max_size=90,
    unique_by=lambda row: (row[0], row[2]),
)


def margins(rows: list[tuple[int, str, int, str]]) -> Margins:
    return margins_of(attendance(at, *row) for at, row in enumerate(rows))["itc"]


def release(made: Margins, before: Mapping[str, GroupRecord] | None = None) -> Published:
    editions = made.participations["edition"]
    years = {edition: str(1970 + int(edition[-1]) // 2) for edition in editions}
    return published("itc", made, dict(editions), years, THRESHOLD, (before or {}).get)


@given(ROWS)
def test_no_small_count_is_shown_and_none_follows_from_its_total(
    rows: list[tuple[int, str, int, str]],
) -> None:
    made = margins(rows)
    seen = release(made)
    total = seen.participations["total"].get("")
    for axis in (*LISTS, "year"):
        true, shown = made.participations[axis], seen.participations[axis]
        assert all(count >= THRESHOLD for count in shown.values())
        hidden = {code: count for code, count in true.items() if code not in shown}
        if total is not None and axis != "year":
            # One hidden count alone would be the total less the others.
            assert len(hidden) != 1
            if hidden:
                assert sum(hidden.values()) > len(hidden)
    if total is None:
        assert not any(seen.participations[axis] for axis in (*LISTS, "year"))
    else:
        assert total >= THRESHOLD


@given(ROWS)
def test_persons_do_not_tell_how_few_came_again(rows: list[tuple[int, str, int, str]]) -> None:
    made = margins(rows)
    seen = release(made)
    for axis, persons in seen.persons.items():
        for code, count in persons.items():
            assert count >= THRESHOLD
            again = seen.participations[axis].get(code)
            if again is not None:
                assert not 0 < again - count < THRESHOLD


@given(ROWS, ROWS)
def test_the_next_release_shows_no_small_change(
    first: list[tuple[int, str, int, str]], second: list[tuple[int, str, int, str]]
) -> None:
    before = release(margins(first))
    records = {record.group: record for record in before.records}
    after = release(margins([*first, *_further(first, second)]), records)
    for axis in LISTS:
        for code, count in after.participations[axis].items():
            printed = before.participations[axis].get(code)
            if printed is not None:
                assert not 0 < abs(count - printed) < THRESHOLD


def _further(
    first: list[tuple[int, str, int, str]], second: list[tuple[int, str, int, str]]
) -> list[tuple[int, str, int, str]]:
    taken = {(row[0], row[2]) for row in first}
    return [row for row in second if (row[0], row[2]) not in taken]


def test_a_year_is_shown_where_all_its_editions_are() -> None:
    rows = [(at, "KE", 2, "male") for at in range(20)] + [(at, "KE", 3, "male") for at in (40, 41)]
    rows += [(at, "KE", 4, "male") for at in range(20)]
    seen = release(margins(rows)).participations
    assert seen["total"] == {"": 42}
    # Edition 3 is small, and one other is hidden to protect it; 2 and 3 are of one year.
    assert "itc-3" not in seen["edition"]
    assert "1971" not in seen["year"]


def test_groups_are_named_by_series_what_and_axis() -> None:
    names = {record.group for record in release(margins([(1, "KE", 1, "male")])).records}
    assert group_name("itc", "participations", "country") in names
    assert group_name("itc", "graduates", "edition") in names

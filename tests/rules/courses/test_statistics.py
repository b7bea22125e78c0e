from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.codelists import codelist
from tomoni.rules.courses.statistics import ADDING_PERSONS, AXES, TOTAL, Attendance, margins_of

ATTENDANCES = st.lists(
    st.builds(
        Attendance,
        participation=st.uuids().map(str),
        person=st.sampled_from("pqrstuv"),
        series=st.sampled_from(["itc", "gg"]),
        edition=st.sampled_from(["e1", "e2", "e3"]),
        country=st.sampled_from(["KE", "VN", "SN"]),
        sex=st.sampled_from(["female", "male"]),
        profession=st.sampled_from(["judge", None]),
        year=st.sampled_from([1975, 1976, None]),
    ),
    unique_by=lambda one: (one.person, one.series, one.edition),
)


def test_axes_are_those_of_the_code_list() -> None:
    assert set(AXES) == codelist("count_axis").codes.keys()


def test_a_person_stands_under_the_country_and_profession_of_the_latest_course() -> None:
    first = Attendance("a", "p", "itc", "e1", "KE", "female", "police", 1975)
    later = Attendance("b", "p", "itc", "e2", "SN", "female", None, 1980)
    margins = margins_of([later, first])["itc"]
    assert margins.participations["country"] == {"KE": 1, "SN": 1}
    assert margins.persons["country"] == {"SN": 1}
    assert margins.persons["profession"] == {"": 1}
    assert margins.persons["year"] == {"1975": 1, "1980": 1}
    assert margins.persons[TOTAL] == {"": 1}


@given(ATTENDANCES)
def test_participations_add_up_on_every_axis_and_persons_where_it_is_said(
    rows: list[Attendance],
) -> None:
    for series, margins in margins_of(rows).items():
        own = [row for row in rows if row.series == series]
        for axis in AXES:
            assert sum(margins.participations[axis].values()) == len(own)
        people = len({row.person for row in own})
        for axis in ADDING_PERSONS:
            assert sum(margins.persons[axis].values()) == people
        for axis in set(AXES) - set(ADDING_PERSONS):
            assert sum(margins.persons[axis].values()) >= people

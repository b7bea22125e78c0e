from __future__ import annotations

from tomoni.catalogue.codelists import codelist
from tomoni.rules.courses.counting import (
    COMPLETED,
    COUNTED_ROLES,
    OUTCOMES,
    PENDING,
    TOOK_PART,
    CountedPerson,
    has_completed,
    incomplete_measures,
    itemised_counts,
    took_part,
)
from tomoni.rules.courses.machines import MACHINES


def test_every_state_and_role_is_of_its_list() -> None:
    assert set(COMPLETED) <= set(TOOK_PART) <= codelist("participation_state").codes.keys()
    assert set(COUNTED_ROLES) < codelist("participation_role").codes.keys()
    outcomes = {*OUTCOMES.values(), PENDING}
    assert outcomes == codelist("nomination_outcome").codes.keys()
    assert OUTCOMES.keys() <= codelist("nomination_state").codes.keys()
    assert MACHINES


def test_graduates_are_participants_and_observers_are_neither() -> None:
    people = [
        CountedPerson("KE", "participant", "completed"),
        CountedPerson("KE", "participant", "arrived"),
        CountedPerson("JP", "host_national", "alumnus"),
        CountedPerson("KE", "observer", "completed"),
        CountedPerson("VN", "participant", "declined"),
        CountedPerson("VN", "participant", "withdrawn", 480),
    ]
    assert itemised_counts(people) == {
        ("participants", "KE"): 2,
        ("graduates", "KE"): 1,
        ("participants", "JP"): 1,
        ("graduates", "JP"): 1,
        ("participants", "VN"): 1,
    }


def test_who_left_before_the_first_day_did_not_take_part() -> None:
    assert not took_part("withdrawn", "participant")
    assert took_part("withdrawn", "participant", 30)
    assert not has_completed("withdrawn", "participant")


def test_a_list_with_fewer_people_than_were_reported_is_a_part() -> None:
    counts = {("participants", "KE"): 9, ("participants", "VN"): 8, ("graduates", "KE"): 9}
    assert incomplete_measures(counts, {"participants": 18}) == {"participants"}
    assert incomplete_measures(counts, {"participants": 17, "graduates": 9}) == frozenset()
    assert incomplete_measures(counts, {"graduates": 10}) == {"graduates"}
    assert incomplete_measures({}, {"participants": 18}) == frozenset()

"""What is hidden of a group, in one public snapshot after the other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.records.freezing.people_masks import GroupRecord, masked_group
from tomoni.rules.suppression import is_small

THRESHOLD = 5
COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 40), min_size=1)


def released(*releases: dict[str, int]) -> list[GroupRecord]:
    records: list[GroupRecord] = []
    for people in releases:
        before = records[-1] if records else None
        records.append(masked_group("group", people, before, THRESHOLD))
    return records


def shown(record: GroupRecord) -> dict[str, int]:
    return {c: n for c, n in record.people.items() if c not in record.hidden}


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=5))
def test_no_small_count_and_no_small_change_is_ever_printed(releases: list[dict[str, int]]) -> None:
    printed: dict[str, int] = {}
    total: int | None = None
    for people, record in zip(releases, released(*releases), strict=True):
        now_shown = {c: n for c, n in shown(record).items() if c in people}
        for country, count in now_shown.items():
            assert not is_small(count, THRESHOLD)
            if country in printed:
                assert not is_small(abs(count - printed[country]), THRESHOLD)
        if not record.is_total_hidden:
            now = sum(record.people.values())
            assert not is_small(now, THRESHOLD)
            if total is not None:
                assert not is_small(abs(now - total), THRESHOLD)
            total = now
        printed |= now_shown
        assert record.printed == printed
        assert record.printed_total == total


@settings(deadline=None)
@given(COUNTS)
def test_one_hidden_cell_never_stands_alone_under_its_total(people: dict[str, int]) -> None:
    (record,) = released(people)
    if not record.is_total_hidden:
        assert len(record.hidden) != 1


@settings(deadline=None)
@given(COUNTS)
def test_the_same_again_is_printed_the_same(people: dict[str, int]) -> None:
    first, second = released(people, people)
    assert (first.hidden, first.is_total_hidden) == (second.hidden, second.is_total_hidden)


def test_a_cell_hidden_in_between_is_held_against_its_last_printed_count() -> None:
    first, second, third, fourth = released(
        {"a": 30, "b": 20}, {"a": 32, "b": 20}, {"a": 33, "b": 20}, {"a": 38, "b": 20}
    )
    assert first.hidden == frozenset()
    assert "a" in second.hidden
    # 33 moved by one since the last snapshot, and by three since the one that printed it.
    assert "a" in third.hidden
    assert "a" not in fourth.hidden


def test_a_country_that_was_gone_is_held_against_what_was_printed() -> None:
    _, gone, back = released({"a": 30, "b": 20}, {"b": 20}, {"a": 31, "b": 20})
    assert gone.printed == {"a": 30, "b": 20}
    assert "a" in back.hidden


def test_a_negative_count_hides_the_group() -> None:
    (record,) = released({"a": -3, "b": 30})
    assert record.hidden == {"a", "b"}
    assert record.is_total_hidden


def test_a_threshold_of_nothing_prints_all() -> None:
    record = masked_group("group", {"a": 1, "b": -2}, None, 0)
    assert record.hidden == frozenset()
    assert record.printed == {"a": 1, "b": -2}

from __future__ import annotations

import pytest

from tomoni.catalogue.errors import TransitionError
from tomoni.rules.courses.merging import (
    MergeFacts,
    UndoFacts,
    can_merge,
    can_undo,
    check_merge,
    check_undo,
    why_not_merge,
    why_not_undo,
)


def test_two_plain_rows_may_be_one_person() -> None:
    assert can_merge(MergeFacts(accounts=1))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (MergeFacts(same_row=True), "merge_with_itself"),
        (MergeFacts(is_merged=True), "merged_already"),
        (MergeFacts(is_erased=True), "person_is_erased"),
        (MergeFacts(editions=("itc-150",)), "both_took_part"),
        (MergeFacts(calls=("call-1",)), "both_are_nominated"),
        (MergeFacts(accounts=2), "both_have_accounts"),
    ],
)
def test_what_stands_against_a_merge(facts: MergeFacts, code: str) -> None:
    assert [one.code for one in why_not_merge(facts)] == [code]


def test_the_refusal_names_the_editions_and_what_to_do() -> None:
    with pytest.raises(TransitionError, match="itc-150, itc-151") as raised:
        check_merge(MergeFacts(editions=("itc-150", "itc-151")))
    assert "two persons" in str(raised.value.do)


def test_undoing() -> None:
    assert can_undo(UndoFacts("merged"))
    assert can_undo(UndoFacts("distinct", moved_on=3))
    assert [one.code for one in why_not_undo(UndoFacts("open"))] == ["not_decided_yet"]
    later = UndoFacts("merged", moved_on=1, kept_is_merged=True)
    assert [one.code for one in why_not_undo(later)] == ["later_merge_stands"]
    with pytest.raises(TransitionError, match="erased"):
        check_undo(UndoFacts("merged", is_erased=True))

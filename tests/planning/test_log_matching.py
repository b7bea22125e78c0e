"""Who somebody in a log is: an address decides, then a name of one participant alone."""

from __future__ import annotations

import pytest

from tomoni.planning.log_matching import Attendee, Candidate, Match, match_attendees

PEOPLE = [
    Candidate("p1", ("Achieng Otieno",), ("achieng@court.example",)),
    Candidate("p2", ("Minh Nguyen Van", "Nguyễn Văn Minh"), ("minh@procuracy.example",)),
    Candidate("p3", ("Maria Silva Santos",)),
    Candidate("p4", ("Maria Santos",)),
    Candidate("p5", ("Bekele",)),
    Candidate("p6", ("Grace Wanjiku",), ("office@police.example",)),
    Candidate("p7", ("John Mutua",), ("office@police.example",)),
]


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Somebody else", "ACHIENG@court.example ", Match("email", ("p1",))),
        ("Otieno Achieng", None, Match("name", ("p1",))),
        ("KE_Achieng OTIENO (Judge)", "a@private.example", Match("name", ("p1",))),
        ("Nguyễn Văn Minh", None, Match("name", ("p2",))),
        ("NGUYEN Van Minh - Viet Nam", None, Match("name", ("p2",))),
        ("Maria Santos", None, Match("name", ("p4",))),
        ("Maria Silva Santos", None, Match("name", ("p3",))),
        ("Achieng Otienno", None, Match("similar", ("p1",))),
        ("Maria", None, Match("ambiguous", ("p3", "p4"))),
        ("Bekele Tadesse", None, Match("unmatched")),
        ("Bekele", None, Match("name", ("p5",))),
        (None, "office@police.example", Match("ambiguous", ("p6", "p7"))),
        ("iPhone", None, Match("unmatched")),
        (None, "stranger@example.org", Match("unmatched")),
        ("123", None, Match("unmatched")),
    ],
)
def test_each_attendee(name: str | None, email: str | None, expected: Match) -> None:
    assert match_attendees([Attendee(name, email)], PEOPLE) == [expected]


def test_two_of_one_name_are_never_told_apart_by_it() -> None:
    twins = [Candidate("a", ("Ana Lopez",)), Candidate("b", ("López Ana",))]
    assert match_attendees([Attendee("ana lopez", None)], twins) == [Match("ambiguous", ("a", "b"))]


def test_nobody_to_match_with_and_nobody_to_match() -> None:
    assert match_attendees([Attendee("A B", "c@d.example")], []) == [Match("unmatched")]
    assert match_attendees([], PEOPLE) == []


def test_ten_thousand_attendees_are_all_answered_for() -> None:
    people = [Candidate(f"p{at}", (f"Given{at} Family{at}",)) for at in range(100)]
    crowd = [Attendee(f"Person {at:05d} abcdef", None) for at in range(10_000)]
    assert len(match_attendees(crowd, people)) == 10_000

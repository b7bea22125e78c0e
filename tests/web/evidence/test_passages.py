"""Passages are cut at paragraphs, hold every proposal once, and lose no character."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tomoni.records.models import Proposal
from tomoni.web.evidence.passages import label_at, passages_of

TEXT = "Page one.\n" + "word " * 400 + "25 people. " + "word " * 400 + "\nThe end: 30.\n"


def proposal(start: int, end: int) -> Proposal:
    return Proposal(public_id=f"{start}-{end}", start=start, end=end)


def test_a_long_paragraph_is_cut_around_the_proposal() -> None:
    start = TEXT.index("25")
    one, last = passages_of(
        TEXT, [proposal(start, start + 2), proposal(TEXT.index("30"), TEXT.index("30") + 2)],
        [[0, "1"], [2_000, "2"]], [],
    )  # fmt: skip
    assert (one.is_cut_before, one.is_cut_after) == (True, True)
    assert one.end - one.start < 800
    assert (one.page, one.heading) == ("2", None)
    assert (last.is_cut_before, last.is_cut_after) == (False, False)
    assert "".join(piece.words for piece in last.pieces) == "The end: 30."


def test_proposals_that_overlap_are_both_marked() -> None:
    (one,) = passages_of("from 2016 to 2018", [proposal(0, 17), proposal(5, 9)])
    assert [(piece.words, piece.marks) for piece in one.pieces] == [
        ("from ", ("0-17",)), ("2016", ("0-17", "5-9")), (" to 2018", ("0-17",)),
    ]  # fmt: skip


def test_a_label_holds_until_the_next() -> None:
    labels = [[3, "a"], [7, "b"]]
    assert [label_at(labels, offset) for offset in (0, 3, 6, 7, 99)] == [None, "a", "a", "b", "b"]
    assert label_at([], 5) is None


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet="ab \n25", min_size=30, max_size=120),
    st.lists(st.tuples(st.integers(0, 25), st.integers(1, 4)), min_size=1, max_size=8),
)
def test_every_proposal_stands_once_in_its_passage(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = sorted({(start, start + length) for start, length in places})
    rows = [proposal(start, end) for start, end in spans]
    passages = passages_of(text, rows, around=12)
    assert [one for passage in passages for one in passage.proposals] == rows
    for passage in passages:
        words = "".join(piece.words for piece in passage.pieces)
        assert words == text[passage.start : passage.end]
        for one in passage.proposals:
            marked = "".join(p.words for p in passage.pieces if one.public_id in p.marks)
            assert marked == text[one.start : one.end]

from __future__ import annotations

from tomoni.exchange.documents.columns import Piece, in_reading_order


def line(left: float, bottom: float, words: str, width: float = 200, height: float = 10) -> Piece:
    return Piece(left, bottom, left + width, bottom + height, words)


def test_two_columns_under_one_heading() -> None:
    heading = line(0, 700, "A heading over both columns of the page", width=450)
    left = [line(0, 660 - 12 * n, f"left line number {n} of the text") for n in range(4)]
    right = [line(250, 660 - 12 * n, f"right line number {n} of the text") for n in range(4)]
    order = [words for block in in_reading_order([*right, heading, *left]) for _, words in block]
    assert order[0] == heading.words
    assert order[1:] == [p.words for p in [*left, *right]]


def test_pieces_of_one_line_are_joined_with_their_spaces() -> None:
    pieces = [
        line(0, 0, "20", width=12),
        line(15, 0, "people", width=40),
        line(55, 0, ".", width=2),
    ]
    assert [words for block in in_reading_order(pieces) for _, words in block] == ["20 people."]


def test_a_gap_between_lines_parts_blocks() -> None:
    pieces = [line(0, 100, "one"), line(0, 88, "two"), line(0, 40, "three")]
    assert [[words for _, words in block] for block in in_reading_order(pieces)] == [
        ["one", "two"],
        ["three"],
    ]


def test_an_empty_page_has_no_blocks() -> None:
    assert in_reading_order([]) == []

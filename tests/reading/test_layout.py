from __future__ import annotations

from itertools import pairwise

import pytest

from tomoni.reading.layout import lay_out

TEXT = """# 2 Governance

Japan gave help in 2018. It sent U.S. experts, e.g. Dr. Smith. Then it ended.

## (1) Courts and Prisons

A judge in court (Photo: JICA)
He said:
- one
- two
"""


def sentences(text: str) -> list[str]:
    layout = lay_out(text)
    starts = [*layout.sentence_starts, len(text)]
    return [text[a:b].strip() for a, b in pairwise(starts)]


def test_sentences_end_at_stops_and_not_at_abbreviations() -> None:
    found = sentences(TEXT)
    assert "Japan gave help in 2018." in found
    assert "It sent U.S. experts, e.g. Dr. Smith." in found
    assert "- one" in found


def test_japanese_sentences_end_at_their_stop() -> None:
    assert sentences("始まった。終わった。") == ["始まった。", "終わった。"]


def test_a_blank_line_inside_a_sentence_does_not_end_it() -> None:
    assert sentences("They gave support for\n\ncreating courts.") == [
        "They gave support for\n\ncreating courts."
    ]


def test_sections_have_their_headings() -> None:
    layout = lay_out(TEXT)
    assert layout.section_at(TEXT.index("Japan"))[1] == "2 Governance"
    assert layout.section_at(TEXT.index("judge"))[1] == "(1) Courts and Prisons"
    assert lay_out("only text here, no heading.").section_at(3) == (0, None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# Results", "heading"),
        ("■ The Seas", "heading"),
        ("第2節 平和構築", "heading"),
        ("2-1 Assistance for Courts", "heading"),
        ("Annual Results and Outlook", "heading"),
        ("The court opened in 2019 and closed.", "text"),
        ("A visit (Photo: JICA)", "caption"),
        ("| 2019 | 5 |", "table"),
        ("Kenya 12.5 3.4 5.6", "table"),
        ("- 14 -", "furniture"),
        ("", "blank"),
    ],
)
def test_lines_are_told_apart(line: str, kind: str) -> None:
    assert lay_out(f"{line}\n\nText follows here, it does.").lines[0].kind == kind


def test_a_line_that_comes_again_with_another_number_is_furniture() -> None:
    pages = "".join(
        f"Some text of page {n}, long enough.\n\nNorland Yearbook {n}\n\n" for n in range(4)
    )
    kinds = [line.kind for line in lay_out(pages).lines if line.end > line.start]
    assert kinds == ["text", "furniture"] * 4


def test_the_line_of_an_offset() -> None:
    layout = lay_out("a\nbb\n\nc")
    assert [layout.line_at(offset).start for offset in range(7)] == [0, 0, 2, 2, 2, 5, 6]


def test_what_stands_under_a_label_is_no_heading() -> None:
    text = "Execution Period:\n\nApril 2016 - March 2018\n\nResults of the Project\n\nIt ran."
    assert [line.kind for line in lay_out(text).lines if line.kind != "blank"] == [
        "text",
        "text",
        "heading",
        "text",
    ]

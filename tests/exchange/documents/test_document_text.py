from __future__ import annotations

from tomoni.exchange.documents.text import DocumentText, Mark, TextBuilder


def test_a_builder_knows_where_pages_and_headings_begin() -> None:
    builder = TextBuilder()
    builder.page("1")
    builder.add("Results\n2020", "heading")
    for block in ["one", "  ", "two"]:
        builder.add(block)
    builder.page("2")
    builder.add("three")
    text = builder.text()
    document = DocumentText("a", "pdf", text, "0", tuple(builder.pages), tuple(builder.headings))
    assert text == "Results\n2020\n\none\n\ntwo\n\nthree\n\n"
    assert document.page_at(text.index("two")) == "1"
    assert document.page_at(text.index("three")) == "2"
    assert document.heading_at(text.index("three")) == "Results 2020"


def test_before_the_first_mark_there_is_none() -> None:
    assert DocumentText("a", "pdf", "x", "0", pages=(Mark(5, "2"),)).page_at(0) is None

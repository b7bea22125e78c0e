"""Chapters: what is read, where each word stands, and that nothing comes in by a side door."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.publish.report.chapters import parse_chapter, plain_text
from tomoni.publish.report.checks import DigitCheck
from tomoni.publish.report.html import HtmlOptions, chapter_html
from tomoni.publish.report.model import (
    Box,
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Place,
    Quote,
    Rule,
    Slot,
    Strong,
    TableBlock,
    Text,
)

WHOLE = """\
# Judges *and* police

Running text with **weight** and [a page](https://example.org/a "title").

## Lists

- one
- two {{ figure "activities_count" }}
  1. first
  2. second

> A quotation.

---

::: box What it is about

In the box.

| who | how many |
|-----|---------:|
| all | {{ claim "c-1" }} |
:::

{{ table "activities_count" by="theme" caption="Themes" }}
{{ photograph "a.jpg" credit="C" alt="A" }}
"""


def parsed(text: str, language: str = "en") -> Chapter:
    found = parse_chapter("one.md", text, language)
    assert found.problems == ()
    return found.chapter


def wrong(text: str) -> list[str]:
    found = parse_chapter("one.md", text)
    return [
        f"{each.place.line}:{each.place.column} {each.code}: {each.what}" for each in found.problems
    ]


def test_a_whole_chapter() -> None:
    chapter = parsed(WHOLE)
    assert plain_text(chapter.heading) == "Judges and police"
    assert isinstance(chapter.heading[1], Emphasis)
    kinds = [type(block) for block in chapter.blocks]
    assert kinds == [Paragraph, Heading, BulletList, Quote, Rule, Box, Slot, Slot]
    first, heading, bullets, _, _, box, *_ = chapter.blocks
    assert isinstance(first, Paragraph)
    assert first.inlines[1] == Strong((Text("weight", Place("one.md", 3, 21)),))
    link = first.inlines[3]
    assert isinstance(link, Link)
    assert link.address == "https://example.org/a"
    assert isinstance(heading, Heading)
    assert (heading.level, heading.anchor) == (2, "one--lists")
    assert isinstance(bullets, BulletList)
    assert isinstance(bullets.items[1][1], NumberedList)
    assert isinstance(box, Box)
    assert box.title == "What it is about"
    table = box.blocks[1]
    assert isinstance(table, TableBlock)
    assert [column.is_number for column in table.columns] == [False, True]
    cell = table.rows[0][1][0]
    assert isinstance(cell, Slot)
    assert cell.place == Place("one.md", 22, 9)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<b>bold</b>",
        "&#49;&nbsp;&lt;",
        "`code`",
        "<https://example.org>",
        "{% load x %}",
        "[a]: https://example.org",
        "~~~",
        "\\6",
    ],
)
def test_what_is_switched_off_is_shown_letter_by_letter(words: str) -> None:
    chapter = parsed(f"# Heading\n\nBefore {words} after.\n")
    [paragraph] = chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.inlines) == f"Before {words} after."


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "    four spaces",
        "```\nfenced\n```",
        "<!-- hidden 5 -->",
        "<div>\n5\n</div>",
    ],
)
def test_blocks_of_code_and_of_html_are_running_text(text: str) -> None:
    [block] = parsed(f"# Heading\n\n{text}\n").blocks
    assert isinstance(block, Paragraph)
    words = " ".join(text.split())
    assert plain_text(block.inlines).replace("  ", " ") == words


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert", "JaVaScRiPt:alert", "data:text/html,x", "//example.org", "vbscript:x",
        "ftp://example.org", "mailto:a@example.org", "https:", "http:///x", "",
    ],
)  # fmt: skip
def test_a_link_leads_to_pages_only(address: str) -> None:
    assert [each.split(": ")[0] for each in wrong(f"# H\n\nA [word](<{address}>).\n")] == [
        "3:3 link"
    ]


@pytest.mark.parametrize(
    "address", ["https://example.org/?a=b", "#one--lists", "/figures/", "other.pdf"]
)
def test_a_link_to_a_page_is_kept(address: str) -> None:
    [block] = parsed(f"# H\n\nA [word]({address}).\n").blocks
    assert isinstance(block, Paragraph)
    assert [each.address for each in block.inlines if isinstance(each, Link)] == [address]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Words.", "1:1 markdown: The chapter has no heading."),
        ("", "1:1 markdown: The chapter has no heading."),
        ("## Second", "1:1 markdown: The chapter has no heading."),
        ("# A\n\n# B", "3:1 markdown: A chapter has one heading with one #."),
        ("# A\n\n### C", "3:1 markdown: A heading of level 3 follows one of level 1."),
        ("# A\n\n![x](a.jpg)", "3:1 markdown: A picture is a slot."),
        ("# A\n\n2016. It began.", "3:1 markdown: A numbered list does not begin with 1."),
        ("# A\n\n::: box\nx\n:::", "3:1 markdown: A box has no title."),
        ("# A\n\n::: box T\nx", "3:1 markdown: A box is not closed."),
        ("# A\n\nab\u200bc", "3:3 hidden: U+200B, zero width space, is not seen."),
        ("# A\n\n\u202e5", "3:1 hidden: U+202E, right-to-left override, is not seen."),
        ("# A\n\nx\x00", "3:2 hidden: U+0000, a control character, is not seen."),
        ("# A\n\n" + "> " * 120 + "x", "3:1 markdown: Blocks lie within blocks too deeply."),
    ],
)  # fmt: skip
def test_what_a_chapter_cannot_be(text: str, told: str) -> None:
    assert wrong(text)[0] == told


def test_lines_of_japanese_join_without_a_space() -> None:
    [paragraph] = parsed("# 題\n\n研修を\n行う。in\nTokyo\n", "ja").blocks
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.inlines) == "研修を行う。in Tokyo"


def test_headings_that_read_the_same_have_anchors_of_their_own() -> None:
    chapter = parsed("# A\n\n## B c\n\n## B c\n\n## 研修\n\n## …\n")
    anchors = [block.anchor for block in chapter.blocks if isinstance(block, Heading)]
    assert anchors == ["one--b-c", "one--b-c-2", "one--研修", "one--part"]


PIECES = st.sampled_from(
    [
        "# ", "## ", "- ", "1. ", "> ", "| ", "|\n|-|-|\n", "::: box T\n", ":::\n", "\n", "\n\n",
        "*",
        "**", "[", "](", ")", "![", "{{ ", " }}", '"', 'figure "x"', " say=", "\\", "<b>", "&#53;",
        "5", "１", "三か国", "word ", "共に", "`", "---\n", "\t", "{% x %}", "\r\n", "http://a.b",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join))
def test_any_text_is_a_chapter_or_has_problems_that_stand_in_it(text: str) -> None:
    found = parse_chapter("one.md", text)
    digits = list(DigitCheck(()).chapter(found.chapter))
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in (*found.problems, *digits):
        assert 1 <= each.place.line <= len(lines)
        assert 1 <= each.place.column <= len(lines[each.place.line - 1]) + 1
        assert each.do
    for each in digits:
        digit = each.what.split('"')[1][0]
        assert lines[each.place.line - 1][each.place.column - 1] == digit
    html = chapter_html(found.chapter, HtmlOptions())
    assert "<b>" not in html
    assert "{" not in html

"""report.toml: what it says, and what is wrong with it, at its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.labels import Label
from tomoni.publish.report.settings import report_settings

GOOD = """\
id = "annual-2024"
title_en = "Annual report"
title_ja = "年次報告"
subtitle_en = "What was done"
publisher = "The institute"
edition = "2024"
language = "en"
languages = ["en", "ja"]
unofficial = false
previous = "annual-2023"
stale_after_days = 30
chapters = ["introduction.md", "police.md"]

[[allowed]]
text = "Article 57"
reason = "number of an article"
where = "police.md"
"""


def wrong(text: str) -> list[str]:
    read, problems = report_settings(text)
    assert read is None
    assert all(each.is_error and each.do for each in problems)
    return [f"{each.place.line} {each.what}" for each in problems]


def test_everything_that_may_be_said() -> None:
    read, problems = report_settings(GOOD)
    assert problems == ()
    assert read is not None
    assert read.title == Label("Annual report", "年次報告")
    assert read.subtitle == Label("What was done", "What was done")
    assert (read.edition, read.previous, read.publisher) == ("2024", "annual-2023", "The institute")
    assert (read.languages, read.unofficial, read.stale_after_days) == (("en", "ja"), False, 30)
    assert read.chapters == ("introduction.md", "police.md")
    [allowed] = read.allowed
    assert (allowed.text, allowed.where, allowed.place.line) == ("Article 57", "police.md", 14)


def test_a_report_is_unofficial_and_english_unless_it_says_otherwise() -> None:
    read, _ = report_settings('id = "a"\ntitle_en = "A"\nchapters = ["a.md"]')
    assert read is not None
    assert (read.unofficial, read.languages, read.edition) == (True, ("en",), None)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "annual-2024"', "", "1 id cannot be ''."),
        ('id = "annual-2024"', 'id = "../x"', "1 id cannot be '../x'."),
        ('id = "annual-2024"', "id = 5", "1 id is no text."),
        ('title_en = "Annual report"', "", "1 The report has no title_en."),
        ('language = "en"', 'language = "fr"', "8 The languages cannot be used."),
        ('["en", "ja"]', '["ja", "en"]', "8 The languages cannot be used."),
        ("unofficial = false", 'unofficial = "no"', "9 unofficial is neither true nor false."),
        ("= 30", "= 0", "11 It is no number of days."),
        ('"police.md"]', '"../police.md"]', "12 '../police.md' is no name of a chapter."),
        ('"police.md"]', '"introduction.md"]', "12 introduction.md is listed twice."),
        ('"introduction.md", "police.md"', "", "12 No chapters are listed."),
        ('reason = "number of an article"', 'reason = " "', "14 An entry of allowed is not whole."),
        ('text = "Article 57"', 'text = "Article"', "14 'Article' has no digit."),
        ("where =", "were =", "14 An entry of allowed is not whole."),
        ("publisher", "puplisher", "5 There is no key 'puplisher'."),
        (
            "publisher =",
            "publisher",
            "5 It is no TOML: Expected '=' after a key in a key/value pair.",
        ),
    ],
)
def test_what_is_wrong_stands_at_its_line(old: str, new: str, told: str) -> None:
    assert old in GOOD
    assert told in wrong(GOOD.replace(old, new))


@settings(max_examples=60, deadline=None)
@given(st.text() | st.lists(st.sampled_from(GOOD.splitlines())).map("\n".join))
def test_any_text_is_read_or_has_a_problem(text: str) -> None:
    read, problems = report_settings(text)
    assert (read is None) == bool(problems)

from __future__ import annotations

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.rules.reports.facts import ReportFacts, facts_of, read_facts

TEXT = """
id = "annual-2026"
title_en = "Annual report"
title_ja = "年次報告書"
edition = "2026"
unofficial = true
"""


def test_the_desk_reads_id_titles_and_edition() -> None:
    expected = ReportFacts("annual-2026", "Annual report", "年次報告書", "2026", True)
    assert read_facts(TEXT) == expected
    assert read_facts('id = "a1"\ntitle_en = "A"') == ReportFacts("a1", "A", None, None, True)


@pytest.mark.parametrize(
    ("text", "line"),
    [('id = "a1"\ntitle_en = A report', 2), ('id = "a1\n', 1), ("[", 1), ('a = "1"\na = "2"', 2)],
)
def test_broken_settings_name_their_line(text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read_facts(text)
    assert caught.value.where is not None
    assert (caught.value.where.file, caught.value.where.line) == ("report.toml", line)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('title_en = "A"', "id"),
        ('id = "a1"\ntitle_en = " "', "title_en"),
        ('id = "a1"\ntitle_en = "A"\nedition = ["x"]', "edition"),
        ('id = "a1"\ntitle_en = "A"\nunofficial = "yes"', "unofficial"),
    ],
)
def test_a_missing_or_wrong_key_is_named(text: str, key: str) -> None:
    with pytest.raises(InputError, match=key):
        read_facts(text)


def test_a_report_keeps_its_id() -> None:
    assert facts_of("annual-2026", TEXT).edition == "2026"
    with pytest.raises(InputError, match="annual-2026, but it is other"):
        facts_of("other", TEXT)

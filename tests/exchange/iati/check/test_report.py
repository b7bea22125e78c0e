"""The report that stands alone: what it says, what it hides, and that nothing in it is markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from exchange.iati.check.drawn_checks import clean_check, drawn_check
from tomoni.exchange.iati.check import report
from tomoni.exchange.iati.check.result import FileCheck

NOW = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)


def made(*checks: FileCheck, language: str = "en") -> str:
    return "".join(report.report_html(checks, NOW, language))


class Tags(HTMLParser):
    """Notes every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_needs_nothing_beside_it_and_runs_no_script() -> None:
    page = made(drawn_check(), clean_check())
    tags = Tags(page)
    assert not {name for name, _ in tags.found} & {"script", "link", "img", "iframe", "b", "i"}
    assert "url(" not in page and "@import" not in page and "http" not in page
    assert "XM-DAC-701-8-&lt;b&gt;B&lt;/b&gt;" in page
    assert "XM-1 &amp; &lt;i&gt;co&lt;/i&gt;" in page


def test_both_verdicts_are_named() -> None:
    page = made(clean_check())
    assert "Accepted by the registry&#x27;s rules" in page
    assert "<strong>Clean</strong>" in page
    assert "There is nothing to mend." in page
    assert "2026-07-01 12:30 UTC" in page


def test_every_choice_has_the_selector_that_hides_the_rest() -> None:
    page = made(drawn_check(), drawn_check("second.xml"))
    values = [each["value"] for each in Tags(page).of("option") if each["value"]]
    assert len(values) == 4 + 2 + 2  # rules, activities with an identifier, files
    for value in values:
        assert f'option[value="{value}"]:checked)' in page
        assert re.search(rf'class="[^"]*\b{value}\b', page)
    for severity in ("critical", "error", "warning", "advisory"):
        assert f'id="s-{severity}" checked' in page
        assert f"#s-{severity}:not(:checked)) .rule.{severity}" in page


def test_files_are_named_without_the_folder_they_share() -> None:
    page = made(clean_check("data/a/one.xml"), clean_check("data/b/two.xml"))
    assert "<h2>a/one.xml</h2>" in page and "<h2>b/two.xml</h2>" in page
    assert "<h2>one.xml</h2>" in made(clean_check("/data/one.xml"))
    page = made(clean_check("/data/one.xml"), clean_check("two.xml"))
    assert "<h2>/data/one.xml</h2>" in page and "<h2>two.xml</h2>" in page
    assert "<h2>one.xml</h2>" in made(clean_check("one.xml"))


def test_of_many_findings_the_first_are_shown_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report, "MOST_OF_A_RULE", 2)
    page = made(drawn_check(dates=5))
    assert page.count("states a time zone") == 2
    assert "The first 2 of 5 are shown" in page


def test_a_report_in_japanese_words_its_findings_in_japanese() -> None:
    page = made(drawn_check(), language="ja")
    assert '<html lang="ja">' in page
    assert "レジストリの規則により受理されます" in page
    assert "日付2017-02-06+08:00に時差が付いています" in page

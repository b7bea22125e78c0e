"""The page of a report: every number opens its proof, and nothing in a chapter becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from publish.drawn_report import JPEG, SETTINGS, composed, report_at
from publish.drawn_site import MARKUP
from tomoni.exchange.snapshot import Snapshot
from tomoni.publish.report.html import HtmlOptions, beside, page_html
from tomoni.publish.report.model import ChartBlock, Report

WORDS = """\
# One *chapter*

Graduates: {{ figure "graduates_count" series="school-series" }} and again
{{ figure "graduates_count" series="school-series" }}; {{ claim "graduates-2021" say="at least" }}.

## A heading with {{ claim "began-2021" }}

[To the list](#proofs) and [**to** people](https://example.org/?a=1&b=2): {{ claim "trained" }}.

::: box A box <b>
- {{ figure "items_delivered_count" }}
:::

{{ table "entries_count" by="activity" caption="What <i>" }}
{{ chart "editions_held_count" by="year" kind="bar" caption="Editions" }}
{{ photograph "a.jpg" credit="C & D" alt="A \\"room\\"" }}
"""
# Elements that are never closed.
_VOID = {"meta", "br", "hr", "img"}


class _Page(HTMLParser):
    """Gathers elements, ids and links, and sees to it that every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.numbers: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag != "a" or "a" not in self.open
        self.names.add(tag)
        self.ids += [given["id"]] if given.get("id") else []
        if tag == "a":
            self.links.append(given["href"] or "")
            self.numbers += [given["href"] or ""] if given.get("class") == "num" else []
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        assert not any(name.startswith("on") for name in given)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report(world: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report with everything that a chapter can hold."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "a.jpg").write_bytes(JPEG)
    settings = (
        SETTINGS + 'edition = "2024"\nsubtitle_en = "A line"\npublisher = "The <institute>"\n'
    )
    settings += '[[allowed]]\ntext = "2024"\nreason = "never needed"\n'
    found = composed(report_at(folder, WORDS, settings), world)
    assert found.errors == ()
    return found.reports["en"]


def draw(chart: ChartBlock, language: str) -> str:
    return f'<svg role="img" aria-label="{chart.caption} {language}"></svg>'


def page_of(report: Report, options: HtmlOptions) -> tuple[str, _Page]:
    html = page_html(report, options)
    page = _Page()
    page.feed(html.removeprefix("<!DOCTYPE html>"))
    page.close()
    assert page.open == []
    return html, page


def test_every_number_leads_to_its_proof_and_back(report: Report) -> None:
    html, page = page_of(report, HtmlOptions(draw=draw))
    assert len(set(page.ids)) == len(page.ids)
    assert len(page.numbers) == 9
    assert {link[1:] for link in page.numbers} <= set(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert html.count("<dt>The same again</dt>") == sum(
        each.request is not None for each in report.proofs
    )
    assert "tomoni figure run graduates_count --where series=school-series" in html
    assert "White Paper 2021 (2021 edition), characters 50–55" in html
    assert "https://example.org/2021" in page.links


def test_words_of_a_chapter_never_become_markup(report: Report) -> None:
    html, page = page_of(report, HtmlOptions(draw=draw))
    assert page.names.isdisjoint({"b", "i", "script", "institute"})
    assert "A box &lt;b&gt;" in html
    assert MARKUP not in html
    assert "Ballot boxes &lt;script&gt;" in html
    assert 'alt="A &quot;room&quot;"' in html
    assert "The &lt;institute&gt;" in html
    body = html[html.index("<body>") :]
    assert "{" not in body


def test_headings_go_down_step_by_step(report: Report) -> None:
    _, page = page_of(report, HtmlOptions())
    assert page.headings == [1, 2, 3, 2]


def test_chapters_are_listed_where_there_are_several(report: Report) -> None:
    one, two = report.chapters[0], replace(report.chapters[0], anchor="two", blocks=())
    _, page = page_of(replace(report, chapters=(one, two)), HtmlOptions())
    assert page.links[:2] == ["#one", "#two"]
    assert "nav" in page.names
    assert "nav" not in page_of(report, HtmlOptions())[1].names


def test_a_report_says_that_it_is_unofficial(report: Report) -> None:
    html, _ = page_of(report, HtmlOptions())
    assert "2024 · The &lt;institute&gt; · Unofficial" in html


def test_a_chart_that_nobody_draws_is_its_table(report: Report) -> None:
    html, page = page_of(report, HtmlOptions())
    assert "svg" not in page.names
    assert html.count("<table>") == 2


def test_numbers_lead_to_the_site_where_it_holds_the_proofs(report: Report) -> None:
    options = HtmlOptions(
        proof_address=lambda proof: f"/x/{proof}/", site_url="https://example.org"
    )
    html, page = page_of(report, options)
    assert all(link.startswith("/x/") for link in page.numbers)
    assert 'href="https://example.org/claims/graduates-2021/"' in html


@pytest.mark.parametrize("tag", ["{% load x %}", "{# x #}", "{%", "}}"])
def test_a_template_finds_nothing_to_run(world: Snapshot, tmp_path: Path, tag: str) -> None:
    found = composed(
        report_at(tmp_path, f"# A {tag}\n\nWords {tag}\n\n::: box {tag}\nx\n:::\n"), world
    )
    assert found.errors == ()
    html = page_html(found.reports["en"], HtmlOptions())
    body = html[html.index("<body>") :]
    assert "{" not in body
    assert body.count(tag.replace("{", "&#123;")) == 3


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("#courses--people", "../courses/#courses--people"),
        ("#courses", "../courses/#courses"),
        ("#method--people", "#method--people"),
        ("#unknown--people", "#unknown--people"),
        ("https://example.org/#courses", "https://example.org/#courses"),
    ],
)
def test_a_link_to_another_chapter_leads_to_its_page(written: str, leads_to: str) -> None:
    assert beside("method", {"method", "courses"})(written) == leads_to

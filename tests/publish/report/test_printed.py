"""A report's tree as a publication: footnotes by chapter, headings in order, charts and tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from exchange.drawn_pages import text_of
from exchange.reports.drawn_pictures import drawn_png
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.catalogue.labels import Label
from tomoni.exchange.reports import model as printed
from tomoni.publish.report.drawings import Drawings
from tomoni.publish.report.faces import open_press, report_docx, report_pdf
from tomoni.publish.report.model import (
    Block,
    Chapter,
    ChartBlock,
    ClaimSource,
    Column,
    Heading,
    Inline,
    Link,
    Number,
    Paragraph,
    Photograph,
    Place,
    Point,
    Proof,
    Report,
    TableBlock,
    Text,
)
from tomoni.publish.report.photographs import Photographs
from tomoni.publish.report.printed import Printing, publication_of

SITE = "https://site.example.org"
HERE = Place("one.md", 3, 1)
CLAIM = ClaimSource("c1", "d1", "White Paper 2021: (2) Governance", ((1, 5),), "2021")
PROOF = Proof(
    id="p1", kind="claim", text="more than 6,100", value="6100", unit="person", currency=None,
    low="6100", high=None, qualifier="more_than", say="", rounding="", form="",
    site_id="claim.c1", address="/claims/c1/", title="Graduates", definition="The programme",
    claim=CLAIM,
)  # fmt: skip
FIGURE = replace(
    PROOF, id="p2", kind="figure", claim=None, address="/proofs/p2/", title="Countries",
    definition="Distinct countries.", text="43",
)  # fmt: skip
NUMBER = Number("more than 6,100", "p1", HERE)


def chapter(*blocks: Block, name: str = "one") -> Chapter:
    return Chapter(f"{name}.md", (Text(f"Chapter {name}"),), name, blocks)


def report(*chapters: Chapter, **more: object) -> Report:
    made = Report(
        id="drawn", title=Label("A report", "報告書"), edition="2026", unofficial=True,
        language="en", languages=("en",), snapshot_id="a" * 64,
        snapshot_made="2026-11-20T10:00:00Z", chapters=chapters, proofs=(PROOF, FIGURE),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # fields of a report


def publication(made: Report, site: str = SITE, folder: Path | None = None) -> printed.Publication:
    return publication_of(made, Printing(Drawings(), Photographs(folder), site))


def line(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def numbers(made: printed.Publication) -> list[printed.Number]:
    found = [one.inlines for one in made.blocks if isinstance(one, printed.Paragraph)]
    return [one for inlines in found for one in inlines if isinstance(one, printed.Number)]


def test_a_proof_has_one_footnote_in_each_chapter() -> None:
    twice = (line(NUMBER), line(NUMBER))
    made = publication(report(chapter(*twice), chapter(*twice, name="two")))
    assert [one.again for one in numbers(made)] == [False, True, False, True]
    assert len(made.notes) == 2
    assert {one.note for one in numbers(made)} == {key for key, _ in made.notes}


@pytest.mark.parametrize(
    ("number", "reads"),
    [
        (NUMBER, "Graduates: The programme. White Paper 2021. site.example.org/claims/c1/"),
        (
            Number("43", "p2", HERE),
            "Countries: Distinct countries. site.example.org/proofs/p2/",
        ),
    ],
)
def test_a_footnote_says_what_where_and_the_address(number: Number, reads: str) -> None:
    [(_, note)] = publication(report(chapter(line(number)))).notes
    assert printed.text_of(note) == reads
    assert note[-1] == printed.Link(
        (printed.Text(reads.split()[-1]),), f"https://{reads.split()[-1]}"
    )


def test_without_a_site_the_path_stands_alone() -> None:
    made = publication(report(chapter(line(NUMBER, Link((Text("page"),), "/figures/")))), site="")
    [(_, note)] = made.notes
    assert printed.text_of(note).endswith(" /claims/c1/")
    assert not any(isinstance(one, printed.Link) for one in note)
    assert numbers(made)[0].address is None
    [paragraph] = [one for one in made.blocks if isinstance(one, printed.Paragraph)]
    assert paragraph.inlines[-1] == printed.Emphasis((printed.Text("page"),))


def test_no_heading_is_skipped() -> None:
    levels = (3, 4, 2, 4)
    headings = tuple(Heading(level, (Text("h"),), f"h{n}") for n, level in enumerate(levels))
    made = publication(report(chapter(*headings)))
    assert [one.level for one in made.blocks if isinstance(one, printed.Heading)] == [1, 2, 3, 2, 3]


def test_links_within_the_report_lead_where_there_is_a_heading() -> None:
    inside, gone = Link((Text("a"),), "#years"), Link((Text("b"),), "#nowhere")
    blocks = (Heading(2, (Text("Years"),), "years"), line(inside, gone))
    made = publication(report(chapter(*blocks)))
    [paragraph] = [one for one in made.blocks if isinstance(one, printed.Paragraph)]
    assert paragraph.inlines == (
        printed.Link((printed.Text("a"),), "#years"),
        printed.Emphasis((printed.Text("b"),)),
    )


def test_one_chapter_has_no_page_for_the_title_and_does_not_say_it_twice() -> None:
    alone = report(replace(chapter(line(NUMBER)), heading=(Text("A report"),)))
    made = publication(alone)
    assert not made.has_front
    assert not any(isinstance(one, printed.Heading) for one in made.blocks)
    assert publication(report(chapter(), chapter(name="two"))).has_front


@pytest.mark.parametrize(("unofficial", "notice"), [(True, "Unofficial"), (False, None)])
def test_what_is_unofficial_says_so(unofficial: bool, notice: str | None) -> None:
    made = publication(report(chapter(), unofficial=unofficial))
    assert made.notice == notice
    assert bool(made.notice_text) == unofficial


TABLE = TableBlock(
    "Graduates",
    (Column((Text("Year"),)), Column((Text("People"),), is_number=True)),
    (((Text("2021"),), (NUMBER,)), ((Text("2022"),), ())),
    "By year.",
    ("p1",),
)


def test_an_empty_cell_is_not_stated_and_numbers_of_a_table_have_no_footnote() -> None:
    made = publication(report(chapter(TABLE)))
    [table] = [one for one in made.blocks if isinstance(one, printed.Table)]
    assert printed.text_of(table.rows[1][1]) == "not stated"
    [number] = table.rows[0][1]
    assert isinstance(number, printed.Number)
    assert (number.note, number.address) == (None, f"{SITE}/claims/c1/")
    assert made.notes == ()
    assert printed.text_of(table.note) == "By year. Proof: site.example.org/claims/c1/"


def points(*codes: str) -> tuple[Point, ...]:
    return tuple(Point(code, Decimal(3), None, None, "p1", code, "3") for code in codes)


def test_the_table_behind_a_chart_stands_at_the_end() -> None:
    chart = ChartBlock("bar", "By country", "Two bars", points("LA", "VN"), TABLE)
    made = publication(report(chapter(chart, line(NUMBER))))
    pictures = [one for one in made.blocks if isinstance(one, printed.Picture)]
    assert [one.alt for one in pictures] == ["Two bars"]
    assert isinstance(made.blocks[-1], printed.Columns)
    [behind] = made.blocks[-1].blocks
    assert isinstance(behind, printed.Table)
    assert behind.caption == "Figure 1: By country"


def test_a_map_tells_what_it_cannot_show() -> None:
    chart = ChartBlock("map", "Where", "A map", points("LA", "QQ"), TABLE, dimension="country")
    made = publication(report(chapter(chart)))
    [picture] = [one for one in made.blocks if isinstance(one, printed.Picture)]
    assert picture.caption == "Where. Not drawn: QQ (3)."


def test_photographs_are_read_from_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(drawn_png())
    shown = Photograph("a.png", "Somebody", "A dot", "The dot")
    made = publication(report(chapter(shown)), folder=tmp_path)
    [picture] = [one for one in made.blocks if isinstance(one, printed.Picture)]
    assert (picture.data, picture.credit, picture.alt) == (drawn_png(), "Somebody", "A dot")
    for path in ("../a.png", "b.png"):
        with pytest.raises(InputError):
            publication(report(chapter(replace(shown, path=path))), folder=tmp_path)


def test_the_printed_faces_hold_the_same_numbers_and_a_refusal_names_the_chapter() -> None:
    press = open_press(None, None, SITE)
    made = report(chapter(line(NUMBER)), chapter(TABLE, name="two"))
    assert "more than 6,100" in text_of(report_pdf(made, press)).replace("\u00a0", " ")
    assert report_docx(made, press) == report_docx(made, press)
    odd = report(chapter(line(NUMBER)), chapter(line(Text("司法")), name="two"))
    with pytest.raises(RefusedError, match="司") as refused:
        report_pdf(odd, press)
    assert refused.value.where is not None
    assert refused.value.where.file == "two.md"

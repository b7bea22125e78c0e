"""Publications as PDF: tagged, archival, the same bytes, and nothing of a text read as markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from exchange.drawn_fonts import draw_font
from exchange.drawn_pages import count_pages, is_tagged_and_archival, text_of
from exchange.drawn_tags import tags_of
from exchange.reports.drawn_publications import (
    DRAWN,
    HOSTILE,
    HOSTILE_PUBLICATION,
    PROOF,
    PUBLICATION,
    paragraph,
)
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.reports.model import PictureFormat
from tomoni.exchange.reports.pdf import publication_pdf
from tomoni.exchange.reports.word import publication_docx
from tomoni.exchange.typesetting import open_fonts, unshown_characters


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return publication_pdf(PUBLICATION, open_fonts())


def test_it_is_tagged_and_archival_and_has_a_front(pdf: bytes) -> None:
    assert is_tagged_and_archival(pdf)
    assert count_pages(pdf) >= 3
    said = text_of(pdf)
    for wanted in ("Contents", "Unofficial", "Of no government.", "Table 1", "Figure 1", "A case"):
        assert wanted in said


def test_its_outline_lists_the_headings(pdf: bytes) -> None:
    titles = [one.get_title() for one in pypdfium2.PdfDocument(pdf).get_toc()]
    assert [title for title in titles if title in ("Courses", "Years")] == ["Courses", "Years"]


def test_a_proof_named_twice_has_one_footnote(pdf: bytes) -> None:
    said = text_of(pdf)
    assert said.count("Graduates. ") == 1
    assert PROOF.encode() in pdf


def test_a_screen_reader_finds_everything_by_its_kind(pdf: bytes) -> None:
    kinds, alternatives = tags_of(pdf)
    # Two tables of two columns and one of facts; the contents; chapter and contents as headings.
    wanted = {"Table": 3, "TH": 4, "Note": 1, "Figure": 1, "H1": 2, "H2": 1, "TOCI": 2, "L": 3}
    assert {kind: kinds[kind] for kind in wanted} == wanted
    assert alternatives == ["Two columns, rising"]


def test_the_same_publication_is_the_same_bytes(pdf: bytes) -> None:
    assert publication_pdf(PUBLICATION, open_fonts()) == pdf


def test_without_a_front_it_begins_at_once() -> None:
    brief = publication_pdf(replace(PUBLICATION, has_front=False), open_fonts())
    assert "Contents" not in text_of(brief)
    assert count_pages(brief) < 3


def test_no_text_is_read_as_markup() -> None:
    said = " ".join(text_of(publication_pdf(HOSTILE_PUBLICATION, open_fonts())).split())
    assert said.count('#panic("x") $x$ @a <b> [c] *d* _e_ `f` \\g // h {{ i }}') >= 6
    assert HOSTILE[-3] in said


def test_a_sign_without_a_font_refuses_and_is_named() -> None:
    publication = replace(PUBLICATION, blocks=(*PUBLICATION.blocks, paragraph("司法")))
    with pytest.raises(RefusedError, match="司") as refused:
        publication_pdf(publication, open_fonts())
    assert unshown_characters(refused.value) == ("司", "法")


def test_japanese_is_set_in_the_fonts_of_the_directory(tmp_path: Path) -> None:
    signs = "表図目次写真：ページ／非公式司法研修の人材"
    draw_font(tmp_path / "small.ttf", "Small Serif JP", signs)
    japanese = replace(
        PUBLICATION,
        language="ja",
        title="司法研修",
        notice="非公式",
        blocks=(*PUBLICATION.blocks[:2], paragraph("司法の人材")),
    )
    said = text_of(publication_pdf(japanese, open_fonts(tmp_path)))
    assert "目次" in said
    assert "司法の人材" in said


@pytest.mark.parametrize(("format", "data"), [("jpg", b"\xff\xd8\xff\xe0"), ("png", b"\x89PNG")])
def test_a_damaged_picture_is_refused(format: PictureFormat, data: bytes) -> None:
    shown = replace(DRAWN, data=data + bytes(40), format=format)
    damaged = replace(PUBLICATION, blocks=(PUBLICATION.blocks[0], shown))
    for face in (publication_pdf, publication_docx):
        with pytest.raises(RefusedError, match="damaged"):
            face(damaged, open_fonts())

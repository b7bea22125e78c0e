"""Publications as DOCX: real headings, footnotes, table headings and descriptions of pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from exchange.reports.drawn_pictures import drawn_png
from exchange.reports.drawn_publications import (
    DRAWN,
    HOSTILE,
    HOSTILE_PUBLICATION,
    PROOF,
    PUBLICATION,
    words,
)
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.reports.model import Paragraph, Text
from tomoni.exchange.reports.word import missing_drawings, publication_docx
from tomoni.exchange.typesetting import open_fonts
from tomoni.exchange.uploads import sniff


@pytest.fixture(scope="module")
def made() -> bytes:
    return publication_docx(PUBLICATION, open_fonts())


def _part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_headings_are_headings(made: bytes) -> None:
    document = docx.Document(io.BytesIO(made))
    styles = [one.style.name for one in document.paragraphs if one.text in ("Courses", "Years")]
    # The first two stand in the contents, as links.
    assert styles == ["toc 1", "toc 2", "Heading 1", "Heading 2"]
    assert document.core_properties.title == PUBLICATION.title
    assert sniff(made) == "docx"


def test_a_proof_named_twice_has_one_footnote(made: bytes) -> None:
    notes = _part(made, "word/footnotes.xml")
    own = [one for one in notes if one.get(qn("w:type")) is None]
    assert ["".join(one.itertext()) for one in own] == [" Graduates. site.example.org"]
    body = _part(made, "word/document.xml")
    assert len(list(body.iter(qn("w:footnoteReference")))) == 1
    fields = [one.text for one in body.iter(qn("w:instrText"))]
    assert any("NOTEREF note1" in (text or "") for text in fields)
    assert any("TOC" in (text or "") for text in fields)


def test_numbers_lead_to_their_proofs(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
    # In the text and in two tables, all by one relation.
    assert links.count(f'Target="{PROOF}"') == 1
    body = _part(made, "word/document.xml")
    assert len(list(body.iter(qn("w:hyperlink")))) >= 6


def test_a_table_repeats_its_headings_and_sets_figures_right(made: bytes) -> None:
    table = docx.Document(io.BytesIO(made)).tables[0]
    first, second = table.rows[0]._tr, table.rows[1]._tr
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert second.find(f".//{qn('w:tblHeader')}") is None
    assert [cell.text for cell in table.rows[1].cells] == ["2020", "61"]
    assert table.rows[1].cells[1].paragraphs[0].alignment is not None
    assert table.rows[1].cells[0].paragraphs[0].alignment is None


def test_a_picture_is_described(made: bytes) -> None:
    body = _part(made, "word/document.xml")
    found = [one for one in body.iter() if one.tag.endswith("}docPr")]
    assert [one.get("descr") for one in found] == ["Two columns, rising"]


def test_each_ordered_list_begins_at_one() -> None:
    ordered = next(one for one in PUBLICATION.blocks if getattr(one, "ordered", False))
    twice = replace(PUBLICATION, blocks=(ordered, Paragraph(words("between")), ordered))
    body = _part(publication_docx(twice, open_fonts()), "word/document.xml")
    numbers = [one.get(qn("w:val")) for one in body.iter(qn("w:numId"))]
    assert len(numbers) == 4
    assert len(set(numbers)) == 2


def test_the_same_publication_is_the_same_bytes(made: bytes) -> None:
    assert publication_docx(PUBLICATION, open_fonts()) == made


def test_drawings_already_made_are_not_made_again() -> None:
    dot = drawn_png()
    drawn = {DRAWN.name: dot}
    assert missing_drawings(PUBLICATION, drawn) == {}
    data = publication_docx(PUBLICATION, open_fonts(), drawn)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert dot in [archive.read(name) for name in archive.namelist() if "media" in name]


def test_no_text_is_read_as_markup() -> None:
    document = docx.Document(io.BytesIO(publication_docx(HOSTILE_PUBLICATION, open_fonts())))
    said = "\n".join(one.text for one in document.paragraphs)
    assert said.count(HOSTILE) >= 5
    assert document.tables[0].rows[0].cells[0].text == HOSTILE


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    odd = replace(PUBLICATION, blocks=(Paragraph((Text("a\x00b\x0bc\ud800d\ufffee"),)),))
    document = docx.Document(io.BytesIO(publication_docx(odd, open_fonts())))
    assert any(one.text == "abcde" for one in document.paragraphs)


def test_a_label_of_a_chart_without_a_font_refuses() -> None:
    odd = replace(DRAWN, data=DRAWN.data.replace(b">2020<", ">司法<".encode()))
    with pytest.raises(RefusedError, match="司"):
        publication_docx(replace(PUBLICATION, blocks=(odd,)), open_fonts())

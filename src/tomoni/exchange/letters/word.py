"""Letters and nameplates as DOCX, for offices that edit before they send."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from ..archives import dated_archive
from ..typesetting import Language, printed_date
from ..word_fonts import set_fonts
from .model import Block, Bullets, Facts, Heading, Letter, Paragraph, Table
from .people import ListedPerson

_INDIGO = RGBColor(0x2F, 0x3A, 0x8F)
_QUIET = RGBColor(0x5C, 0x60, 0x68)
_LOCALES: dict[Language, str] = {"en": "en-GB", "ja": "ja-JP"}


def letter_docx(letter: Letter) -> bytes:
    """Return the letter as DOCX, with the same words as its PDF: same letter, same bytes."""
    frame = letter.frame
    document = _document(letter.subject, frame.head.institute, frame.language, frame.issued_on)
    _write_head(document, letter)
    document.add_heading(_clean(letter.subject), level=1)
    if letter.salutation:
        document.add_paragraph(_clean(letter.salutation))
    for block in letter.blocks:
        _write_block(document, block)
    if letter.closing:
        document.add_paragraph(_clean(letter.closing)).paragraph_format.space_before = Mm(8)
    if frame.signatory:
        document.add_paragraph(_clean(frame.signatory.name)).paragraph_format.space_before = Mm(16)
        _quiet(document.add_paragraph(), frame.signatory.title)
    return _saved(document, frame.issued_on)


def nameplates_docx(people: Sequence[ListedPerson], *, title: str, dated: date) -> bytes:
    """Return nameplates as DOCX, two on a page, to be cut apart."""
    document = _document(title, title, "en", dated)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(8)
    table = document.add_table(rows=0, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.style = "Table Grid"
    for one in people:
        row = table.add_row()
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Mm(95)
        _write_plate(row.cells[0], one)
    return _saved(document, dated)


def _document(title: str, author: str, language: Language, dated: date) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(24)
    section.top_margin = section.bottom_margin = Mm(24)
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet"):
        style = document.styles[name]
        set_fonts(style)
        if name.startswith("Heading"):
            style.font.color.rgb = _INDIGO
            style.font.bold = name == "Heading 2"
            style.font.size = Pt(15 if name == "Heading 1" else 11.5)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    spoken = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    spoken.set(qn("w:eastAsia" if language == "ja" else "w:val"), _LOCALES[language])
    normal.element.rPr.append(spoken)
    properties = document.core_properties
    properties.title, properties.author = _clean(title)[:255], _clean(author)[:255]
    properties.language, properties.comments = _LOCALES[language], ""
    properties.created = properties.modified = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001  (DOCX properties carry no zone)
    return document


def _write_head(document: Document, letter: Letter) -> None:
    frame = letter.frame
    head = frame.head
    name = document.add_paragraph().add_run(_clean(head.institute))
    name.font.size, name.font.color.rgb = Pt(13), _INDIGO
    contact = [*head.address, *filter(None, (head.telephone, head.email, head.website))]
    _quiet(document.add_paragraph(), " · ".join(contact), size=8.5)
    right = document.add_paragraph(printed_date(frame.issued_on, frame.language))
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    reference = document.add_paragraph()
    reference.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _quiet(reference, frame.reference)
    if frame.addressee:
        document.add_paragraph(_clean("\n".join(frame.addressee)))


def _write_block(document: Document, block: Block) -> None:
    match block:
        case Heading(text):
            document.add_heading(_clean(text), level=2)
        case Paragraph(text):
            document.add_paragraph(_clean(text))
        case Bullets(items):
            for item in items:
                document.add_paragraph(_clean(item), style="List Bullet")
        case Facts(rows):
            _write_table(document, None, rows)
        case Table(headings, rows):
            _write_table(document, headings, rows)


def _write_table(
    document: Document, headings: Sequence[str] | None, rows: Sequence[Sequence[str]]
) -> None:
    width = len(headings or rows[0])
    table = document.add_table(rows=0, cols=width)
    table.style = "Table Grid" if headings else "Normal Table"
    if headings:
        heading = table.add_row()
        for cell, text in zip(heading.cells, headings, strict=True):
            cell.paragraphs[0].add_run(_clean(text)).bold = True
        # A long list repeats its headings on each page.
        heading._tr.get_or_add_trPr().append(heading._tr.makeelement(qn("w:tblHeader"), {}))
    for row in rows:
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            if headings is None and place == 0:
                _quiet(cell.paragraphs[0], text)
            else:
                cell.paragraphs[0].add_run(_clean(text))
    document.add_paragraph()


def _write_plate(cell: _Cell, person: ListedPerson) -> None:
    lines = [(person.name, 44, None), (person.native_name, 26, None), (person.country, 20, _INDIGO)]
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = Mm(24)
    for text, size, colour in lines:
        if not text:
            continue
        if paragraph.runs:
            paragraph = cell.add_paragraph()
        run = paragraph.add_run(_clean(text))
        run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = colour
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _quiet(paragraph: WordParagraph, text: str, size: float = 11) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.color.rgb, run.font.size = _QUIET, Pt(size)


def _clean(text: str) -> str:
    """Leave out signs that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _saved(document: Document, dated: date) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return dated_archive(made.getvalue(), dated)

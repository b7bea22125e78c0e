"""The styles of a printed publication in DOCX, so that an office changes them in one place."""

from __future__ import annotations

from datetime import date, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle

from ..typesetting import Language
from ..word_fonts import set_fonts
from .word_parts import clean, element

INDIGO = RGBColor(0x22, 0x3A, 0x70)
QUIET = RGBColor(0x56, 0x5B, 0x67)
WASH = "F0EFE9"
_LOCALES: dict[Language, str] = {"en": "en-GB", "ja": "ja-JP"}
_SIZES = {"Title": 28, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11.5, "Heading 4": 10.5}
_OWN_OF_WORD = frozenset({"Footnote Text", "Footnote Reference", "TOC 1", "TOC 2"})
# Paragraph styles that python-docx's own document does not have; the id is the name without blanks.
_SMALL = {"Source": 8.5, "Footnote Text": 8, "Table Text": 9, "TOC 1": 10.5, "TOC 2": 10.5}


def new_document(title: str, author: str, language: Language, dated: date) -> Document:
    """Return an empty A4 document with the styles, its title and language set."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin = section.bottom_margin = Mm(28)
    _paragraph_styles(document)
    _character_styles(document)
    _speak(document, language)
    properties = document.core_properties
    properties.title, properties.author = clean(title)[:255], clean(author)[:255]
    properties.language, properties.comments = _LOCALES[language], ""
    properties.created = properties.modified = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001  (DOCX properties carry no zone)
    return document


def _paragraph_styles(document: Document) -> None:
    styles = document.styles
    for name, size in _SMALL.items():
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _OWN_OF_WORD)
        _name_as_word_does(made)
        made.base_style = styles["Normal"]
        made.font.size = Pt(size)
        made.paragraph_format.space_after = Pt(2)
        if name in ("Source", "Footnote Text"):
            made.font.color.rgb = QUIET
        if name.startswith("TOC"):
            made.paragraph_format.left_indent = Mm(5 * (int(name[-1]) - 1))
    for name in ("Normal", *_SIZES, "Subtitle", "Caption", "List Bullet", "List Number", "Quote"):
        set_fonts(styles[name])
    for name, size in _SIZES.items():
        font = styles[name].font
        font.size, font.color.rgb, font.bold = Pt(size), INDIGO, name in ("Heading 3",)
        font.italic = name == "Heading 4"
    title = styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    styles["Normal"].font.size = Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(9), INDIGO
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Subtitle"].font.color.rgb, styles["Subtitle"].font.italic = QUIET, False


def _name_as_word_does(style: BaseStyle) -> None:
    """Word knows its own styles by small letters; the id, which we refer to, is free."""
    if style.name in _OWN_OF_WORD:
        style.element.name_val = style.name.lower()


def _character_styles(document: Document) -> None:
    reference = document.styles.add_style(
        "Footnote Reference", WD_STYLE_TYPE.CHARACTER, builtin=True
    )
    _name_as_word_does(reference)
    reference.font.superscript = True
    number = document.styles.add_style("Proven Number", WD_STYLE_TYPE.CHARACTER)
    assert isinstance(number, CharacterStyle)
    number.font.underline = WD_UNDERLINE.DOTTED
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb = INDIGO


def _speak(document: Document, language: Language) -> None:
    properties = document.styles["Normal"].element.get_or_add_rPr()
    mark = "eastAsia" if language == "ja" else "val"
    properties.append(element("lang", **{mark: _LOCALES[language]}))

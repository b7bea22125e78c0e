"""Fonts of Word documents."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn

from tomoni.exchange.word_fonts import set_fonts


def test_a_style_keeps_no_font_of_its_theme() -> None:
    style = docx.Document().styles["Heading 1"]
    before = style.element.rPr.rFonts.attrib
    assert any("Theme" in name for name in before)
    set_fonts(style)
    assert dict(style.element.rPr.rFonts.attrib) == {
        qn("w:ascii"): "Times New Roman",
        qn("w:hAnsi"): "Times New Roman",
        qn("w:eastAsia"): "MS Mincho",
    }

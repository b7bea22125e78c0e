"""Fonts of a Word document: names that every office suite has or replaces."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.styles.style import BaseStyle

_FONTS = (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("eastAsia", "MS Mincho"))


def set_fonts(style: BaseStyle) -> None:
    """Give a style our fonts by name, in place of those that its template's theme would choose."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for mark in list(fonts.attrib):
        del fonts.attrib[mark]
    for script, font in _FONTS:
        fonts.set(qn(f"w:{script}"), font)

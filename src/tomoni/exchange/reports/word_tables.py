"""Tables in DOCX, element by element: python-docx looks through a table again for each cell."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Table
from .tables import letters_of
from .word_parts import Element, element
from .word_styles import INDIGO

# Twentieths of a point: 150 mm, and a letter of the table's size with its share of the margins.
_WIDTH, _LETTER, _MARGINS = 8504, 100, 240


def word_table(table: Table, rows: Sequence[Sequence[list[Element]]]) -> Element:
    """Return the table. ``rows``: the runs of each cell, the headings first.

    The headings come again on each page; no row is parted; lines stand between the rows alone.
    """
    wanted = [letters * _LETTER + _MARGINS for letters in letters_of(table)]
    share = min(1, _WIDTH / sum(wanted))
    widths = [int(one * share) for one in wanted]
    made = element("tbl")
    made.append(_properties())
    grid = element("tblGrid")
    grid.extend(element("gridCol", w=str(width)) for width in widths)
    made.append(grid)
    right = [one.is_figures for one in table.columns]
    for place, row in enumerate(rows):
        made.append(_row(row, widths, right, is_head=place == 0))
    return made


def _properties() -> Element:
    made = element("tblPr")
    borders = element("tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color="B9BCC4"))
    made.extend([element("tblW", w="0", type="auto"), borders])
    made.append(element("tblLook", val="0420", firstRow="1", noHBand="0", noVBand="1"))
    return made


def _row(
    cells: Sequence[list[Element]], widths: Sequence[int], right: Sequence[bool], *, is_head: bool
) -> Element:
    made, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))
    made.append(properties)
    for runs, width, to_the_right in zip(cells, widths, right, strict=True):
        cell = element("tc")
        about = element("tcPr")
        about.append(element("tcW", w=str(width), type="dxa"))
        if is_head:
            heavy = element("tcBorders")
            heavy.append(element("bottom", val="single", sz="8", space="0", color=str(INDIGO)))
            about.append(heavy)
        paragraph, style = element("p"), element("pPr")
        style.append(element("pStyle", val="TableText"))
        if to_the_right:
            style.append(element("jc", val="right"))
        paragraph.extend([style, *runs])
        cell.extend([about, paragraph])
        made.append(cell)
    return made

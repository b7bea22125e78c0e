"""Reference page of the typed tables that IATI files are read into."""

from __future__ import annotations

from tomoni.catalogue.iati.tables import FOREIGN, NARRATIVES, ROW_ELEMENTS, TABLES, Table, words_of
from tomoni.exchange.iati.head import ELEMENTS

from .markdown import code, codes, page, table

HEADINGS = ("Column", "Type", "Path", "Meaning in", "Code list or words")
_INTRODUCTION = """\
`tomoni iati read` and all that asks IATI files use these tables, which hold the whole standard
2.03. Paths are below the element of the row; `.` is its own text. Texts are kept as they are
written. What a text means is in a second column, null where it means nothing of its type:
`…_number` an exact decimal of up to ten places, `…_integer`, `…_flag` true or false, `…_day` the
stated day without its zone. A column `has_…` says whether the element is there.

Every row begins with `activity` (number of the activity, or organisation, in its file, from 0; in
a lake `record`), `row` (number within the activity and table), `parent` (row of the parent's table
in the same activity) and `line`."""


def tables_page() -> str:
    """Every typed table: elements that make its rows, columns, meanings, code lists."""
    return page("Tables of IATI files", _INTRODUCTION, *(_section(one) for one in TABLES.values()))


def _section(one: Table) -> list[str]:
    elements = [element for element in ROW_ELEMENTS if element.table == one.name]
    made_by = codes(element.path or ELEMENTS[element.kind].decode() for element in elements)
    if one.name == NARRATIVES:
        made_by = "every `narrative`; its parent is the row of the table `owner_table`"
    elif one.name == FOREIGN:
        made_by = (
            "elements and attributes of other namespaces, `xml:lang` where the standard has none"
        )
    rows = [
        (
            code(column.name),
            column.type,
            code(column.path),
            code(column.meaning),
            codes(words_of(one.name, column.name)) if column.type == "word" else column.codelist,
        )
        for column in one.columns
    ]
    lines = [f"## {one.name}", "", f"Rows: {made_by}."]
    return [*lines, "", *table(HEADINGS, rows)] if rows else lines

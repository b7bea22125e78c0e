"""Tables as HTML: caption, sort links, note, and the links to their CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..cells import Cell, Json
from . import words
from .cells import CELL_HTML, CellHtml

# A table of fewer rows is read at a glance; it needs no order.
SORTED_FROM = 4
# Beyond this many columns a table can be wider than a telephone, so that the keyboard can move it.
COLUMNS_IN_SIGHT = 2
Sort = tuple[str, bool]


def table_html(table: Json, language: str, address: str, sort: Sort | None = None) -> str:
    """Return a table with caption, sort links, note, and links to its CSV and JSON.

    ``address`` is the path of the page it stands on; ``sort`` the column it is sorted by, and
    whether from the last. A table that has ``shown`` is drawn with so many rows at most; its twins
    have all.
    """
    made = CELL_HTML[language]
    shown = table.get("shown")
    if shown is not None and len(table["rows"]) > shown:
        table = {**table, "rows": table["rows"][:shown], "cut": len(table["rows"])}
    name, title = escape(table["name"]), escape(table[language])
    if not table["rows"]:
        empty = table.get("empty")
        text = escape(empty[language]) if empty else made.say(words.NOTHING)
        return f'<h2 id="t-{name}">{title}</h2><p class="none">{text}</p>'
    caption = f'<caption id="c-{name}">{title}{_count(table, made)}</caption>'
    key = escape(table["columns"][0]["key"])
    focus = ' tabindex="0"' if len(table["columns"]) > COLUMNS_IN_SIGHT else ""
    return (
        f'<figure class="tbl" id="t-{name}"><div class="scroll" role="region"'
        f' aria-labelledby="c-{name}"{focus}><table class="t-{key}">{caption}'
        f"<thead><tr>{''.join(_heads(table, made, sort, address))}</tr></thead>"
        f"<tbody>{_body(table, made)}</tbody>"
        f"</table></div>{_foot(table, made, address)}</figure>"
    )


def row_html(row: Iterable[Cell], language: str) -> str:
    """Return a row of cells, for a table whose head a template writes."""
    made = CELL_HTML[language]
    return f"<tr>{''.join(f'<td>{made.cell(cell)}</td>' for cell in row)}</tr>"


def _body(table: Json, made: CellHtml) -> str:
    starts = ['<td class="n">' if head.get("n") else "<td>" for head in table["columns"]]
    return "".join(f"<tr>{_row(starts, row, made)}</tr>" for row in table["rows"])


def _row(starts: Sequence[str], row: Sequence[Cell], made: CellHtml) -> str:
    return "".join(
        f"{start}{made.cell(cell)}</td>" for start, cell in zip(starts, row, strict=True)
    )


def _heads(table: Json, made: CellHtml, sort: Sort | None, address: str) -> Iterable[str]:
    name = escape(table["name"])
    for head in table["columns"]:
        shade = ' class="n"' if head.get("n") else ""
        title = escape(head[made.language])
        if len(table["rows"]) < SORTED_FROM:
            yield f'<th scope="col"{shade}>{title}</th>'
            continue
        state, sign = "", ""
        if sort is not None and sort[0] == head["key"]:
            state = f' aria-sort="{"descending" if sort[1] else "ascending"}"'
            sign = "" if sort[1] else "-"
        link = f"{address}?sort={name}.{sign}{escape(head['key'])}#t-{name}"
        yield f'<th scope="col"{shade}{state}><a href="{link}" rel="nofollow">{title}</a></th>'


def _foot(table: Json, made: CellHtml, address: str) -> str:
    name = escape(table["name"])
    notes = []
    if table.get("cut"):
        shown, everything = f"{len(table['rows']):,}", f"{table['cut']:,}"
        notes.append(made.say(words.FIRST_SHOWN, shown=shown, all=everything))
    if table.get("note"):
        notes.append(escape(table["note"][made.language]))
    text = f"<p>{' '.join(notes)}" if notes or table.get("all") else ""
    if table.get("all"):
        link = escape(made.path(table["all"]))
        text += f' <a href="{link}">{made.say(words.SEARCH_ALL)}</a>'
    text += "</p>" if text else ""
    twins = f'<a href="{address}{name}.csv">CSV</a><a href="{address}{name}.json">JSON</a>'
    return f'<figcaption class="tblfoot">{text}<span class="dl">{twins}</span></figcaption>'


def _count(table: Json, made: CellHtml) -> str:
    count = table.get("count")
    if not count or not count["whole"] + count["parts"]:
        return ""
    said = []
    if count["whole"]:
        said.append(made.say(words.WHOLE, count=f"{count['whole']:,}"))
    if count["parts"]:
        label = words.PART if count["parts"] == 1 else words.PARTS
        said.append(made.say(label, count=f"{count['parts']:,}"))
    return f" <small>{' · '.join(said)}</small>"

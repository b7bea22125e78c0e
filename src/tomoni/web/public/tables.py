"""Tables as HTML: caption, sort links, note, and the links to their CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tomoni.publish.cells import Json

from .render import language, localised, render_cell


def _heads(table: Json, sort: tuple[str, bool] | None, address: str) -> Iterable[str]:
    name = escape(table["name"])
    for head in table["columns"]:
        shade = ' class="n"' if head.get("n") else ""
        words = escape(head[language()])
        if len(table["rows"]) < 4:
            yield f'<th scope="col"{shade}>{words}</th>'
            continue
        is_sorted = sort is not None and sort[0] == head["key"]
        down = is_sorted and sort is not None and not sort[1]
        state = (
            f' aria-sort="{"descending" if sort[1] else "ascending"}"' if is_sorted and sort else ""
        )
        sign = "-" if down else ""
        link = f"{address}?sort={name}.{sign}{escape(head['key'])}#t-{name}"
        yield f'<th scope="col"{shade}{state}><a href="{link}" rel="nofollow">{words}</a></th>'


def _foot(table: Json, address: str) -> str:
    name = escape(table["name"])
    notes = []
    if table.get("cut"):
        notes.append(
            gettext("The first %(shown)s of %(all)s are shown.")
            % {"shown": f"{len(table['rows']):,}", "all": f"{table['cut']:,}"}
        )
    if table.get("note"):
        notes.append(table["note"][language()])
    made = f"<p>{escape(' '.join(notes))}" if notes or table.get("all") else ""
    if table.get("all"):
        words = escape(gettext("Search, filter and sort all of them"))
        made += f' <a href="{escape(localised(table["all"]))}">{words}</a>'
    made += "</p>" if made else ""
    twins = f'<a href="{address}{name}.csv">CSV</a><a href="{address}{name}.json">JSON</a>'
    return f'<figcaption class="tblfoot">{made}<span class="dl">{twins}</span></figcaption>'


def _count(table: Json) -> str:
    count = table.get("count")
    if not count or not count["whole"] + count["parts"]:
        return ""
    words = []
    if count["whole"]:
        words.append(gettext("%(count)s whole") % {"count": f"{count['whole']:,}"})
    if count["parts"]:
        words.append(gettext("%(count)s parts") % {"count": f"{count['parts']:,}"})
    return f" <small>{escape(' · '.join(words))}</small>"


def render_table(table: Json, address: str, sort: tuple[str, bool] | None = None) -> SafeString:
    """Return a table with caption, sort links, note, and links to its CSV and JSON.

    ``address`` is the path of the page it stands on; ``sort`` the column it is sorted by, and
    whether from the last.
    """
    name = escape(table["name"])
    caption = f'<caption id="c-{name}">{escape(table[language()])}{_count(table)}</caption>'
    if not table["rows"]:
        words = table.get("empty") or {"en": "Nothing is recorded.", "ja": "記録はありません。"}
        heading = f'<h2 id="t-{name}">{escape(table[language()])}</h2>'
        return mark_safe(f'{heading}<p class="none">{escape(words[language()])}</p>')
    body = "".join(_row(table, row) for row in table["rows"])
    key = escape(table["columns"][0]["key"])
    focus = ' tabindex="0"' if len(table["columns"]) > 3 else ""
    return mark_safe(
        f'<figure class="tbl" id="t-{name}"><div class="scroll" role="region"'
        f' aria-labelledby="c-{name}"{focus}><table class="t-{key}">{caption}'
        f"<thead><tr>{''.join(_heads(table, sort, address))}</tr></thead><tbody>{body}</tbody>"
        f"</table></div>{_foot(table, address)}</figure>"
    )


def _row(table: Json, row: list[Any]) -> str:
    made = []
    for head, cell in zip(table["columns"], row, strict=True):
        shade = ' class="n"' if head.get("n") else ""
        made.append(f"<td{shade}>{render_cell(cell)}</td>")
    return f"<tr>{''.join(made)}</tr>"


def render_rows(rows: Iterable[list[Any]]) -> SafeString:
    """Return rows of cells as HTML, for a table whose head a template writes."""
    return mark_safe(
        "\n".join(
            f"<tr>{''.join(f'<td>{render_cell(cell)}</td>' for cell in row)}</tr>" for row in rows
        )
    )

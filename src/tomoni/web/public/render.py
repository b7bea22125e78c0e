"""Cells and numbers as HTML. One door for every number: ``render_number``.

All text passes through ``escape``; only the markup written here is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from html import escape

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tomoni.catalogue.terms import TERMS
from tomoni.publish.cells import Cell, Json
from tomoni.publish.numbers import (
    format_date,
    format_number,
    format_ordinal,
    is_rounded_share,
    unit_word,
)
from tomoni.publish.paths import proof_path

# A language without a shade of its own for a class of finding reads as a plain tag.
_TAG_CLASS: dict[str, str] = {
    "update": "up",
    "correction": "up",
    "same": "up",
    "restatement": "up",
    "target_versus_actual": "up",
    "conflict": "no",
    "internal_inconsistency": "no",
    "stale_or_dropped": "st",
    "scope_difference": "st",
    "time_basis_difference": "st",
    "undeterminable": "st",
    "vanished": "st",
    "appeared": "up",
}


# Set once a request: asking Django for it a thousand times a page is a third of the page's cost.
_page_language: ContextVar[str | None] = ContextVar("page_language", default=None)


@contextmanager
def page_in(code: str) -> Iterator[None]:
    """Make pages in a language, "en" or "ja", for the length of the block."""
    token = _page_language.set(code)
    try:
        with translation.override(code):
            yield
    finally:
        _page_language.reset(token)


def language() -> str:
    """Return the language of the page being made: "en" or "ja"."""
    chosen = _page_language.get()
    if chosen is not None:
        return chosen
    return "ja" if (translation.get_language() or "en").startswith("ja") else "en"


def localised(path: str) -> str:
    """Return a path of the site in the page's language."""
    if not path.startswith("/") or path.startswith("//"):
        return path
    return f"/ja{path}" if language() == "ja" else path


def hedge(cell: Json) -> str:
    """Return the hedge in words: the source's, or "about" for a share that had to be rounded."""
    qualifier = cell.get("qualifier")
    is_share = qualifier is None and cell.get("unit") == "share"
    if is_share and is_rounded_share(cell["value"], cell.get("exact")):
        qualifier = "about"
    words = TERMS["qualifier"].get(qualifier or "exact")
    return words.in_language(language()) if words else ""


# Hedges that Japanese puts behind the number: 6,100超.
_AFTER_IN_JAPANESE = frozenset({"more_than", "less_than"})


def digits(cell: Json) -> str:
    """Return the digits of a number, or the date that it states."""
    if cell.get("stated"):
        return format_date(cell["stated"], language())
    text = format_number(cell["value"], cell.get("unit"), cell.get("currency"), language())
    if cell.get("signed") and Decimal(cell["value"]) > 0:
        return f"+{text}"
    return text.replace("-", "−") if text.startswith("-") else text


def _around(cell: Json) -> tuple[str, str]:
    """Return what stands before and behind the digits: hedge, unit, and which side each takes."""
    unit = "" if cell.get("stated") else unit_word(cell.get("unit"), cell["value"], language())
    words = hedge(cell)
    if language() == "ja" and cell.get("qualifier") in _AFTER_IN_JAPANESE:
        return "", f"{unit}{words}"
    return words, unit


def number_text(cell: Json) -> str:
    """Return a number as plain text with its hedge, for titles and charts."""
    before, behind = _around(cell)
    gap = "" if language() == "ja" else " "
    return gap.join(part for part in (before, digits(cell), behind) if part)


def bounds_text(cell: Json, *, low_is_open: bool, high_is_soft: bool) -> str:
    """Return the bounds of a number in words; a bound that nothing gives is said to be unknown."""

    def shown(value: str) -> str:
        return digits({**cell, "value": value, "stated": None})

    low, high = cell.get("low"), cell.get("high")
    if low is not None and low == high:
        return gettext("no bounds: the value is exact")
    parts = []
    if low is not None:
        words = gettext("above %(value)s") if low_is_open else gettext("from %(value)s")
        parts.append(words % {"value": shown(low)})
    if high is not None:
        words = gettext("to about %(value)s") if high_is_soft else gettext("to %(value)s")
        parts.append(words % {"value": shown(high)})
    else:
        parts.append(gettext("no upper bound is known"))
    return ("、" if language() == "ja" else ", ").join(parts)


def render_number(cell: Json | None) -> SafeString:
    """Return a published number: its hedge and its digits as a link to the proof."""
    if cell is None:
        return render_missing()
    before, behind = _around(cell)
    gap = "" if language() == "ja" else " "
    address = escape(localised(proof_path(cell["proof"])))
    made = f'<a class="num" href="{address}">{escape(digits(cell))}</a>'
    if before:
        made = f'<span class="q">{escape(before)}</span>{gap}{made}'
    if behind:
        made = f'{made}{gap}<span class="u">{escape(behind)}</span>'
    if cell.get("edition"):
        made += f'<span class="part">{escape(cell["edition"][language()])}</span>'
    return mark_safe(made)


def render_missing() -> SafeString:
    """Return the mark of what the sources do not state. It is never a zero."""
    words = escape(gettext("not stated"))
    return mark_safe(f'<span class="none" title="{words}">—</span>')


def _words(cell: Json) -> str:
    text = escape(cell[language()])
    is_english = language() == "ja" and cell["en"] == cell["ja"] and not cell["en"].isascii()
    return f'<span lang="en">{text}</span>' if is_english else text


def _period(cell: Json) -> str:
    since, until = cell["since"], cell["until"]
    first = format_date(since["stated"], language()) if since else ""
    last = format_date(until["stated"], language()) if until else ""
    if since and until:
        return escape(f"{first}〜{last}" if language() == "ja" else f"{first} – {last}")
    if since:
        return escape(gettext("since %(date)s") % {"date": first})
    return escape(gettext("until %(date)s") % {"date": last})


def _list(cell: Json) -> str:
    items = [render_cell(item) for item in cell["items"]]
    separator = "、" if language() == "ja" else ", "
    if cell.get("arrow"):
        separator = " → "
    made = separator.join(items)
    if cell.get("more"):
        made += escape(" " + gettext("and %(count)s more") % {"count": cell["more"]})
    if cell.get("open"):
        others = escape(gettext("and others"))
        made += f' <span class="q">{others}</span>'
    return made


def _link(cell: Json) -> str:
    made = f'<a href="{escape(localised(cell["path"]))}">{render_cell(cell["text"])}</a>'
    if cell.get("part_of"):
        words = gettext("part of %(title)s") % {"title": cell["part_of"]}
        made += f'<span class="part">{escape(words)}</span>'
    if cell.get("below"):
        made += f'<span class="part">{_words(cell["below"])}</span>'
    return made


def _phrase(cell: Json) -> str:
    parts = (_words(cell["before"]), render_number(cell["number"]), _words(cell["after"]))
    return ("" if language() == "ja" else " ").join(part for part in parts if part)


def _ratio(cell: Json) -> str:
    first, second = render_number(cell["first"]), render_number(cell["second"])
    if language() == "ja":
        return f"{second}{_words(cell['after'])}の目標に対し{first}{_words(cell['after'])}"
    return f"{first} of {second} {_words(cell['after'])}"


def render_cell(cell: Cell) -> SafeString:
    """Return any cell as HTML; None reads as not stated."""
    if cell is None:
        return render_missing()
    if isinstance(cell, str):
        return mark_safe(escape(cell))
    match cell["t"]:
        case "number":
            return render_number(cell)
        case "date":
            made = escape(format_date(cell["stated"], language()))
        case "period":
            made = _period(cell)
        case "link":
            made = _link(cell)
        case "list":
            made = _list(cell)
        case "tag":
            shade = _TAG_CLASS.get(cell["code"], "")
            made = f'<span class="tag {shade}">{_words(cell)}</span>'
        case "phrase":
            made = _phrase(cell)
        case "ratio":
            made = _ratio(cell)
        case "ordinal":
            made = escape(format_ordinal(str(cell["value"]), language()))
        case "unknown":
            words = escape(gettext("unknown"))
            made = f'<span class="tag st">{words}</span>'
        case _:
            made = _words(cell)
    return mark_safe(made)

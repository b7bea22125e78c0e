"""Cells and numbers as HTML in one language. One door for every number: ``CellHtml.number``.

All text passes through ``escape``; only the markup written here is trusted.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from html import escape

from tomoni.catalogue.labels import Label
from tomoni.catalogue.terms import TERMS

from ..cells import Cell, Json
from ..numbers import format_date, format_number, format_ordinal, is_rounded_share, unit_word
from ..paths import proof_path
from . import words

# A class of finding without a shade of its own reads as a plain tag.
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
# Hedges that Japanese puts behind the number: 6,100超.
_AFTER_IN_JAPANESE = frozenset({"more_than", "less_than"})


class CellHtml:
    """Writes the cells of one language, "en" or "ja"."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_japanese = language == "ja"
        self._gap = "" if self.is_japanese else " "
        self._missing = f'<span class="none" title="{self.say(words.NOT_STATED)}">—</span>'

    def path(self, path: str) -> str:
        """Return a path of the site in this language; an address elsewhere stays as it is."""
        if not self.is_japanese or not path.startswith("/") or path.startswith("//"):
            return path
        return f"/ja{path}"

    def say(self, label: Label, **values: object) -> str:
        """Return our wording, with its values put in and everything escaped."""
        text = label.ja if self.is_japanese else label.en
        return escape(text.format(**values) if values else text)

    def hedge(self, cell: Json) -> str:
        """Return the hedge in words: the source's, or "about" for a share that was rounded."""
        qualifier = cell.get("qualifier")
        is_share = qualifier is None and cell.get("unit") == "share"
        if is_share and is_rounded_share(cell["value"], cell.get("exact")):
            qualifier = "about"
        if qualifier is None:
            return ""
        label = TERMS["qualifier"].get(qualifier)
        return label.in_language(self.language) if label else ""

    def digits(self, cell: Json) -> str:
        """Return the digits of a number, or the date that it states."""
        if cell.get("stated"):
            return format_date(cell["stated"], self.language)
        text = format_number(cell["value"], cell.get("unit"), cell.get("currency"), self.language)
        if cell.get("signed") and Decimal(cell["value"]) > 0:
            return f"+{text}"
        return text.replace("-", "−") if text.startswith("-") else text

    def _around(self, cell: Json) -> tuple[str, str]:
        """Return what stands before and behind the digits: hedge, unit, each on its side."""
        unit = (
            "" if cell.get("stated") else unit_word(cell.get("unit"), cell["value"], self.language)
        )
        hedge = self.hedge(cell)
        if self.is_japanese and cell.get("qualifier") in _AFTER_IN_JAPANESE:
            return "", f"{unit}{hedge}"
        return hedge, unit

    def number_text(self, cell: Json) -> str:
        """Return a number as plain text with its hedge, for titles and charts; not escaped."""
        before, behind = self._around(cell)
        return self._gap.join(part for part in (before, self.digits(cell), behind) if part)

    def bounds(self, cell: Json, *, low_is_open: bool, high_is_soft: bool) -> str:
        """Return the bounds of a number in words; one that nothing gives is said to be unknown."""

        def shown(label: Label, value: str) -> str:
            text = label.in_language(self.language)
            return text.format(value=self.digits({**cell, "value": value, "stated": None}))

        low, high = cell.get("low"), cell.get("high")
        if low is not None and low == high:
            return words.EXACT.in_language(self.language)
        parts = []
        if low is not None:
            parts.append(shown(words.ABOVE if low_is_open else words.FROM, low))
        if high is not None:
            parts.append(shown(words.TO_ABOUT if high_is_soft else words.TO, high))
        else:
            parts.append(words.NO_UPPER.in_language(self.language))
        return ("、" if self.is_japanese else ", ").join(parts)

    def number(self, cell: Json | None) -> str:
        """Return a published number: its hedge and its digits as a link to the proof."""
        if cell is None:
            return self._missing
        before, behind = self._around(cell)
        address = escape(self.path(proof_path(cell["proof"])))
        made = f'<a class="num" href="{address}">{escape(self.digits(cell))}</a>'
        if before:
            made = f'<span class="q">{escape(before)}</span>{self._gap}{made}'
        if behind:
            made = f'{made}{self._gap}<span class="u">{escape(behind)}</span>'
        if cell.get("edition"):
            made += f'<span class="part">{escape(cell["edition"][self.language])}</span>'
        return made

    def cell(self, cell: Cell) -> str:
        """Return any cell; None reads as not stated and is never a zero."""
        if cell is None:
            return self._missing
        if isinstance(cell, str):
            return escape(cell)
        match cell["t"]:
            case "number":
                return self.number(cell)
            case "date":
                return escape(format_date(cell["stated"], self.language))
            case "period":
                return self._period(cell)
            case "link":
                return self._link(cell)
            case "list":
                return self._list(cell)
            case "tag":
                shade = _TAG_CLASS.get(cell["code"], "")
                return f'<span class="tag {shade}">{self._words(cell)}</span>'
            case "phrase":
                return self._phrase(cell)
            case "ratio":
                return self._ratio(cell)
            case "ordinal":
                return escape(format_ordinal(str(cell["value"]), self.language))
            case "unknown":
                return f'<span class="tag st">{self.say(words.UNKNOWN)}</span>'
            case _:
                return self._words(cell)

    def _words(self, cell: Json) -> str:
        text = escape(cell[self.language])
        is_english = self.is_japanese and cell["en"] == cell["ja"] and reads_english(cell["en"])
        return f'<span lang="en">{text}</span>' if is_english else text

    def _period(self, cell: Json) -> str:
        since, until = cell["since"], cell["until"]
        first = format_date(since["stated"], self.language) if since else ""
        last = format_date(until["stated"], self.language) if until else ""
        if since and until:
            return escape(f"{first}〜{last}" if self.is_japanese else f"{first} – {last}")
        if since:
            return self.say(words.SINCE, date=first)
        return self.say(words.UNTIL, date=last)

    def _list(self, cell: Json) -> str:
        separator = "、" if self.is_japanese else ", "
        if cell.get("arrow"):
            separator = " → "
        made = separator.join(self.cell(item) for item in cell["items"])
        if cell.get("more"):
            made += self.say(words.MORE, count=cell["more"])
        if cell.get("open"):
            made += f' <span class="q">{self.say(words.OTHERS)}</span>'
        return made

    def _link(self, cell: Json) -> str:
        text = cell["text"]
        tongue = ' lang="en"' if self.is_japanese and is_english(text) else ""
        address = escape(self.path(cell["path"]))
        made = f'<a href="{address}"{tongue}>{self.cell(text)}</a>'
        if cell.get("part_of"):
            made += f'<span class="part">{self.say(words.PART_OF, title=cell["part_of"])}</span>'
        if cell.get("below"):
            made += f'<span class="part">{self._words(cell["below"])}</span>'
        return made

    def _phrase(self, cell: Json) -> str:
        parts = (
            self._words(cell["before"]),
            self.number(cell["number"]),
            self._words(cell["after"]),
        )
        return self._gap.join(part for part in parts if part)

    def _ratio(self, cell: Json) -> str:
        first, second = self.number(cell["first"]), self.number(cell["second"])
        after = self._words(cell["after"])
        if self.is_japanese:
            return f"{second}{after}の目標に対し{first}{after}"
        return f"{first} of {second} {after}"


@lru_cache(maxsize=4096)
def reads_english(text: str) -> bool:
    """Say whether a text is to be read as English: it has a word of two letters or more in Latin
    letters and no Japanese, so that neither a code nor a year is marked."""
    if any(character > "\u2e7f" for character in text):
        return False
    return any(word.isalpha() and not word.isupper() and len(word) > 1 for word in text.split())


def is_english(cell: Cell) -> bool:
    """Say whether a cell's text is a source's own English."""
    return isinstance(cell, str) and reads_english(cell)


CELL_HTML: dict[str, CellHtml] = {language: CellHtml(language) for language in ("en", "ja")}

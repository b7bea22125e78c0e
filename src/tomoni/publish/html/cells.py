"""Cells and numbers as HTML in one language. One door for every number: ``CellHtml.number``.

All text passes through ``escape``; only the markup written here is trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from html import escape

from tomoni.catalogue.labels import Label
from tomoni.catalogue.terms import TERMS

from ..cells import Cell, Json
from ..numbers import (
    format_date,
    format_number,
    format_ordinal,
    format_share,
    group_digits,
    is_rounded_share,
    unit_word,
)
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
        text = format_number(
            cell["value"],
            cell.get("unit"),
            cell.get("currency"),
            self.language,
            is_full=bool(cell.get("full")),
        )
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

    def bounds(self, cell: Json, flags: Mapping[str, bool]) -> list[str]:
        """Return the bounds of a number in words, the lower one first.

        ``flags``: low_is_open, high_is_open (the bound itself is not reached), low_is_soft,
        high_is_soft (read from the rounding, not stated). A bound that nothing gives is said to be
        unknown.
        """

        def shown(label: Label, value: str) -> str:
            text = label.in_language(self.language)
            return text.format(value=self.digits({**cell, "value": value, "stated": None}))

        def one_of(side: str, opened: Label, soft: Label, plain: Label) -> Label:
            if flags.get(f"{side}_is_open"):
                return opened
            return soft if flags.get(f"{side}_is_soft") else plain

        low, high = cell.get("low"), cell.get("high")
        if low is not None and low == high:
            return [words.EXACT.in_language(self.language)]
        lower = upper = ""
        if low is not None:
            lower = shown(one_of("low", words.ABOVE, words.FROM_ABOUT, words.FROM), low)
        if high is not None:
            upper = shown(one_of("high", words.BELOW, words.TO_ABOUT, words.TO), high)
        return [
            lower or words.NO_LOWER.in_language(self.language),
            upper or words.NO_UPPER.in_language(self.language),
        ]

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
            return self.text(cell)
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
            case "digest":
                value = escape(cell["value"])
                return f'<code title="{value}">{value[:16]}…</code>'
            case "file":
                # A file is the same in both languages.
                return f'<a href="{escape(cell["path"])}">{escape(cell["text"])}</a>'
            case "tag":
                shade = _TAG_CLASS.get(cell["code"], "")
                return f'<span class="tag {shade}">{self._words(cell)}</span>'
            case "phrase":
                return self._phrase(cell)
            case "ratio":
                return self._ratio(cell)
            case "ordinal":
                return escape(format_ordinal(str(cell["value"]), self.language))
            case "count":
                return group_digits(Decimal(cell["value"]))
            case "money" | "found" | "percent":
                return self._of_everyone(cell)
            case "unknown":
                return f'<span class="tag st">{self.say(words.UNKNOWN)}</span>'
            case _:
                return self._words(cell)

    def text(self, text: str) -> str:
        """Return a source's own text, marked as English where it stands in a Japanese page."""
        if self.is_japanese and reads_english(text):
            return f'<span lang="en">{escape(text)}</span>'
        return escape(text)

    def _words(self, cell: Json) -> str:
        if self.is_japanese and cell["en"] == cell["ja"]:
            return self.text(cell["en"])
        return escape(cell[self.language])

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
        items = cell["items"]
        shown = items[: cell.get("shown")]
        made = separator.join(self.cell(item) for item in shown)
        if len(shown) < len(items):
            made += self.say(words.MORE, count=len(items) - len(shown))
        if cell.get("open"):
            made += f' <span class="q">{self.say(words.OTHERS)}</span>'
        return made

    def _link(self, cell: Json) -> str:
        address = escape(self.path(cell["path"]))
        made = f'<a href="{address}">{self.cell(cell["text"])}</a>'
        if cell.get("part_of"):
            part_of = self.say(words.PART_OF).format(title=self.text(cell["part_of"]))
            made += f'<span class="part">{part_of}</span>'
        if cell.get("below"):
            made += f'<span class="part">{self._words(cell["below"])}</span>'
        return made

    def _of_everyone(self, cell: Json) -> str:
        """Return a number of what others publish; a count opens the list of what it counts."""
        value = Decimal(cell["value"])
        if cell["t"] == "found":
            address = escape(self.path(cell["path"]))
            return f'<a class="found" href="{address}" rel="nofollow">{group_digits(value)}</a>'
        if cell["t"] == "percent":
            title = f"{cell['part']:,} / {cell['whole']:,}"
            return f'<span title="{title}">{format_share(str(value / 100), self.language)}</span>'
        # Cents are written in full.
        places = value.as_tuple().exponent
        amount = f"{value:,.2f}" if places == -1 else group_digits(value)
        amount = amount.replace("-", "−")
        if cell.get("headed"):
            return amount
        currency = self.say(words.NO_CURRENCY) if cell["currency"] is None else cell["currency"]
        return f'<span class="m"><span class="u">{escape(currency)}</span> {amount}</span>'

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


CELL_HTML: dict[str, CellHtml] = {language: CellHtml(language) for language in ("en", "ja")}

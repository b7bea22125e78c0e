"""Text as the finders read it, with the way back to the characters as printed.

Full-width forms, the many kinds of space, dash and quotation mark, and digits of other scripts
become one form each. Zero-width and direction marks, escapes before signs, marks of emphasis, word
breaks at a line's end, and spaces that part nothing fall away. Every offset of the result leads
back to the exact character of the source.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# A space that never separates words: between groups of digits it binds them.
BINDING_SPACE = "\u00a0"
_SPACES = {
    "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200a", "\u202f", "\u205f",
}  # fmt: skip
_FORMS = {
    "\u3000": " ", "\t": " ", "\r": " ", "\x0b": " ", "\x0c": "\n", "\x85": "\n", "\u2028": "\n",
    "\u2029": "\n", "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "«": '"', "»": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "﹣": "-", "～": "~",
    "〜": "~", "∼": "~", "…": ".", "､": "、", "｡": "。",
}  # fmt: skip
_FALLS_AWAY = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u180e]+"
    r"|\\(?=[$%&#_*~(){}\[\]<>+.,:;|!'\"-])"
    r"|\*\*|__(?=\S)|(?<=\S)__|(?<=[a-z])[-\u2010\u00ad][ ]?\r?\n(?=[a-z])"
    r"|[ \t\r]+(?=\n)|(?<=\S[ ])[ ]+(?=\S)"
)


class _Table(dict[int, int | str]):
    """Maps one character to its form: looked up once for each character that occurs."""

    def __missing__(self, code: int) -> int | str:
        self[code] = form = _form(chr(code))
        return form


def _form(character: str) -> str:
    if character in _FORMS:
        return _FORMS[character]
    if character in _SPACES:
        return BINDING_SPACE
    if character < "\x80":
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in {"Lu", "Ll", "Po", "Sc", "Sm", "Ps", "Pe", "Pd"}:
        narrow = unicodedata.normalize("NFKC", character)
        return narrow if len(narrow) == 1 else character
    return character


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class NormalText:
    """``text``: the normal form. ``starts`` and ``shifts``: from ``starts[i]`` on, the source
    stands ``shifts[i]`` characters further on than the normal form.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def source_offset(self, offset: int) -> int:
        """Return where in the source the character at ``offset`` stands."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source of the normal form's ``start`` to ``end``."""
        if start >= end:
            first = self.source_offset(start)
            return first, first
        return self.source_offset(start), self.source_offset(end - 1) + 1


def normalise(source: str) -> NormalText:
    """Return the normal form of ``source``; its length is that of the source, or less."""
    kept: list[str] = []
    starts, shifts = [0], [0]
    last = length = 0
    for match in _FALLS_AWAY.finditer(source):
        kept.append(source[last : match.start()])
        length += match.start() - last
        last = match.end()
        if starts[-1] == length:
            shifts[-1] = last - length
        else:
            starts.append(length)
            shifts.append(last - length)
    kept.append(source[last:])
    return NormalText("".join(kept).translate(_TABLE), tuple(starts), tuple(shifts))


def lowered(text: str) -> str:
    """Return the text in lower case, character by character: offsets stay what they are."""
    lower = text.lower()
    return (
        lower
        if len(lower) == len(text)
        else "".join(
            form if len(form := character.lower()) == 1 else character for character in text
        )
    )

"""One cell into one value of its column's type, or the reason why not."""

from __future__ import annotations

import difflib
import re
import unicodedata
from datetime import date

from tomoni.catalogue.errors import InputError
from tomoni.rules.dates import StatedDate, parse_stated_date

from .columns import Column, Value
from .raw import Cell, Unreadable

_JAPANESE_DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?(度)?")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)


class CellFault(Exception):
    """The cell holds no value of its column's type; ``what`` is wrong, ``do`` mends it."""

    def __init__(self, what: str, do: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


def read_cell(cell: Cell, column: Column) -> Value:
    """Return the value of a cell; None when it is blank. Raises CellFault."""
    if isinstance(cell, Unreadable):
        raise CellFault(cell.what, cell.do)
    text = _text(cell)
    if not text:
        if column.required:
            raise CellFault("The cell is blank, but must not be.")
        return None
    if column.type == "integer":
        return _integer(text, column)
    if column.type == "date":
        return _date(text, column)
    if column.type == "code":
        return _code(text, column)
    if len(text) > column.longest:
        raise CellFault(f"The text has {len(text)} signs; at most {column.longest} are taken.")
    return text


def _text(cell: str | float | bool | date | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    text = unicodedata.normalize("NFC", str(cell)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n" for sign in text):
        raise CellFault("The cell holds a control character.", "Type the text again.")
    return text


def _integer(text: str, column: Column) -> int:
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    if not _INTEGER.fullmatch(plain):
        raise CellFault(f"{text!r} is no whole number.")
    number = int(plain)
    if column.smallest is not None and number < column.smallest:
        raise CellFault(f"{number} is less than {column.smallest}.")
    if column.largest is not None and number > column.largest:
        raise CellFault(f"{number} is more than {column.largest}.")
    return number


def _date(text: str, column: Column) -> StatedDate:
    try:
        stated = parse_stated_date(iso_text(unicodedata.normalize("NFKC", text)))
    except InputError as error:
        raise CellFault(
            f"{text!r} is no date that can be read one way only.",
            "Write year, month and day: 2026-04-01.",
        ) from error
    if stated.precision not in column.precisions:
        allowed = ", ".join(sorted(column.precisions))
        raise CellFault(f"{text!r} states a {stated.precision}; wanted is: {allowed}.")
    return stated


def iso_text(text: str) -> str:
    """Return a date in one of the forms of Japan's offices in the form that the rules read."""
    match = _JAPANESE_DATE.fullmatch(text)
    if match and match[4]:
        return f"FY{match[1]}" if not match[2] else text
    match = match or _SLASHED.fullmatch(text)
    if match is None:
        return text
    return "-".join(part if len(part) > 2 else part.zfill(2) for part in match.groups()[:3] if part)


def _code(text: str, column: Column) -> str:
    wanted = _folded(text)
    words = {
        _folded(word): code for code, labels in column.codes.items() for word in (code, *labels)
    }
    if wanted in words:
        return words[wanted]
    close = difflib.get_close_matches(wanted, words, n=1, cutoff=0.6)
    do = f"Is {column.codes[words[close[0]]][0]!r} meant?" if close else None
    if do is None and len(column.codes) <= 12:
        do = "Known are: " + ", ".join(labels[0] for labels in column.codes.values()) + "."
    raise CellFault(f"{text!r} is not known here.", do)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

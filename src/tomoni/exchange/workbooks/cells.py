"""One cell into one exact value and back: text stays text, and no number is rounded."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from tomoni.catalogue.errors import InputError
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.quantities import Quantity

from ..sheets.cells import CellFault, iso_text
from ..sheets.raw import Cell, Unreadable
from .columns import YES_NO, Column, Item, Language, Value, Words

# A spreadsheet keeps this many digits of a number; further ones it has already changed.
MOST_DIGITS = 15
_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_BRACKETED = re.compile(r"(?s)(.*?)\s*\(([^()]*)\)")
_PARTED = re.compile(r"[;；\n]")
_INNER = re.compile(r"[,，、]")
# Control characters except tab and line feed; XML cannot hold most of them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TRUE_FALSE = {True: "true", False: "false"}


def read_cell(cell: Cell, column: Column) -> Value:
    """Return the value of a cell; None when it is blank. Raises CellFault.

    Codes come back as codes, dates as stated ("2018-05"), quantities as plain decimal text.
    """
    text = cell_text(cell)
    if not text:
        return None
    if column.kind == "list" and column.item is not None:
        return _list(text, column.item)
    if column.kind == "code" and column.words is not None:
        return _code(text, column.words)
    if column.kind == "integer":
        return _integer(text)
    if column.kind == "boolean":
        return _code(text, YES_NO) == "true"
    if column.kind == "date":
        return _date(text)
    return _quantity(text) if column.kind == "quantity" else text


def cell_text(cell: Cell) -> str:
    """Return what a cell says as text without blanks around it. Raises CellFault."""
    if isinstance(cell, str):
        text = cell
        if not (text.isascii() and text.isprintable()):
            text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
            if found := _UNPRINTABLE.search(text):
                raise CellFault(
                    f"The cell holds the control character U+{ord(found[0]):04X}.",
                    "Type the text again.",
                )
        return text.strip()
    if cell is None:
        return ""
    if isinstance(cell, Unreadable):
        raise CellFault(cell.what, cell.do)
    if isinstance(cell, bool):
        return _TRUE_FALSE[cell]
    if isinstance(cell, date):
        return cell.isoformat()
    return _number(cell)


def _number(cell: int | float) -> str:
    """The shortest decimal text that means the same number; what was typed, up to 15 digits."""
    exact = Decimal(repr(cell))
    if not exact.is_finite():
        raise CellFault("The cell holds no finite number.", "Type the number again.")
    if len(exact.normalize().as_tuple().digits) > MOST_DIGITS:
        raise CellFault(
            f"{exact:f} has more digits than a spreadsheet keeps of a number.",
            "Format the cell as text and type the number again.",
        )
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _integer(text: str) -> int:
    plain = _western(text)
    if not _INTEGER.fullmatch(plain):
        raise CellFault(f"{text!r} is no whole number.")
    return int(plain)


def _quantity(text: str) -> str:
    plain = _western(text)
    try:
        Quantity.from_text(plain)
    except InputError as error:
        raise CellFault(
            f"{text!r} is no number.", "Write digits alone: 6100 or 15.53, without a currency."
        ) from error
    return plain.replace(",", "").removeprefix("+")


def _western(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-")


def _date(text: str) -> str:
    try:
        return parse_stated_date(iso_text(unicodedata.normalize("NFKC", text))).stated
    except InputError as error:
        raise CellFault(
            f"{text!r} is no date that can be read one way only.",
            "Write 2018, 2018-05, 2018-05-19 or, for a fiscal year, FY2018.",
        ) from error


def _code(text: str, words: Words) -> str:
    found = words.code(text)
    if found is None:
        raise CellFault(f"{text!r} is not known here.", words.advice(text))
    return found


def _list(text: str, item: Item) -> list[str] | list[dict[str, str | bool]]:
    parts = [part.strip() for part in _PARTED.split(text) if part.strip()]
    if item.second is None and item.flag is None:
        return [_head(part, item) for part in parts]
    return [_item(part, item) for part in parts]


def _head(text: str, item: Item) -> str:
    return text if item.head_words is None else _code(text, item.head_words)


def _item(part: str, item: Item) -> dict[str, str | bool]:
    # A name may have brackets of its own.
    whole = item.head_words is not None and item.head_words.code(part) is not None
    match = None if whole else _BRACKETED.fullmatch(part)
    head, inner = (match[1], match[2]) if match else (part, "")
    found: dict[str, str | bool] = {item.head: _head(head, item)}
    for word in filter(None, (one.strip() for one in _INNER.split(inner))):
        if item.flag is not None and word.casefold() in (one.casefold() for one in item.flag_words):
            found[item.flag] = True
        elif item.second is not None and item.second not in found:
            found[item.second] = _code(word, item.second_words) if item.second_words else word
        else:
            raise CellFault(f"{part!r} says too much in its brackets.")
    if item.second is not None and item.second not in found and item.default is not None:
        found[item.second] = item.default
    return found


def cell_of(value: Value, column: Column, language: Language) -> str | None:
    """Return the text of a cell; ``read_cell`` reads the same value from it. None: blank."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return YES_NO.word(_TRUE_FALSE[value], language)
    if isinstance(value, list):
        assert column.item is not None  # only a list has one
        return "; ".join(_item_text(one, column.item, language) for one in value)
    if isinstance(value, str) and column.kind == "code" and column.words is not None:
        return column.words.word(value, language)
    return str(value)


def _item_text(value: str | dict[str, str | bool], item: Item, language: Language) -> str:
    if isinstance(value, str):
        return value
    second = value.get(item.second or "")
    inner = []
    # Codes, not their words: a word may hold a comma or a bracket.
    if isinstance(second, str):
        inner.append(second)
    if value.get(item.flag or ""):
        inner.append(item.flag_words[1 if language == "ja" else 0])
    return f"{value[item.head]} ({', '.join(inner)})" if inner else str(value[item.head])

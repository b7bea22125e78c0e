"""In which encoding a text file was written: by its mark, else by what decodes without a doubt."""

from __future__ import annotations

import codecs
import re

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import InputError, Where

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Switches to two-byte characters in ISO-2022-JP, which is otherwise plain ASCII.
_SHIFTS = b"\x1b$"
_JAPANESE = ("iso2022_jp", "euc_jp", "cp932")
_KANA = re.compile("[\u3041-\u30fa]")
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff\ufffd]")
MOST_CONTROLS = 0.002


def decode(data: bytes, where: Where) -> tuple[str, str]:
    """Return the text and the name of its encoding. Line ends stay as they are.

    A byte-order mark of UTF-8 stays a character of the text, so that offsets are those of the file
    decoded as UTF-8. Raises InputError for what is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return text_checked(_strict(data, name, where), where), name
    if _SHIFTS in data and (shifted := _japanese(data)) is not None:
        return text_checked(shifted[0], where), shifted[1]
    try:
        return text_checked(data.decode("utf-8"), where), "utf-8"
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise _no_text(where)
    guessed = _japanese(data)
    if guessed is not None:
        return text_checked(guessed[0], where), guessed[1]
    return text_checked(data.decode("cp1252", errors="replace"), where), "cp1252"


def _strict(data: bytes, name: str, where: Where) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _no_text(where) from error


def _japanese(data: bytes) -> tuple[str, str] | None:
    """The reading with most kana and fewest odd characters, where any has kana at all."""
    readings = []
    for name in _JAPANESE:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        kana, odd = len(_KANA.findall(text)), len(_ODD.findall(text))
        if kana > 2 * odd:
            readings.append((odd - kana, text, name))
    if not readings:
        return None
    _, text, name = min(readings, key=lambda reading: reading[0])
    return text, name


def text_checked(text: str, where: Where) -> str:
    """Return the text. Raises InputError when it has so many control characters that it is none."""
    controls = sum(
        character < " " and character not in "\t\n\r\x0b\x0c\x1b" for character in text[:100_000]
    )
    if controls > 3 and controls > MOST_CONTROLS * len(text[:100_000]):
        raise _no_text(where)
    return text


def _no_text(where: Where) -> InputError:
    return refused("encoding_unknown", where)

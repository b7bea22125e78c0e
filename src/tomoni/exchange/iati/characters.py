"""From the bytes of an XML file in any declared encoding to UTF-8, line by line the same.

What cannot be decoded becomes U+FFFF, which no XML may contain: the activity that holds it is
refused where it stands, and its neighbours are read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0\0\0", "utf-32-le"))
_DECLARED = re.compile(
    rb"""^\s*<\?xml\s[^>]{0,400}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']"""
)
# Python knows more codecs than XML has encodings; these are names by ``codecs.lookup``.
_KNOWN = re.compile(
    r"utf-8|ascii|utf-16(-[bl]e)?|utf-32(-[bl]e)?|iso8859-\d+|cp\d+|koi8-[rut]|gb\w+|big5\w*|"
    r"shift_jis\w*|euc_\w+|iso2022_\w+|mac-\w+|tis-620|hz|johab|ptcp154"
)
_BEYOND = "\uffff"

codecs.register_error("tomoni.iati.beyond", lambda error: (_BEYOND, error.end))  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is encoded: ``codec`` None: unknown. ``bom``: bytes to leave out at the start.

    ``contradicted``: the declared name, where the bytes plainly are of another encoding.
    """

    declared: str | None
    codec: str | None
    bom: int = 0
    contradicted: bool = False


def encoding_of(start: bytes) -> Encoding:
    """Return the encoding of a file by its first bytes: byte order mark, else declaration."""
    mark, width = next(((name, len(bom)) for bom, name in _BOMS if start.startswith(bom)), ("", 0))
    wide = mark or next((name for first, name in _WIDE_STARTS if start.startswith(first)), "")
    if wide and wide != "utf-8":
        return Encoding(None, wide, width)
    found = _DECLARED.match(start[width : width + 1024])
    declared = found.group(1).decode("ascii") if found else None
    codec = "utf-8" if mark or declared is None else _codec(declared)
    if codec is not None and codec.startswith(("utf-16", "utf-32")):
        # Its declaration could be read byte by byte, so it is not of a wide encoding.
        return Encoding(declared, "utf-8", width, contradicted=True)
    return Encoding(declared, codec, width)


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return found if _KNOWN.fullmatch(found) else None


def utf8_blocks(blocks: Iterator[bytes], codec: str) -> Iterator[bytes]:
    """Yield the blocks as UTF-8. Blocks of UTF-8 stay as they are, whatever they contain."""
    if codec == "utf-8":
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(codec)("tomoni.iati.beyond")
    for block in blocks:
        yield _encoded(decoder.decode(block))
    yield _encoded(decoder.decode(b"", final=True))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "tomoni.iati.beyond")

"""PNG and JPEG without what a camera or an editor adds: place, maker, owner, thumbnails, remarks.

What the picture shows is not touched. Of a JPEG's remarks only how it is to be turned is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Literal

from tomoni.catalogue.errors import InputError, Where

MOST_DOTS = 60_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
)
# JFIF, colour profile and Adobe's colour transform say how to show it; other remarks do not.
_KEPT_REMARKS = frozenset({0xE0, 0xE2, 0xEE})
_REMARKS = frozenset({*range(0xE0, 0xF0), 0xFE})
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TURNED = 0x0112


def bare_picture(data: bytes, where: Where | None = None) -> tuple[bytes, Literal["png", "jpg"]]:
    """Return a picture without remarks, and its format.

    Raises InputError when it is neither PNG nor JPEG, is cut off, or has over ``MOST_DOTS`` dots.
    """
    try:
        if data.startswith(_PNG):
            return _bare_png(data, where), "png"
        if data.startswith(b"\xff\xd8"):
            return _bare_jpeg(data, where), "jpg"
    except (struct.error, IndexError) as error:
        raise InputError("The picture is damaged, or was cut off.", where=where) from error
    raise InputError(
        "The picture is neither PNG nor JPEG.", where=where, do="Save it as PNG or JPEG."
    )


def _bounded(width: int, height: int, where: Where | None) -> None:
    if width * height > MOST_DOTS:
        raise InputError(
            f"The picture has {width} × {height} dots.",
            where=where,
            do=f"Make it smaller: at most {MOST_DOTS // 1_000_000} million dots.",
        )


def _bare_png(data: bytes, where: Where | None) -> bytes:
    made, place, ended = [_PNG], len(_PNG), False
    while place < len(data) and not ended:
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise IndexError(end)
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data, place + 8)
            _bounded(width, height, where)
        if name in _KEPT_CHUNKS:
            made.append(data[place:end])
        place, ended = end, name == b"IEND"
    if not ended:
        raise IndexError(place)
    return b"".join(made)


def _bare_jpeg(data: bytes, where: Where | None) -> bytes:
    made = [b"\xff\xd8"]
    for mark, start, end in _segments(data):
        if mark in _SIZES:
            height, width = struct.unpack_from(">HH", data, start + 5)
            _bounded(width, height, where)
        if mark == 0xE1 and data[start + 4 : start + 10] == b"Exif\0\0":
            turned = _orientation(data[start + 10 : end])
            if turned not in (None, 1):
                made.append(_exif(turned))
        if mark not in _REMARKS or mark in _KEPT_REMARKS:
            made.append(data[start:end])
        if mark == 0xDA:
            made.append(data[end:])
            return b"".join(made)
    raise IndexError(len(data))


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield mark, start and end of each segment up to the first of the picture itself."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise IndexError(place)
        if data[place + 1] == 0xFF:
            place += 1
            continue
        mark = data[place + 1]
        end = place + 2 + int(struct.unpack_from(">H", data, place + 2)[0])
        if end > len(data) or end < place + 4:
            raise IndexError(end)
        yield mark, place, end
        place = end


def _orientation(exif: bytes) -> int | None:
    """Return how the picture is to be turned, 1 to 8; None when it does not say so readably."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return None
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for place in range(first + 2, first + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, place)
            if tag == _TURNED and kind == 3:
                return int(value) if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _exif(turned: int) -> bytes:
    """A segment that says how to turn the picture, and nothing else."""
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _TURNED, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body

"""Pictures lose what a camera adds, and nothing that shows them."""

from __future__ import annotations

import struct

import pytest

from exchange.reports.drawn_pictures import chunk, drawn_png
from tomoni.catalogue.errors import InputError
from tomoni.exchange.reports.pictures import bare_picture

SIZE = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 2, 3, 1) + b"\x01\x11\x00"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"dots" + b"\xff\xd9"


def _segment(mark: int, body: bytes) -> bytes:
    return bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body


def _exif(turned: int, order: str = ">") -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    place = b"35.6812 N 139.7671 E"
    return b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 1) + entry + b"\0\0\0\0" + place


def _jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + SIZE + SCAN


def test_a_jpeg_loses_where_it_was_taken_and_by_whom() -> None:
    remarks = [_segment(0xE1, _exif(1)), _segment(0xED, b"owner"), _segment(0xFE, b"remark")]
    profile = _segment(0xE2, b"ICC_PROFILE\0colours")
    data, kind = bare_picture(_jpeg(*remarks, profile))
    assert (data, kind) == (_jpeg(profile), "jpg")


@pytest.mark.parametrize("order", ["<", ">"])
def test_how_to_turn_a_jpeg_is_kept_and_nothing_else_of_its_remarks(order: str) -> None:
    data, _ = bare_picture(_jpeg(_segment(0xE1, _exif(6, order))))
    assert b"139.7671" not in data
    assert b"Exif" in data
    again, _ = bare_picture(data)
    assert again == data


def test_a_png_loses_its_texts() -> None:
    told = [
        chunk(b"tEXt", b"Author\0somebody"),
        chunk(b"eXIf", b"MM"),
        chunk(b"tIME", b"1234567"),
    ]
    assert bare_picture(drawn_png(*told)) == (drawn_png(), "png")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        _jpeg()[:20],
        b"\xff\xd8\xff\xe0\x00\x00" + SCAN,
        b"\x89PNG\r\n\x1a\n",
        drawn_png()[:-4],
        drawn_png(width=100_000, height=100_000),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        bare_picture(data)

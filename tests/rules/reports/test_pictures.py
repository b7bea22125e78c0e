from __future__ import annotations

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.rules.reports.pictures import can_be_picture, check_picture

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 16 + b"\xff\xd9"


def test_a_picture_is_what_its_content_says() -> None:
    assert check_picture("a.png", PNG) == "image/png"
    assert check_picture("p/a.JPG", JPEG) == check_picture("a.jpeg", JPEG) == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", JPEG), ("a.jpg", PNG), ("a.png", PNG[:12]), ("a.jpg", JPEG[:8]), ("a.png", b""),
        ("a.svg", b"<svg onload=alert(1)>"), ("a.png", b"<svg>IEND"), ("a.gif", b"GIF89a"),
    ],
)  # fmt: skip
def test_what_is_disguised_cut_off_or_none_is_refused(name: str, content: bytes) -> None:
    assert not can_be_picture(name, content)
    with pytest.raises(InputError, match="no picture"):
        check_picture(name, content)

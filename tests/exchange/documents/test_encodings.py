from __future__ import annotations

import pytest

from tomoni.catalogue.errors import InputError, Where
from tomoni.exchange.documents.encodings import decode

WHERE = Where(file="a.txt")


def test_a_mark_names_the_encoding() -> None:
    assert decode("20名".encode("utf-16"), WHERE) == ("20名", "utf-16")


def test_offsets_of_utf_8_stay_those_of_the_file() -> None:
    text, name = decode(b"\xef\xbb\xbfa\r\nb", WHERE)
    assert (text, name) == ("\ufeffa\r\nb", "utf-8")


@pytest.mark.parametrize("data", [b"\xff\x00\x81" * 9, b"\xff\xfe\x00\xd8", b"\x01\x02\x03\x04"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no text"):
        decode(data, WHERE)

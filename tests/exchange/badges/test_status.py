"""The status list: its bits, its text, its bounds, and that it tells nobody who."""

from __future__ import annotations

import base64
import gzip
import json

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.badges.drawn_badges import STATUS, VALUES, new_key, status
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.exchange.badges import draw_index, issue_status_list
from tomoni.exchange.badges.status import (
    SMALLEST_LIST,
    bit_list,
    decode_list,
    encode_list,
    is_revoked,
)


@given(st.sets(st.integers(0, SMALLEST_LIST - 1), max_size=50), st.integers(0, SMALLEST_LIST - 1))
def test_what_is_set_is_read_back(revoked: set[int], other: int) -> None:
    bits = decode_list(encode_list(bit_list(revoked)))
    assert all(is_revoked(bits, index) for index in revoked)
    assert is_revoked(bits, other) == (other in revoked)


def test_the_first_place_is_the_leftmost_bit() -> None:
    bits = bit_list([0, 9])
    assert bits[:2] == bytes([0b1000_0000, 0b0100_0000])
    assert len(bits) == 16 * 1024


def test_the_text_is_multibase_base64url_of_gzip() -> None:
    text = encode_list(bit_list([3]))
    assert text[0] == "u"
    assert "=" not in text
    packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    assert gzip.decompress(packed) == bit_list([3])


@pytest.mark.parametrize("size", [SMALLEST_LIST - 8, SMALLEST_LIST + 1, 0])
def test_a_short_list_is_refused(size: int) -> None:
    with pytest.raises(RefusedError):
        bit_list([], size)


@pytest.mark.parametrize("index", [-1, SMALLEST_LIST])
def test_a_place_outside_is_refused(index: int) -> None:
    with pytest.raises(RefusedError):
        bit_list([index])
    with pytest.raises(InputError):
        is_revoked(bit_list([]), index)


def test_a_bomb_a_stub_and_noise_are_refused() -> None:
    def pack(raw: bytes) -> str:
        return "u" + base64.urlsafe_b64encode(gzip.compress(raw)).rstrip(b"=").decode()

    for text in (pack(bytes(40 * 2**20)), pack(bytes(100)), "uAAAA", "z123", "u***", ""):
        with pytest.raises(InputError):
            decode_list(text)


def test_revoking_does_not_reveal_who() -> None:
    before = jwt.decode(
        issue_status_list(status(revoked=frozenset()), new_key()),
        options={"verify_signature": False},
    )
    after = jwt.decode(
        issue_status_list(status(revoked=frozenset({VALUES.status.index})), new_key()),
        options={"verify_signature": False},
    )
    assert before["credentialSubject"].pop("encodedList") != after["credentialSubject"].pop(
        "encodedList"
    )
    assert before == after
    assert VALUES.id not in json.dumps(after)


def test_a_list_that_is_never_valid_is_refused() -> None:
    with pytest.raises(RefusedError):
        issue_status_list(status(valid_until=STATUS.valid_from), new_key())


def test_places_are_drawn_free_and_out_of_order() -> None:
    taken: set[int] = set()
    drawn = []
    for _ in range(200):
        drawn.append(draw_index(taken))
        taken.add(drawn[-1])
    assert len(taken) == 200
    assert drawn != sorted(drawn)


def test_a_half_full_list_is_closed() -> None:
    with pytest.raises(RefusedError):
        draw_index(range(SMALLEST_LIST // 2))

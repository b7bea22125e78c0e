"""What is sealed opens with its key and for its subject, and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import StorageError
from tomoni.records.vault.keys import KEY_BYTES, VaultKeys
from tomoni.records.vault.seal import key_of, open_text, resealed, seal, seal_text, unseal

OLD = VaultKeys("0001-aa", {"0001-aa": b"a" * KEY_BYTES})
BOTH = VaultKeys("0002-bb", {**OLD.keys, "0002-bb": b"b" * KEY_BYTES})
NEW = VaultKeys("0002-bb", {"0002-bb": b"b" * KEY_BYTES})
ABOUT = "person-1:passport"


@given(st.binary(max_size=300), st.text(min_size=1, max_size=40))
def test_what_is_sealed_opens_again(content: bytes, about: str) -> None:
    sealed = seal(OLD, content, about)
    assert unseal(OLD, sealed, about) == content
    ciphertext = sealed.split(b"\n", 2)[2]
    assert len(content) < 8 or content not in ciphertext
    assert seal(OLD, content, about) != sealed


def test_a_seal_of_another_subject_does_not_open() -> None:
    sealed = seal(OLD, b"TR1234567", ABOUT)
    with pytest.raises(StorageError, match="changed"):
        unseal(OLD, sealed, "person-2:passport")
    moved = sealed.replace(b"person-1", b"person-2")
    with pytest.raises(StorageError, match="changed"):
        unseal(OLD, moved, "person-2:passport")


def test_no_byte_can_be_changed() -> None:
    sealed = seal(OLD, b"TR1234567", ABOUT)
    for position in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[position] ^= 1
        with pytest.raises(StorageError):
            unseal(OLD, bytes(spoilt), ABOUT)
    for length in (0, 20, len(sealed) - 1):
        with pytest.raises(StorageError):
            unseal(OLD, sealed[:length], ABOUT)


def test_a_turned_key_seals_anew_and_the_old_one_can_go() -> None:
    sealed = seal(OLD, b"TR1234567", ABOUT)
    turned = resealed(BOTH, sealed)
    assert (key_of(sealed), key_of(turned)) == ("0001-aa", "0002-bb")
    assert unseal(NEW, turned, ABOUT) == b"TR1234567"
    with pytest.raises(StorageError, match="0001-aa is missing"):
        unseal(NEW, sealed, ABOUT)


def test_texts_are_sealed_as_texts() -> None:
    sealed = seal_text(OLD, "秘密", "second-factor")
    assert open_text(OLD, sealed, "second-factor") == "秘密"
    with pytest.raises(StorageError):
        open_text(OLD, "not sealed at all", "second-factor")
    with pytest.raises(StorageError):
        open_text(OLD, "秘密", "second-factor")

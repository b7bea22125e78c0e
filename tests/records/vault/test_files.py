"""Keys and sealed files: made once, whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, NotFoundError, StorageError
from tomoni.records.vault import files
from tomoni.records.vault.keys import add_key, keys_directory, vault_keys


def test_the_first_key_is_made_and_kept(vault: Path) -> None:
    first = vault_keys()
    assert vault_keys() == first
    (path,) = keys_directory().glob("*.key")
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys_directory().stat().st_mode & 0o777 == 0o700


def test_the_newest_key_seals(vault: Path) -> None:
    first = vault_keys().current
    second = add_key()
    assert vault_keys().current == second > first
    assert set(vault_keys().keys) == {first, second}


def test_lost_keys_are_said_and_none_is_made_in_their_place(vault: Path) -> None:
    files.put_file("items/one", b"content", "about")
    for path in keys_directory().glob("*.key"):
        path.unlink()
    with pytest.raises(StorageError, match="keys are missing") as raised:
        files.get_file("items/one", "about")
    assert raised.value.do is not None
    assert not list(keys_directory().glob("*.key"))


def test_a_key_that_others_can_read_is_refused(vault: Path) -> None:
    vault_keys()
    (path,) = keys_directory().glob("*.key")
    path.chmod(0o640)
    with pytest.raises(StorageError, match="read by others"):
        vault_keys()


def test_a_damaged_key_is_refused(vault: Path) -> None:
    vault_keys()
    (path,) = keys_directory().glob("*.key")
    path.write_text("short", encoding="ascii")
    with pytest.raises(StorageError, match="damaged"):
        vault_keys()


def test_files_are_sealed_under_their_names(vault: Path) -> None:
    files.put_file("items/one", b"passport TR1234567", "person-1:passport")
    (path,) = vault.rglob("*.sealed")
    assert b"TR1234567" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert files.get_file("items/one", "person-1:passport") == b"passport TR1234567"
    files.put_file("items/one", b"another", "person-1:passport")
    assert files.get_file("items/one", "person-1:passport") == b"another"
    files.remove_file("items/one")
    files.remove_file("items/one")
    with pytest.raises(NotFoundError):
        files.get_file("items/one", "person-1:passport")


@pytest.mark.parametrize("name", ["one", "../one", "items/../one", "items/", "/items/one", "a/B"])
def test_a_name_leads_nowhere_else(vault: Path, name: str) -> None:
    with pytest.raises(InputError):
        files.put_file(name, b"content", "about")


def test_a_write_cut_short_leaves_what_was_there(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.put_file("items/one", b"first", "about")

    def cut(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(StorageError):
        files.put_file("items/one", b"second", "about")
    monkeypatch.undo()


def test_all_files_are_sealed_anew(vault: Path) -> None:
    for name in ("items/one", "dossier/two"):
        files.put_file(name, name.encode(), name)
    add_key()
    assert files.reseal_all() == 2
    assert files.reseal_all() == 0
    assert files.get_file("dossier/two", "dossier/two") == b"dossier/two"

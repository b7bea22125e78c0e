"""The catalogue's digest: the same in every process, and another one for another word."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tomoni.catalogue import version
from tomoni.catalogue.labels import Label
from tomoni.catalogue.packaged import packaged_file
from tomoni.catalogue.terms import TERMS


@pytest.fixture(autouse=True)
def _fresh() -> None:
    version.catalogue_digest.cache_clear()


def test_the_digest_is_a_sha256() -> None:
    assert re.fullmatch("[0-9a-f]{64}", version.catalogue_digest())
    assert version.CATALOGUE_VERSION


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_finds_the_same_digest(seed: str) -> None:
    code = "from tomoni.catalogue.version import catalogue_digest; print(catalogue_digest())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == version.catalogue_digest()


def test_a_changed_word_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = version.catalogue_digest()
    monkeypatch.setitem(TERMS["qualifier"], "about", Label("roughly", "約"))
    version.catalogue_digest.cache_clear()
    assert version.catalogue_digest() != before
    monkeypatch.undo()
    version.catalogue_digest.cache_clear()
    assert version.catalogue_digest() == before


def test_a_changed_file_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = version.catalogue_digest()
    files = list(version._files(packaged_file()))
    assert ("kinds.toml" in dict(files)) and ("codelists/Sector.csv" in dict(files))
    changed = [(path, content + b" " * (path == "kinds.toml")) for path, content in files]
    monkeypatch.setattr(version, "_files", lambda folder: iter(changed))
    version.catalogue_digest.cache_clear()
    assert version.catalogue_digest() != before
    monkeypatch.undo()
    version.catalogue_digest.cache_clear()

"""The home that texts are kept in, and one document with its proposals.

Models are imported in the fixtures: pytest reads this file before Django has started.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tomoni.records.models import DocumentText, User


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path / "home")


@pytest.fixture
def text(db: None, tmp_path: Path) -> DocumentText:
    from records.evidence_samples import held_text

    return held_text(tmp_path)


@pytest.fixture
def aiko(db: None) -> User:
    from records.evidence_samples import reviewer

    return reviewer("aiko")


@pytest.fixture
def ben(db: None) -> User:
    from records.evidence_samples import reviewer

    return reviewer("ben")

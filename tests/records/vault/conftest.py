from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def vault(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of the test's own: its directory, with the keys beside it."""
    values = settings.TOMONI._values
    monkeypatch.setitem(values, "TOMONI_VAULT", str(tmp_path / "vault"))
    monkeypatch.setitem(values, "TOMONI_VAULT_KEYS", str(tmp_path / "keys"))
    return tmp_path / "vault"

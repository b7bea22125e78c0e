from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault of the test's own, and no second factor to set up first."""
    settings.REQUIRE_MFA = False
    cache.clear()
    values = settings.TOMONI._values
    monkeypatch.setitem(values, "TOMONI_VAULT", str(tmp_path / "vault"))
    monkeypatch.setitem(values, "TOMONI_VAULT_KEYS", str(tmp_path / "keys"))

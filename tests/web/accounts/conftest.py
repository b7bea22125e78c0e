from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick passwords, no remembered attempts, and a vault of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    values = settings.TOMONI._values
    monkeypatch.setitem(values, "TOMONI_VAULT", str(tmp_path / "vault"))
    monkeypatch.setitem(values, "TOMONI_VAULT_KEYS", str(tmp_path / "keys"))
    monkeypatch.setitem(values, "TOMONI_MAIL_URL", f"file:{tmp_path / 'mail'}")

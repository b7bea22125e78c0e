from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault and keys of the test's own, an institute that signs, and no second factor."""
    settings.REQUIRE_MFA = False
    cache.clear()
    values = {
        "TOMONI_VAULT": str(tmp_path / "vault"),
        "TOMONI_VAULT_KEYS": str(tmp_path / "keys"),
        "TOMONI_ISSUER_NAME": "Institute for Training",
        "TOMONI_ISSUER_SIGNATORY": "Hanako Yamada",
        "TOMONI_FONTS": None,
    }
    for name, value in values.items():
        monkeypatch.setitem(settings.TOMONI._values, name, value)
    path = tmp_path / "signing" / "selection.key"
    monkeypatch.setattr("tomoni.records.signing.key_path", lambda: path)

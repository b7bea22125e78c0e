from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, an address of the desk, and no second factor."""
    settings.REQUIRE_MFA = False
    cache.clear()
    values = {"TOMONI_HOME": tmp_path, "TOMONI_DESK_URL": "https://desk.example.org"}
    for name, value in values.items():
        monkeypatch.setitem(settings.TOMONI._values, name, value)
    return tmp_path

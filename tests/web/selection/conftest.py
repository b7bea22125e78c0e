from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of the test's own that signs selections, and no remembered attempts."""
    cache.clear()
    path = tmp_path / "keys" / "selection.key"
    monkeypatch.setattr("tomoni.records.signing.key_path", lambda: path)

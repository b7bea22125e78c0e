from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def plain(settings: Any) -> None:
    """No second factor, and nothing left in the cache."""
    settings.REQUIRE_MFA = False
    cache.clear()

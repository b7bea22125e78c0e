from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """What a request before left active does not reach the words of these tests."""
    with translation.override("en"):
        yield

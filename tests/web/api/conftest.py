"""A running public site of the shipped portfolio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.sites import Site, served, shipped_instance


@pytest.fixture(scope="session")
def public_site(made_once: Path) -> Iterator[Site]:
    """The public site, in a process of its own, as anybody meets it."""
    with served(shipped_instance(made_once), public=True) as site:
        yield site

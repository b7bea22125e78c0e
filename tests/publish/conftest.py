"""The drawn site, for all tests of publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.drawn_site import drawn_site
from tomoni.publish.store import SiteStore


@pytest.fixture(scope="session")
def site_directory(made_once: Path) -> Path:
    """Directory of the published drawn site."""
    return drawn_site(made_once)


@pytest.fixture(scope="session")
def store(site_directory: Path) -> SiteStore:
    """The drawn site, opened."""
    return SiteStore(site_directory)


@pytest.fixture(scope="session")
def empty_store(made_once: Path) -> SiteStore:
    """The site of a snapshot without rows, opened."""
    return SiteStore(drawn_site(made_once, "empty-site", {}))

"""A running public site of the shipped portfolio."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from journeys.sites import Site, served, shipped_instance


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The public site, in a process of its own, as anybody meets it."""
    with served(shipped_instance(tmp_path_factory.getbasetemp()), public=True) as site:
        yield site

"""The public site of the drawn world, served by Django's test client under its own settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

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


@pytest.fixture(scope="module")
def public(site_directory: Path) -> Iterator[Client]:
    """A client of the public process: its settings in place of the desk's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "TOMONI_PUBLISHED", str(site_directory))
        from tomoni.catalogue.settings import Settings
        from tomoni.web import public_settings

        values = {
            name: getattr(public_settings, name) for name in dir(public_settings) if name.isupper()
        }
        values |= {"TOMONI": Settings(), "ALLOWED_HOSTS": ["testserver"]}
        with override_settings(**values):
            yield Client()

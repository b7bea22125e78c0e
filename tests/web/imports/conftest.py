"""A desk officer, signed in, and a home of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep files in a directory of the test's own."""
    from django.conf import settings

    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def as_role(db: Any, home: Path, settings: Any) -> Callable[[str], Client]:
    """Give a browser that is signed in with one mandate; no second factor is to be set up."""
    from records.samples import make_mandate, make_user

    settings.REQUIRE_MFA = False

    def signed_in(role: str) -> Client:
        user = make_user(is_staff=True)
        make_mandate(user=user, role_code=role)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def officer(as_role: Callable[[str], Client]) -> Client:
    """Who may give files and apply them."""
    return as_role("desk_officer")


@pytest.fixture
def auditor(as_role: Callable[[str], Client]) -> Client:
    """Who may only look."""
    return as_role("auditor")

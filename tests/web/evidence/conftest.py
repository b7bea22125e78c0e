"""A text with its proposals, and browsers of an editor, another editor and an auditor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tomoni.records.models import DocumentText

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path / "home")
    settings.REQUIRE_MFA = False


@pytest.fixture
def text(db: None, tmp_path: Path) -> DocumentText:
    from records.evidence_samples import held_text

    return held_text(tmp_path)


def signed_in(name: str, role: str = "editor") -> Client:
    from records.evidence_samples import reviewer

    client = Client()
    client.force_login(reviewer(name, role), backend=BACKEND)
    return client


@pytest.fixture
def aiko(db: None) -> Client:
    return signed_in("aiko")


@pytest.fixture
def ben(db: None) -> Client:
    return signed_in("ben")


@pytest.fixture
def auditor(db: None) -> Client:
    return signed_in("akira", "auditor")

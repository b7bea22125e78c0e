from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def loaded(db: Any, tmp_path: Path) -> None:
    """The small portfolio in the ledger."""
    from records.portfolios import portfolio_at
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.load import load_portfolio

    load_portfolio(portfolio_at(tmp_path / "portfolio"), by=SYSTEM)


@pytest.fixture
def as_role(db: Any, settings: Any) -> Callable[..., Client]:
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

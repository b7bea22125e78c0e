from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tomoni.records.models import Series


@pytest.fixture
def as_role(db: Any, settings: Any) -> Callable[..., Client]:
    """Give a browser that is signed in with one mandate; no second factor is to be set up."""
    from records.samples import make_mandate, make_user

    settings.REQUIRE_MFA = False

    def signed_in(role: str, **columns: Any) -> Client:
        user = make_user(is_staff=True)
        make_mandate(user=user, role_code=role, **columns)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def officer(as_role: Callable[..., Client]) -> Client:
    return as_role("programme_officer")


@pytest.fixture
def series(db: Any) -> Series:
    from records.samples import make_activity, make_series

    purpose = {"purpose_code": "15130", "purpose_confidence_code": "high"}
    return make_series(
        public_id="itc", name="Courses", activity=make_activity(public_id="itc", **purpose)
    )

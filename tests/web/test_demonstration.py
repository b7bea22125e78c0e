"""Sign-in links of the demonstration: once each, in development, for its own accounts alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from records.course_samples import make_course
from records.samples import make_user
from tomoni.catalogue.errors import RefusedError
from tomoni.records.demonstration.accounts import ACCOUNTS, make_accounts
from tomoni.records.models import User
from tomoni.web import demonstration

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that says that it is a demonstration, with the accounts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path)
    (tmp_path / demonstration.MARK).touch()
    make_accounts(make_course().public_id, "KE")
    return tmp_path


def test_each_role_has_a_link_that_opens_once(marked: Path) -> None:
    paths = demonstration.sign_in_paths()
    assert [account for account, _ in paths] == list(ACCOUNTS)
    client = Client()
    assert client.get(paths[0][1]).status_code == 302
    assert client.get("/accounts/").status_code == 200
    assert Client().get(paths[0][1]).status_code == 404
    assert Client().get(paths[1][1]).status_code == 302


def test_a_link_is_only_for_an_account_of_the_demonstration_and_for_some_hours(
    marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user("administrator")
    token = signing.dumps([user.public_id, ""], salt=demonstration._SALT)
    assert Client().get(f"/accounts/demonstration/{token}/").status_code == 404
    assert Client().get("/accounts/demonstration/made-up/").status_code == 404
    path = demonstration.sign_in_paths()[0][1]
    monkeypatch.setattr(demonstration, "VALID_SECONDS", -1)
    assert Client().get(path).status_code == 404


def test_there_are_no_links_in_production_or_in_an_instance_of_ones_own(
    marked: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = demonstration.sign_in_paths()[0][1]
    (marked / demonstration.MARK).unlink()
    assert Client().get(path).status_code == 404
    (marked / demonstration.MARK).touch()
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_MODE", "production")
    assert Client().get(path).status_code == 404
    with pytest.raises(RefusedError, match="in development"):
        demonstration.sign_in_paths()


def test_nobody_can_sign_in_to_them_with_a_password(marked: Path) -> None:
    for one in ACCOUNTS:
        assert not User.objects.get(username=one.username).check_password("")

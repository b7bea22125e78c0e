"""What is not there is said on a page of the desk, in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client

from records.samples import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "There is nothing at this address"), ("ja", "このアドレスには何もありません")],
)
def test_an_address_of_nothing_leads_back(client: Client, language: str, words: str) -> None:
    client.force_login(make_user("somebody"))
    answer = client.get("/no/such/page/", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert '<a href="/">' in answer.content.decode()

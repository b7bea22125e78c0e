"""An auditor's reads are on record; those of others and the own account's pages are not."""

from __future__ import annotations

import pytest

from tomoni.records.actions.audit import verify_chain
from tomoni.records.models import AuditEvent
from web.accounts.people import account, signed_in

pytestmark = pytest.mark.django_db


def read_pages() -> list[tuple[str, str]]:
    events = AuditEvent.objects.filter(verb="read").order_by("sequence")
    return list(events.values_list("by", "object_id"))


def test_each_page_that_an_auditor_sees_is_noted() -> None:
    user = account("auditor", "auditor")
    client = signed_in(user)
    for path in (
        "/accounts/messages/?q=Somebody",
        "/records/records/entry/",
        "/accounts/",
        "/accounts/sessions/",
        "/nowhere/",
        "/health/",
    ):
        client.get(path)
    assert read_pages() == [
        (user.public_id, "/accounts/messages/"),
        (user.public_id, "/records/records/entry/"),
    ]
    assert "Somebody" not in "".join(AuditEvent.objects.values_list("payload", flat=True))
    verify_chain()


def test_others_leave_no_such_event() -> None:
    client = signed_in(account("officer", "programme_officer"))
    assert client.get("/accounts/messages/").status_code == 200
    assert read_pages() == []

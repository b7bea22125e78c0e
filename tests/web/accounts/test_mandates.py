"""Mandates are granted, prolonged and ended on a page; auditors look, others do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tomoni.catalogue.errors import InputError, TransitionError
from tomoni.records.actions.users import change_end
from tomoni.records.models import AuditEvent, Mandate
from web.accounts.people import account, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/mandates/"


@pytest.fixture(autouse=True)
def _without_factor(settings: object) -> None:
    settings.REQUIRE_MFA = False  # type: ignore[attr-defined]


def today() -> date:
    return timezone.now().date()


def test_an_administrator_grants_a_mandate() -> None:
    admin, officer = account("admin", "administrator"), account("officer", email="o@example.org")
    form = {"user": "O@example.org", "role_code": "focal_point", "country_code": "KE"}
    assert signed_in(admin).post(PAGE, form).status_code == 302
    made = Mandate.objects.get(user=officer)
    assert (made.role_code, made.country_code, made.start) == ("focal_point", "KE", today())
    lacking = signed_in(admin).post(PAGE, form | {"country_code": ""})
    assert "is for one country" in lacking.content.decode()
    nobody = signed_in(admin).post(PAGE, form | {"user": "none"})
    assert "no account of this name" in nobody.content.decode()


def test_a_mandate_ends_and_is_prolonged_with_its_audit_event() -> None:
    admin, officer = account("admin", "administrator"), account("officer", "desk_officer")
    mandate = officer.mandates.get()
    page = f"{PAGE}{mandate.pk}/"
    client = signed_in(admin)
    later = today() + timedelta(days=90)
    assert client.post(page, {"end": later.isoformat()}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.end == later
    client.post(page, {"end": ""})
    mandate.refresh_from_db()
    assert mandate.end is None
    client.post(page, {"end": (today() - timedelta(days=1)).isoformat()})
    mandate.refresh_from_db()
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.object_id, event.by) == ("end", officer.public_id, admin.public_id)
    # Over at once: the officer enters nothing any more, and the mandate is not taken up again.
    assert signed_in(officer).get("/records/").status_code in (302, 403)
    with pytest.raises(TransitionError, match="ended on"):
        change_end(mandate, by=admin, end=None)


def test_an_end_is_not_put_back_into_the_past() -> None:
    officer = account("officer", "desk_officer")
    with pytest.raises(InputError, match="yesterday at the earliest"):
        change_end(officer.mandates.get(), by="system", end=today() - timedelta(days=2))


def test_nobody_locks_the_own_administration_out() -> None:
    admin = account("admin", "administrator")
    mandate = admin.mandates.get()
    answer = signed_in(admin).post(f"{PAGE}{mandate.pk}/", {"end": today().isoformat()})
    assert "Another administrator" in answer.content.decode()
    mandate.refresh_from_db()
    assert mandate.end is None


def test_an_auditor_looks_and_an_officer_does_not() -> None:
    auditor, officer = account("auditor", "auditor"), account("officer", "programme_officer")
    page = f"{PAGE}{officer.mandates.get().pk}/"
    shown = signed_in(auditor).get(PAGE)
    assert shown.status_code == 200 and "Grant a mandate" not in shown.content.decode()
    assert signed_in(auditor).get(page).status_code == 403
    assert (
        signed_in(auditor).post(PAGE, {"user": "officer", "role_code": "editor"}).status_code == 200
    )
    assert not officer.mandates.filter(role_code="editor").exists()
    assert signed_in(officer).get(PAGE).status_code == 403


def test_the_page_costs_the_same_whatever_its_size(django_assert_max_num_queries: object) -> None:
    admin = account("admin", "administrator")
    for number in range(30):
        account(f"user{number}", "editor")
    client = signed_in(admin)
    client.get(PAGE)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert client.get(PAGE).status_code == 200

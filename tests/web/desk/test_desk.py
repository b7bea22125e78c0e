"""The desk shows records to those who may see them, and changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from records.samples import (
    make_activity,
    make_claim,
    make_document,
    make_entry,
    make_entry_release,
    make_observation,
    make_party,
)
from tomoni.records.actions.audit import record_event
from tomoni.records.models import Mandate, User
from tomoni.records.tables import LEDGER_TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


PASSWORD = "a-long-password-for-tests"
MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "records"),
    key=lambda model: model._meta.model_name,
)
NAMES = [model._meta.model_name for model in MODELS]


def person(name: str, *roles: str, **columns: object) -> User:
    user = User.objects.create_user(name, password=PASSWORD, **{"is_staff": True, **columns})
    for role in roles:
        Mandate.objects.create(user=user, role_code=role, start=date(2020, 4, 1))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def administrator() -> Client:
    return signed_in(person("admin", is_superuser=True))


def list_of(model_name: str) -> str:
    return reverse(f"admin:records_{model_name}_changelist")


def page_of(record: object) -> str:
    return reverse(f"admin:records_{record._meta.model_name}_change", args=(record.pk,))


def test_every_table_of_the_ledger_has_a_list() -> None:
    registered = {model._meta.db_table for model in MODELS}
    assert set(LEDGER_TABLES.values()) <= registered


def test_only_pages_that_show_are_registered() -> None:
    changing = [
        model.__name__
        for model, page in admin.site._registry.items()
        if not getattr(page, "is_read_only", False)
    ]
    assert changing == []


@pytest.mark.parametrize("name", NAMES)
def test_lists_open_and_nothing_can_be_added(administrator: Client, name: str) -> None:
    assert administrator.get(list_of(name)).status_code == 200
    assert administrator.get(reverse(f"admin:records_{name}_add")).status_code == 403


def test_nobody_changes_or_deletes(administrator: Client) -> None:
    party = make_party(name="Institute")
    page = page_of(party)
    delete = reverse("admin:records_party_delete", args=(party.pk,))
    assert administrator.post(page, {"name": "Other"}).status_code == 403
    assert administrator.post(delete, {"post": "yes"}).status_code == 403
    party.refresh_from_db()
    assert party.name == "Institute"


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    answer = client.get(list_of("activity"))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


@pytest.mark.parametrize(
    ("roles", "is_staff", "comes_in"),
    [
        (("desk_officer",), True, True),
        (("auditor",), True, True),
        ((), True, False),
        (("desk_officer",), False, False),
        (("no_such_role",), True, False),
    ],
)
def test_who_comes_in(roles: tuple[str, ...], is_staff: bool, comes_in: bool) -> None:
    client = signed_in(person("someone", *roles, is_staff=is_staff))
    assert (client.get(list_of("activity")).status_code == 200) is comes_in


def test_a_mandate_that_ended_opens_nothing() -> None:
    user = person("former")
    Mandate.objects.create(
        user=user, role_code="editor", start=date(2019, 4, 1), end=date(2020, 3, 31)
    )
    assert signed_in(user).get(list_of("activity")).status_code == 302


@pytest.mark.parametrize(
    ("role", "may"), [("auditor", True), ("desk_officer", False), ("editor", False)]
)
def test_the_audit_trail_and_accounts_are_for_auditors(role: str, may: bool) -> None:
    client = signed_in(person("someone", role))
    assert (client.get(list_of("auditevent")).status_code == 200) is may
    assert (client.get(list_of("user")).status_code == 200) is may


def test_an_auditor_sees_accounts_without_names() -> None:
    person("hidden-name", email="hidden@example.org")
    client = signed_in(person("watcher", "auditor"))
    page = client.get(list_of("user")).content.decode()
    other = User.objects.get(username="hidden-name")
    assert other.public_id in page
    assert "hidden-name" not in page
    own_page = client.get(page_of(other)).content.decode()
    assert other.public_id in own_page
    assert "hidden-name" not in own_page
    assert "hidden@example.org" not in own_page


def test_a_record_shows_words_values_and_help(administrator: Client) -> None:
    entry = make_entry(qualifier_code="more_than", high_quantity=None, quantity=6100)
    page = administrator.get(page_of(entry)).content.decode()
    assert "more than 6,100 persons" in page
    assert "Cancelled by a later entry" in page
    assert entry.activity.public_id in page


def test_a_record_shows_what_was_decided_later(administrator: Client) -> None:
    entry = make_entry()
    make_entry(reverses_entry=entry)
    make_entry_release(entry=entry)
    page = administrator.get(page_of(entry)).content.decode()
    assert "cleared for release" in page
    listed = administrator.get(list_of("entry"), {"current_release_code": "cleared"})
    assert entry.public_id in listed.content.decode()
    assert listed.context["cl"].result_count == 1


def test_the_proof_marks_the_passage(
    administrator: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Since then 6,100 people\r\nhave completed the course: 修了者."
    document = make_document()
    start = text.index("6,100")
    claim = make_claim(document=document, start=start, end=start + 5)
    observation = make_observation(claim=claim)
    before = administrator.get(page_of(observation)).content.decode()
    assert "The text is not attached here" in before
    monkeypatch.setattr(
        "tomoni.web.desk.proof.text_path", lambda sha256: tmp_path / f"{sha256}.txt"
    )
    (tmp_path / f"{document.sha256}.txt").write_bytes(text.encode())
    page = administrator.get(page_of(observation)).content.decode()
    assert "<mark>6,100</mark> people" in page
    assert f"characters {start}–{start + 5}" in page
    assert page_of(claim) in page
    assert page_of(document) in page


def test_the_trail_of_a_record_shows_its_events(administrator: Client) -> None:
    party = make_party()
    with transaction.atomic():
        event = record_event(
            by="system", verb="rename", object_type="party", object_id=party.public_id, payload={}
        )
        record_event(by="system", verb="set_aside", object_type="party", object_id="x", payload={})
    page = administrator.get(page_of(party)).content.decode()
    assert event.hash[:12] in page
    assert "rename" in page
    assert "set_aside" not in page


def test_search_finds_ids_and_titles(administrator: Client) -> None:
    found, other = make_party(name="Coast guard academy"), make_party(name="Ministry")
    page = administrator.get(list_of("party"), {"q": "coast"}).content.decode()
    assert found.public_id in page
    assert other.public_id not in page


def test_what_others_publish_is_listed_apart(administrator: Client) -> None:
    ours = make_activity(public_id="ours")
    theirs = make_activity(public_id="theirs", publisher=make_party())
    for activity in (ours, theirs):
        make_entry(public_id=f"{activity.public_id}-line", activity=activity)
    shown = {
        (table, owner): administrator.get(list_of(table) + owner).content.decode()
        for table in ("activity", "entry")
        for owner in ("", "?owner=other", "?owner=all")
    }
    ids = {"activity": ("ours", "theirs"), "entry": ("ours-line", "theirs-line")}
    for (table, owner), content in shown.items():
        found = [f">{one}<" in content for one in ids[table]]
        wanted = {"": [True, False], "?owner=other": [False, True], "?owner=all": [True, True]}
        assert found == wanted[owner], (table, owner)


def test_a_list_asks_few_queries_whatever_its_length(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(8) as captured:
            assert administrator.get(list_of("observation")).status_code == 200
        assert isinstance(captured, CaptureQueriesContext)
        return len(captured)

    make_observation()
    few = queries()
    assert few > 2
    for _ in range(20):
        make_observation()
    assert queries() == few


def test_the_policy_forbids_inline_scripts(administrator: Client) -> None:
    policy = administrator.get(list_of("activity"))["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'unsafe-eval'"
    assert "<script>" not in administrator.get(list_of("activity")).content.decode()


def test_outside_the_records_the_policy_is_strict(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.json() == {"status": "ok"}
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_desk_has_no_sign_in_page_of_its_own(client: Client) -> None:
    answer = client.get(list_of("entry"), follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('account_login')}?next={list_of('entry')}"
    nobody = signed_in(person("without-mandate"))
    answer = nobody.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403
    assert "The ledger is not for your role." in answer.content.decode()


def test_only_money_has_a_counting_level(administrator: Client) -> None:
    people = make_entry(measure_code="participants", unit_code="person")
    money = make_entry(measure_code="amount_disbursed", unit_code="currency", currency_code="USD")
    assert "Counting level" not in administrator.get(page_of(people)).content.decode()
    assert "Counting level" in administrator.get(page_of(money)).content.decode()


@pytest.mark.parametrize(
    ("wanted", "shown", "not_shown"),
    [
        ("ja", ("監査証跡", "案件", "主張", "根拠", "種類"), ("Audit trail", "Evidence<")),
        ("en", ("Audit trail", "Evidence"), ("監査証跡", "主張")),
        ("fr", ("Audit trail", "Evidence"), ("監査証跡",)),
    ],
)
def test_the_desk_reads_in_the_language_that_is_asked(
    administrator: Client, wanted: str, shown: tuple[str, ...], not_shown: tuple[str, ...]
) -> None:
    claim = make_claim()
    headers = {"accept-language": wanted}
    page = administrator.get(page_of(claim), headers=headers).content.decode()
    page += administrator.get(list_of("activity"), headers=headers).content.decode()
    assert [word for word in shown if word not in page] == []
    assert [word for word in not_shown if word in page] == []


def test_the_chosen_language_wins_over_the_browsers(administrator: Client) -> None:
    administrator.post(reverse("set_language"), {"language": "ja"})
    page = administrator.get(list_of("entry"), headers={"accept-language": "en"})
    assert page.headers["Content-Language"] == "ja"
    assert "監査証跡" in page.content.decode()

"""Who may open a page, what the navigation shows, and how a refusal becomes a page."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from records.samples import make_user
from tomoni.catalogue.errors import ERRORS, NotPermittedError, TomoniError
from tomoni.records.models import Mandate, User
from tomoni.rules.permissions import HeldMandate, Subject
from tomoni.web.desk.access import mandates_today, may_on, roles_today
from tomoni.web.shell import places
from tomoni.web.shell.guarding import RefusalMiddleware, for_roles, signed_in
from tomoni.web.shell.places import Place, add_place, open_places
from tomoni.web.shell.templatetags.shell import country, word

pytestmark = pytest.mark.django_db


@for_roles("auditor", "editor")
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


def asked(user: User | AnonymousUser, path: str = "/page/?a=1") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user
    return request


def holder(role: str, **bounds: str) -> User:
    user = make_user()
    Mandate.objects.create(user=user, role_code=role, start=date(2020, 4, 1), **bounds)
    return user


def test_strangers_sign_in_and_come_back() -> None:
    answer = page(asked(AnonymousUser()))
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/page/%3Fa%3D1")


def test_a_page_opens_for_its_roles_alone_and_is_kept_nowhere() -> None:
    answer = page(asked(holder("auditor")))
    assert (answer.content, answer["Cache-Control"]) == (b"seen", "no-store, private")
    with pytest.raises(NotPermittedError):
        page(asked(holder("nominee")))
    with pytest.raises(NotPermittedError):
        page(asked(make_user()))


def test_a_view_says_itself_how_long_it_is_kept() -> None:
    @signed_in
    def kept(request: HttpRequest) -> HttpResponse:
        return HttpResponse("", headers={"Cache-Control": "private, max-age=60"})

    assert kept(asked(make_user()))["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_of_ours_becomes_a_page_with_its_own_status(error: type[TomoniError]) -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    answer = middleware.process_exception(
        asked(AnonymousUser()), error("What <b>happened</b>.", do="What to do.")
    )
    assert answer is not None
    assert answer.status_code == error.http_status
    text = answer.content.decode()
    assert "What &lt;b&gt;happened&lt;/b&gt;." in text
    assert "What to do." in text


def test_an_error_of_others_is_not_hidden() -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(asked(AnonymousUser()), ValueError()) is None


def test_mandates_are_asked_for_once_per_request(django_assert_num_queries: object) -> None:
    user = holder("focal_point", country_code="KE")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert mandates_today(user) == (HeldMandate("focal_point", "KE"),)
        assert roles_today(user) == {"focal_point"}
        assert roles_today(user) == {"focal_point"}
    assert may_on(user, "view", Subject("nomination", "c-1", "KE"))
    assert not may_on(user, "view", Subject("nomination", "c-1", "PE"))
    assert not may_on(AnonymousUser(), "view", Subject("nomination", "c-1", "KE"))


def test_the_navigation_shows_what_is_open_and_where_one_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "_PLACES", [])
    add_place(Place("accounts:overview", "Account", lambda roles: True))
    add_place(Place("accounts:notices", "Messages", lambda roles: "auditor" in roles))
    add_place(Place("accounts:notices", "Twice", lambda roles: True))
    add_place(Place("nowhere:at-all", "Nowhere", lambda roles: True))
    here = open_places(asked(AnonymousUser(), "/accounts/messages/"), frozenset({"auditor"}))
    assert [(one["words"], one["path"]) for one in here] == [
        ("Account", "/accounts/"),
        ("Messages", "/accounts/messages/"),
    ]
    assert here[1]["is_here"]
    others = open_places(asked(AnonymousUser()), frozenset())
    assert [one["words"] for one in others] == ["Account"]


def test_codes_and_countries_are_shown_in_words() -> None:
    assert word("focal_point", "role") == "country focal point"
    assert (word(None, "role"), word("sorcerer", "role")) == ("–", "sorcerer")
    assert (country("KE"), country(None)) == ("Kenya", "–")


def test_a_refused_page_wears_the_frame(client: Client) -> None:
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/accounts/messages/")
    assert answer.status_code == 403
    assert "This page is not for your role." in answer.content.decode()
    assert '<a class="skip" href="#main">' in answer.content.decode()

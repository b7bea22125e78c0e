"""Who may open a page, and how a refusal of ours becomes an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from tomoni.catalogue.errors import NotPermittedError, TomoniError
from tomoni.web.desk.access import roles_today

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Send whoever is not signed in to the sign-in page; keep working pages out of caches."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return guarded


def for_roles(*roles: str) -> Callable[[View], View]:
    """Let in whoever holds one of the roles today; others are told that they may not.

    Which records they then see is asked again of ``rules.courses`` for each record.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if roles_today(request.user).isdisjoint(roles):
                raise NotPermittedError(
                    "This page is not for your role.",
                    do="Ask an administrator for the mandate, or go back to your own pages.",
                )
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return decorate


class RefusalMiddleware:
    """Show an error of ours as a page with its own status; anything else is not ours to hide."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with what happened and what to do."""
        if not isinstance(error, TomoniError):
            return None
        words = error.words(get_language() or "en")
        context = {"error": {"what": words[0], "do": words[1]}}
        return render(request, "shell/refused.html", context, status=error.http_status)

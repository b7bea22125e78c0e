"""Signing in, with the lock-out after wrong passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

_axes_dispatch = method_decorator(axes_dispatch)


class SignInView(LoginView):  # type: ignore[misc]
    """allauth's sign-in page; who failed too often is told so and gets no further."""

    @_axes_dispatch
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse whoever is locked out before anything is checked."""
        return super().dispatch(request, *args, **kwargs)

    @axes_form_invalid
    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, or the lock-out once it has come to that."""
        return super().form_invalid(form)


sign_in = SignInView.as_view()

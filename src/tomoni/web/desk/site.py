"""The admin site of the desk, with the content policy that its theme needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.admin import ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from tomoni.catalogue.errors import NotPermittedError

from .access import may_enter
from .language import said

# The theme's scripts are files of our own server, but Alpine evaluates expressions of the page's
# attributes, and elements carry style attributes. Inline scripts stay forbidden.
DESK_POLICY: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


class DeskSite(UnfoldAdminSite):
    """Signed-in people with a mandate look at records. Nobody changes anything here."""

    site_header = "Tomoni desk"
    site_title = "Tomoni desk"
    index_title = said("The ledger", "台帳")

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Take pages that only show; leave out any other that an application offers by itself."""
        if admin_class is not None and getattr(admin_class, "is_read_only", False):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Only active people with at least one mandate, and administrators, come in."""
        return may_enter(request.user)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Guard a page, and give it the policy of the desk."""
        guarded: Callable[..., Any] = csp_replace(DESK_POLICY)(super().admin_view(view, cacheable))
        return guarded

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send strangers to the one sign-in page; tell others that the ledger is not theirs."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        raise NotPermittedError(
            "The ledger is not for your role.",
            do="Ask an administrator for the mandate, or go back to your own pages.",
        )

"""The account pages as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AccountsConfig(AppConfig):
    """Sign-in and self-service pages over django-allauth."""

    name = "tomoni.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Add ledger, invitations, mandates and messages to the navigation of who may see them."""
        from tomoni.rules.permissions import can_act
        from tomoni.web.desk.access import may_enter_with
        from tomoni.web.shell.places import Place, add_place

        add_place(Place("admin:index", gettext_lazy("Ledger"), may_enter_with))
        add_place(
            Place(
                "accounts:invitations",
                gettext_lazy("Invitations"),
                lambda roles: can_act(roles, "view", "account_invitation"),
            )
        )
        add_place(
            Place(
                "accounts:mandates",
                gettext_lazy("Mandates"),
                lambda roles: can_act(roles, "view", "user"),
            )
        )
        add_place(
            Place(
                "accounts:notices",
                gettext_lazy("Messages"),
                lambda roles: can_act(roles, "view", "notice"),
            )
        )

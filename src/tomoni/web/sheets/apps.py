"""Spreadsheets at the desk, as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SheetsConfig(AppConfig):
    """Forms of whole tables, what a filled one would change, and reading it in."""

    name = "tomoni.web.sheets"
    label = "sheets_desk"

    def ready(self) -> None:
        """Add the place of spreadsheets in the navigation."""
        from tomoni.rules.permissions import may_roles
        from tomoni.web.shell.places import Place, add_place

        readers = may_roles("view", "activity")
        add_place(
            Place(
                "sheets_desk:sheets",
                gettext_lazy("Spreadsheets"),
                lambda held: not readers.isdisjoint(held),
            )
        )

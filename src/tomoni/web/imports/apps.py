"""Imports at the desk, as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ImportsConfig(AppConfig):
    """Files of activities given, previewed and applied."""

    name = "tomoni.web.imports"
    label = "imports"

    def ready(self) -> None:
        """Add the place of imports in the navigation."""
        from tomoni.rules.permissions import may_roles
        from tomoni.web.shell.places import Place, add_place

        readers = may_roles("view", "imported_file")
        add_place(
            Place(
                "imports:files",
                gettext_lazy("IATI imports"),
                lambda held: not readers.isdisjoint(held),
            )
        )

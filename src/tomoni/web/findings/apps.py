"""Findings at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class FindingsConfig(AppConfig):
    """The board of findings, their adjudication, and the comparison of editions."""

    name = "tomoni.web.findings"
    label = "findings"

    def ready(self) -> None:
        """Add the place of findings in the navigation."""
        from tomoni.rules.permissions import may_roles
        from tomoni.web.shell.places import Place, add_place

        readers = may_roles("view", "finding")
        add_place(
            Place(
                "findings:board",
                gettext_lazy("Findings"),
                lambda held: not readers.isdisjoint(held),
            )
        )

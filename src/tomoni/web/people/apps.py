"""The pages about people as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PeopleConfig(AppConfig):
    """Persons, their merges, rosters of older courses, statistics of alumni."""

    name = "tomoni.web.people"
    label = "people"

    def ready(self) -> None:
        """Add the pages to the navigation of those who may see them."""
        from tomoni.web.shell.places import Place, add_place

        from .access import INSTITUTE, STATISTICS

        add_place(
            Place("people:list", gettext_lazy("Persons"), lambda held: bool(held & INSTITUTE))
        )
        # The institute finds the statistics among the pages of people.
        add_place(
            Place(
                "people:statistics",
                gettext_lazy("Alumni statistics"),
                lambda held: bool(held & STATISTICS) and not held & INSTITUTE,
            )
        )

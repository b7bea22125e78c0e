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

        for url_name, words, roles in (
            ("people:list", gettext_lazy("People"), INSTITUTE),
            ("people:statistics", gettext_lazy("Alumni statistics"), STATISTICS),
        ):
            add_place(Place(url_name, words, lambda held, roles=roles: bool(held & roles)))

"""The course desk's pages as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CoursesConfig(AppConfig):
    """Courses for the institute, nominations for a country, dossiers for nominees."""

    name = "tomoni.web.courses"
    label = "courses"

    def ready(self) -> None:
        """Add the first places of officers, focal points and nominees to the navigation."""
        from tomoni.web.shell.places import Place, add_place

        from .reach import COUNTRY, INSTITUTE, NOMINEE
        from .views.release import RELEASERS

        places = (
            ("courses:list", gettext_lazy("Courses"), INSTITUTE),
            ("courses:editions", gettext_lazy("Release of editions"), frozenset(RELEASERS)),
            ("courses:country", gettext_lazy("Nominations of my country"), COUNTRY),
            ("courses:my", gettext_lazy("My courses"), NOMINEE),
        )
        for url_name, words, roles in places:
            add_place(Place(url_name, words, lambda held, roles=roles: bool(held & roles)))

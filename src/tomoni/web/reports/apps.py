"""Reports at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy, pgettext_lazy


class ReportsConfig(AppConfig):
    """Reports that prove every digit, and answer packs with their signatures."""

    name = "tomoni.web.reports"
    label = "reports"

    def ready(self) -> None:
        """Add the places of reports and answers to the navigation."""
        from tomoni.rules.permissions import may_roles
        from tomoni.web.shell.places import Place, add_place

        places = (
            ("reports:list", pgettext_lazy("publication", "Reports"), may_roles("view", "report")),
            ("reports:answers", gettext_lazy("Answers"), may_roles("view", "answer_pack")),
        )
        for url_name, words, roles in places:
            add_place(Place(url_name, words, lambda held, roles=roles: bool(held & roles)))

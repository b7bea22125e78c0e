"""Documents in, at the desk, as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ReadingConfig(AppConfig):
    """Files given and read, texts, and the documents that they are registered as."""

    name = "tomoni.web.reading"
    label = "reading_desk"

    def ready(self) -> None:
        """Add the place of documents in the navigation."""
        from tomoni.rules.permissions import may_roles
        from tomoni.web.shell.places import Place, add_place

        readers = may_roles("view", "document_text")
        add_place(
            Place(
                "reading_desk:texts",
                gettext_lazy("Documents"),
                lambda held: not readers.isdisjoint(held),
            )
        )

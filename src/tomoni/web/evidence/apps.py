"""The evidence desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class EvidenceConfig(AppConfig):
    """The queue of texts, the page of one with its proposals, one proposal, bulk and decisions."""

    name = "tomoni.web.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Add the desk to the navigation of those who may see it."""
        from tomoni.rules.permissions import may_roles
        from tomoni.web.shell.places import Place, add_place

        readers = may_roles("view", "proposal_decision")
        words = gettext_lazy("Evidence")
        add_place(Place("evidence:queue", words, lambda held: not readers.isdisjoint(held)))

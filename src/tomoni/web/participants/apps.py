"""Offers, participants and travel at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ParticipantsConfig(AppConfig):
    """Participants for the institute, offers for a country, the own edition for a participant."""

    name = "tomoni.web.participants"
    label = "participants"

    def ready(self) -> None:
        """Add the first tab of the participant's own page."""
        from .tabs import Tab, add_participant_tab

        add_participant_tab(Tab("own", "participants:own", gettext_lazy("My course")))

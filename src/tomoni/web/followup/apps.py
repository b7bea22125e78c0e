"""Action plans and follow-up as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class FollowUpConfig(AppConfig):
    """A participant's plan and reports, the employer's answer, the lists of country and officer."""

    name = "tomoni.web.followup"
    label = "followup"

    def ready(self) -> None:
        """Add the tabs of a course and of a participant, and the focal point's place."""
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.participants.tabs import Tab as OwnTab
        from tomoni.web.participants.tabs import add_participant_tab
        from tomoni.web.shell.places import Place, add_place

        from .reach import asks_plan, has_participants
        from .waiting import waiting

        words = gettext_lazy("Follow-up")
        add_tab(Tab("followup", "followup:list", words, has_participants))
        plan = gettext_lazy("Action plan")
        add_participant_tab(OwnTab("plan", "followup:plan", plan, asks_plan, waiting))
        country = gettext_lazy("Action plans of my country")
        add_place(Place("followup:country", country, lambda held: "focal_point" in held))

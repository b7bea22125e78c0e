"""Timetable, lecturers and materials as a Django application; it has no models."""

from __future__ import annotations

import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class DeliveryConfig(AppConfig):
    """The timetable of a course, its lecturers and materials, and everybody's own calendar."""

    name = "tomoni.web.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Add tabs and places, and keep the secrets of calendar addresses out of the log."""
        from tomoni.web.courses.reach import INSTITUTE
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.participants.own import is_seated
        from tomoni.web.participants.tabs import Tab as OwnTab
        from tomoni.web.participants.tabs import add_participant_tab
        from tomoni.web.shell.places import Place, add_place

        from .hiding import HideSecrets

        words = {
            "timetable": gettext_lazy("Timetable"),
            "materials": gettext_lazy("Materials"),
        }
        add_tab(Tab("timetable", "delivery:timetable", words["timetable"]))
        add_tab(Tab("materials", "delivery:materials", words["materials"]))
        own = {"timetable": "delivery:own_timetable", "materials": "delivery:own_materials"}
        for name, url_name in own.items():
            add_participant_tab(OwnTab(name, url_name, words[name], is_seated))
        register = gettext_lazy("Lecturers")
        add_place(Place("delivery:lecturers", register, lambda held: bool(held & INSTITUTE)))
        teaching = gettext_lazy("My teaching")
        add_place(Place("delivery:teaching", teaching, lambda held: "lecturer" in held))
        calendar = gettext_lazy("My calendar")
        add_place(Place("delivery:calendar", calendar, has_calendar))
        logging.getLogger("django.request").addFilter(HideSecrets())


def has_calendar(held: frozenset[str]) -> bool:
    """Whether somebody with these roles has sessions of their own."""
    from tomoni.rules.permissions import can_act

    return can_act(held, "create", "calendar_feed")

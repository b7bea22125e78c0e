"""Offers, participants and travel at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

_BEFORE = frozenset({"planned", "announced"})


class ParticipantsConfig(AppConfig):
    """Participants for the institute, offers for a country, the own edition for a participant."""

    name = "tomoni.web.participants"
    label = "participants"

    def ready(self) -> None:
        """Add the tabs of a course and of a participant's own page, and the clerks' places."""
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.shell.places import Place, add_place

        from . import tabs

        add_tab(Tab("offers", "participants:offers", gettext_lazy("Offers"), has_offers))
        add_tab(Tab("participants", "participants:list", gettext_lazy("Participants")))
        add_tab(Tab("logistics", "participants:logistics", gettext_lazy("Travel and lists"), is_on))
        words = gettext_lazy("Travel and lists")
        add_place(Place("participants:logistics_courses", words, lambda held: "logistics" in held))
        words = gettext_lazy("Medical clearance")
        add_place(
            Place("participants:clearance_courses", words, lambda held: "medical_officer" in held)
        )
        own = tabs.Tab("own", "participants:own", gettext_lazy("My course"))
        tabs.add_participant_tab(own)
        travel = tabs.Tab("travel", "participants:own_travel", gettext_lazy("Travel"), travels)
        tabs.add_participant_tab(travel)


def has_offers(course: object) -> bool:
    """Whether somebody may be offered a seat: selected from a call, or carried over."""
    call = getattr(course, "call", None)
    return call is None or call.state_code in {"decided", "notified", "archived"}


def is_on(course: object) -> bool:
    """Whether there may be somebody who travels, or a list to print."""
    return getattr(course, "state_code", "") not in _BEFORE


def travels(participation: object) -> bool:
    """Whether a participant's journey is kept."""
    from tomoni.rules.courses.travel import can_record_travel

    course = participation.edition.course  # type: ignore[attr-defined]
    state = participation.state_code  # type: ignore[attr-defined]
    return course.modality_code != "online" and can_record_travel(state)

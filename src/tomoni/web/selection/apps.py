"""Scoring and selection as a Django application; it has no models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from tomoni.records.models import CourseEdition


class SelectionConfig(AppConfig):
    """The committee's pages and the selection board."""

    name = "tomoni.web.selection"
    label = "selection"

    def ready(self) -> None:
        """Add the committee's place to the navigation, and two tabs to each course."""
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.shell.places import Place, add_place

        add_place(
            Place(
                "selection:committee",
                gettext_lazy("Scoring"),
                lambda held: "committee_member" in held,
            )
        )
        add_tab(Tab("committee", "selection:reviewers", gettext_lazy("Committee"), _has_call))
        add_tab(Tab("selection", "selection:board", gettext_lazy("Selection"), _has_call))


def _has_call(course: CourseEdition) -> bool:
    return getattr(course, "call", None) is not None

"""Workshop groups and attendance at the desk as a Django application; it has no models."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AttendanceConfig(AppConfig):
    """Groups, rolls and platform logs of a course; a participant's own group and attendance."""

    name = "tomoni.web.attendance"
    label = "attendance"

    def ready(self) -> None:
        """Add the tabs of a course, and those of a participant's own page."""
        from tomoni.web.courses.tabs import Tab, add_tab
        from tomoni.web.participants.own import is_seated
        from tomoni.web.participants.tabs import Tab as OwnTab
        from tomoni.web.participants.tabs import add_participant_tab

        groups, attendance = gettext_lazy("Groups"), gettext_lazy("Attendance")
        add_tab(Tab("groups", "attendance:groups", groups, is_settled))
        add_tab(Tab("attendance", "attendance:table", attendance, is_settled))
        own = gettext_lazy("My group")
        add_participant_tab(OwnTab("group", "attendance:own_group", own, is_seated))
        own = gettext_lazy("My attendance")
        add_participant_tab(OwnTab("attendance", "attendance:own_attendance", own, is_seated))


def is_settled(course: object) -> bool:
    """Whether it is settled who takes part, so that there are people to group."""
    return getattr(course, "state_code", "") in (
        "confirmed", "running", "completed", "followed_up", "closed"
    )  # fmt: skip

"""The tabs of one course: other applications add theirs when they are ready."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tomoni.records.models import CourseEdition
from tomoni.web.shell.tabs import Tab, Tabs

__all__ = ["COURSE_TABS", "Tab", "add_tab", "tabs_of"]


def _has_call(course: CourseEdition) -> bool:
    return getattr(course, "call", None) is not None


def _competes(course: CourseEdition) -> bool:
    return course.admission_code == "competitive"


# As a course goes.
COURSE_TABS: Tabs[CourseEdition] = Tabs(
    (
        "overview", "budget", "seats", "call", "nominations", "committee", "selection", "offers",
        "participants", "logistics", "timetable", "materials", "groups", "attendance",
        "evaluation", "completion", "certificates", "followup",
    )
)  # fmt: skip
add_tab = COURSE_TABS.add
tabs_of = COURSE_TABS.of

for _tab in (
    Tab("overview", "courses:overview", _("Overview")),
    Tab("budget", "courses:budget", _("Budget")),
    Tab("seats", "courses:seats", _("Seats by country")),
    Tab("call", "courses:call", _("Call"), _competes),
    Tab("nominations", "courses:nominations", _("Nominations"), _has_call),
):
    add_tab(_tab)

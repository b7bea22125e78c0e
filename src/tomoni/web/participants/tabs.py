"""The tabs of a participant's own page of one edition: other applications add theirs."""

from __future__ import annotations

from tomoni.records.models import Participation
from tomoni.web.shell.tabs import Tab, Tabs

__all__ = ["PARTICIPANT_TABS", "Tab", "add_participant_tab", "participant_tabs", "what_waits"]

# From the seat to what came of it.
PARTICIPANT_TABS: Tabs[Participation] = Tabs(
    ("own", "travel", "timetable", "materials", "group", "attendance", "evaluation", "plan")
)
add_participant_tab = PARTICIPANT_TABS.add
participant_tabs = PARTICIPANT_TABS.of
what_waits = PARTICIPANT_TABS.waiting

"""Tabs stand in the order in which a course goes, whichever application added them first."""

from __future__ import annotations

from tomoni.web.courses import tabs
from tomoni.web.participants import tabs as own_tabs


def test_every_tab_of_a_course_has_its_place_in_the_chain() -> None:
    names = [one.name for one in tabs._TABS]
    assert names == [name for name in tabs._CHAIN if name in names]
    assert names.index("offers") < names.index("attendance") < names.index("certificates")


def test_every_tab_of_a_participant_has_its_place_in_the_chain() -> None:
    names = [one.name for one in own_tabs._TABS]
    assert names == list(own_tabs._CHAIN)


def test_a_tab_that_no_chain_names_follows_the_others() -> None:
    assert tabs.in_chain("elsewhere", ("own", "plan")) == 2
    assert tabs.in_chain("plan", ("own", "plan")) == 1

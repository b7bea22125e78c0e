"""Tabs stand in the order of their chain, whichever application added them first."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.web.courses.tabs import COURSE_TABS
from tomoni.web.participants.tabs import PARTICIPANT_TABS
from tomoni.web.shell.tabs import Tab, Tabs


@dataclass
class Row:
    public_id: str = "one"
    is_open: bool = True


def own_tabs() -> Tabs[Row]:
    tabs: Tabs[Row] = Tabs(("seats", "call"))
    tabs.add(Tab("elsewhere", "courses:overview", "Elsewhere"))
    tabs.add(Tab("call", "courses:call", "Call", lambda row: row.is_open, lambda row: ["Publish"]))
    tabs.add(Tab("seats", "courses:seats", "Seats"))
    return tabs


def test_a_tab_stands_at_its_place_and_one_without_a_place_last() -> None:
    assert own_tabs().names == ("seats", "call", "elsewhere")


def test_a_tab_is_added_once() -> None:
    tabs = own_tabs()
    tabs.add(Tab("call", "courses:call", "Another call"))
    assert [one["words"] for one in tabs.of(Row(), "seats")] == ["Seats", "Call", "Elsewhere"]


def test_a_record_has_the_tabs_that_it_shows_and_the_page_is_marked() -> None:
    shown = own_tabs().of(Row(is_open=False), "elsewhere")
    assert [(one["path"], one["is_here"]) for one in shown] == [
        ("/courses/one/seats/", False), ("/courses/one/", True)
    ]  # fmt: skip


def test_a_tab_whose_page_is_not_there_is_left_out() -> None:
    tabs: Tabs[Row] = Tabs(())
    tabs.add(Tab("nowhere", "courses:nowhere", "Nowhere"))
    assert tabs.of(Row(), "nowhere") == []


def test_what_waits_names_the_tab_where_it_is_done() -> None:
    tabs = own_tabs()
    assert tabs.waiting(Row()) == [{"words": "Publish", "path": "/courses/one/call/"}]
    assert tabs.waiting(Row(is_open=False)) == []


def test_every_tab_has_its_place_in_the_chain() -> None:
    assert set(COURSE_TABS.names) == set(COURSE_TABS.chain)
    assert PARTICIPANT_TABS.names == PARTICIPANT_TABS.chain
    names = COURSE_TABS.names
    assert names.index("offers") < names.index("attendance") < names.index("certificates")

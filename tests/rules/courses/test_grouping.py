"""Who is put into workshop groups, and what stands against a change."""

from __future__ import annotations

import pytest

from tomoni.catalogue.errors import RefusedError, TransitionError
from tomoni.rules.courses import grouping as rules
from tomoni.rules.courses.participations import PARTICIPATION


def test_everybody_with_a_seat_is_grouped_but_observers() -> None:
    out = {"offered", "declined", "lapsed", "withdrawn", "dismissed"}
    for state in PARTICIPATION.states:
        assert rules.is_grouped(state, "participant") == (state not in out)
        assert rules.is_grouped(state, "host_national") == (state not in out)
        assert not rules.is_grouped(state, "observer")
    rules.check_place("active", "self_funded")
    with pytest.raises(RefusedError, match="withdrawn"):
        rules.check_place("withdrawn", "participant")


def test_groups_change_until_the_edition_is_over() -> None:
    for state in ("planned", "confirmed", "running"):
        rules.check_change_groups(state)
    for state in ("completed", "closed", "cancelled", "carried_over"):
        with pytest.raises(TransitionError, match="not changed any more"):
            rules.check_change_groups(state)


def test_a_group_with_sessions_is_not_given_up_and_wishes_end_with_the_plan() -> None:
    rules.check_drop(3, 0)
    with pytest.raises(RefusedError, match="Group 3 has sessions"):
        rules.check_drop(3, 1)
    rules.check_wish(is_planned=False)
    with pytest.raises(TransitionError, match="groups are made"):
        rules.check_wish(is_planned=True)

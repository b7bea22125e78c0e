"""What of courses and calls may be public, and where it stands for a reader."""

from __future__ import annotations

import pytest

from tomoni.rules.courses.calls import CALL
from tomoni.rules.courses.editions import EDITION
from tomoni.rules.courses.publication import (
    call_phase,
    course_phase,
    is_call_public,
    is_course_public,
)


@pytest.mark.parametrize(
    ("state", "call", "expected"),
    [
        ("planned", None, False),
        ("planned", "approved", False),
        ("planned", "published", True),
        ("announced", None, True),
        ("completed", None, True),
        ("cancelled", None, False),
        ("cancelled", "draft", False),
        ("cancelled", "closed", True),
        ("carried_over", "decided", True),
    ],
)
def test_a_course_is_public_once_it_was_spoken_of(
    state: str, call: str | None, expected: bool
) -> None:
    assert is_course_public(state, call) is expected


def test_a_call_is_public_from_its_publication_on() -> None:
    assert {one for one in CALL.states if not is_call_public(one)} == {"draft", "approved"}


def test_every_public_state_has_its_place_for_a_reader() -> None:
    phases = {one: call_phase(one) for one in CALL.states if is_call_public(one)}
    assert phases == {
        "published": "awaited", "open": "open", "extended": "open", "closed": "deciding",
        "screening": "deciding", "deliberation": "deciding", "decided": "decided",
        "notified": "decided", "archived": "decided",
    }  # fmt: skip
    courses = {one: course_phase(one) for one in EDITION.states if is_course_public(one, "open")}
    assert {one for one, phase in courses.items() if phase == "held"} == {
        "completed", "followed_up", "closed",
    }  # fmt: skip
    assert {one for one, phase in courses.items() if phase == "called_off"} == {
        "postponed", "cancelled", "carried_over",
    }  # fmt: skip
    assert courses["running"] == "running"

"""Costs by country in the form of the selection policy: kept as typed, held against the budget."""

from __future__ import annotations

import pytest

from tomoni.records.models import CallDocument
from tomoni.web.courses.forms.call import costs_of, costs_text
from web.courses.desk import Desk, open_desk

pytestmark = pytest.mark.django_db
MANAGEMENT = {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}


@pytest.fixture
def desk() -> Desk:
    desk = open_desk()
    desk.call.state_code = "draft"
    desk.call.save()
    return desk


def path(desk: Desk) -> str:
    return f"/courses/{desk.key}/call/selection_policy/"


def policy() -> dict[str, object]:
    latest = CallDocument.objects.filter(kind_code="selection_policy").latest("version")
    return dict(latest.content)


def test_costs_are_read_line_by_line_and_what_is_wrong_is_named() -> None:
    assert costs_of("KE | 400,000\nvn|350000\n\nTH |\n") == ({"KE": 400_000, "VN": 350_000}, [])
    _, faults = costs_of("KE | 4\nKE | 5\nXX | 1\nVN | 1.5\n | 7")
    assert [str(one)[:6] for one in faults] == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert costs_text(["VN", "KE"], {"KE": 4}) == "KE | 4\nVN |"


def test_the_form_shows_every_country_and_keeps_costs_and_criteria(desk: Desk) -> None:
    officer = desk.client("programme_officer")
    page = officer.get(path(desk)).content.decode()
    assert "KE |\nVN |" in page
    before = policy()
    sent = MANAGEMENT | {"reserve_places": "2", "budget": "900", "costs": "KE | 400\nVN | 300"}
    assert officer.post(path(desk), sent).status_code == 302
    kept = policy()
    assert (kept["budget"], kept["costs"]) == (900, {"KE": 400, "VN": 300})
    assert kept["criteria"] == before["criteria"]
    assert kept["committee_hides"] == before["committee_hides"]


def test_a_budget_without_a_cost_is_refused_and_what_was_typed_stays(desk: Desk) -> None:
    officer = desk.client("programme_officer")
    sent = MANAGEMENT | {"reserve_places": "2", "budget": "900", "costs": "KE | 400"}
    answer = officer.post(path(desk), sent).content.decode()
    assert "no cost is stated for: VN" in answer and "KE | 400" in answer
    assert "budget" not in policy() or policy()["budget"] is None

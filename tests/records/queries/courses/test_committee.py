"""A member's queue is counted by the database, and says what reading all of it would say."""

from __future__ import annotations

import pytest

from records.selection_samples import member, nominated, reviewer, scored, scoring_call
from tomoni.records.models import Call, Recusal, Reviewer
from tomoni.records.queries.courses.committee import (
    Place,
    Progress,
    number_after,
    place_of,
    progress_of,
    queue_of,
    scoring_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    """Seven nominations: two of Kenya, one declared a conflict, one that is not shown."""
    call = scoring_call()
    for number, country in enumerate(("KE", "VN", "TH", "KE", "VN", "TH", "VN"), start=1):
        nominated(call, country, number)
    call.nominations.filter(number=7).update(state_code="ineligible")
    return call


@pytest.fixture
def kenyan(call: Call) -> Reviewer:
    found = reviewer(call, member("m", call.course.public_id), country_code="KE")
    Recusal.objects.create(
        public_id="declared", reviewer=found, nomination=call.nominations.get(number=5),
        reason_code="declared_conflict",
    )  # fmt: skip
    return found


def test_nothing_is_scored_yet(kenyan: Reviewer, call: Call) -> None:
    assert progress_of(kenyan, scoring_of(call)) == Progress(3, 3, 2, 6)


def test_a_blank_criterion_is_not_scored(kenyan: Reviewer, call: Call) -> None:
    whole, blank, partly = (call.nominations.get(number=number) for number in (2, 3, 6))
    scored(kenyan, whole, relevance=0, use=0)
    scored(kenyan, blank, relevance=7, use=None)
    scored(kenyan, partly, relevance=7)
    scored(kenyan, call.nominations.get(number=1), relevance=7, use=1)  # stands aside since
    assert progress_of(kenyan, scoring_of(call)) == Progress(3, 2, 3, 6)
    done = [row.number for row in queue_of(kenyan, scoring_of(call)) if row.is_done]
    assert done == [1, 2]


def test_who_has_scored_all_has_no_next(kenyan: Reviewer, call: Call) -> None:
    for number in (2, 3, 6):
        scored(kenyan, call.nominations.get(number=number), relevance=1, use=1)
    assert progress_of(kenyan, scoring_of(call)) == Progress(3, 0, None, 6)


def test_a_page_of_the_queue_is_a_part_of_it(kenyan: Reviewer, call: Call) -> None:
    scored(kenyan, call.nominations.get(number=6), relevance=1, use=1)
    some = call.nominations.filter(number__in=(4, 5, 6)).select_related("person").order_by("number")
    assert queue_of(kenyan, scoring_of(call), some) == queue_of(kenyan, scoring_of(call))[3:]


@pytest.mark.parametrize(
    ("number", "place", "after"),
    [(1, Place(1, 6, None, 2), 2), (3, Place(3, 6, 2, 4), 6), (6, Place(6, 6, 5, None), None)],
)
def test_neighbours_and_the_next_to_score(
    kenyan: Reviewer, number: int, place: Place, after: int | None
) -> None:
    assert place_of(kenyan, number) == place
    assert number_after(kenyan, number) == after

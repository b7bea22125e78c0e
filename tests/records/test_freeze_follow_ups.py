"""Snapshots of follow-up: what fell due and was sent, and what of it the public sees."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.instances import Instance
from records.ledgers import fill, frozen
from tomoni.records.freezing.follow_ups import _masked, _shown
from tomoni.rules.courses.follow_up_counts import Due, Reported, counts_of

# 12 people of Kenya and 7 of Viet Nam completed; all but 6 and 1 reported at 6 months.
PEOPLE = """
from datetime import UTC, date, datetime
from tomoni.records.models import *
from records.course_samples import make_course, make_participation, make_person

now = datetime(2024, 1, 1, tzinfo=UTC)
purpose = {"purpose_code": "15130", "purpose_confidence_code": "high"}
course = make_activity(public_id="itc", **decided(), **purpose)
series = make_series(public_id="itc", activity=course)

def held(name, state, synthetic=False, asks=True):
    activity = make_activity(public_id=name, **decided(), **purpose)
    edition = make_edition(public_id=name, series=series, activity=activity, **decided())
    course = make_course(public_id=name, edition=edition, state_code=state, is_synthetic=synthetic,
                         first_day=date(2022, 8, 1), last_day=date(2022, 8, 31))
    if asks:
        FollowUpScheme.objects.create(public_id=name, course=course, opened_at=now)
    return course

def people(course, country, count, reported, state="certified"):
    for at in range(count):
        key = f"{course.public_id}-{country}-{at}"
        one = make_participation(public_id=key, edition=course.edition, country_code=country,
                                 person=make_person(public_id=key, country_code=country),
                                 state_code=state, is_synthetic=course.is_synthetic,
                                 completed_on=course.last_day if state == "certified" else None)
        plan = ActionPlan.objects.create(public_id=key, participation=one, title="CANARY-TITLE",
                                         state_code="in_progress", submitted_at=now,
                                         updated_at=now)
        step = Milestone.objects.create(public_id=key, plan=plan, number=1, what="CANARY-STEP")
        if at < reported:
            report = FollowUpReport.objects.create(public_id=key, plan=plan, months=6,
                                                   summary="CANARY-TEXT", sent_at=now,
                                                   updated_at=now)
            MilestoneProgress.objects.create(report=report, milestone=step,
                                             progress_code="achieved" if at % 2 else "under_way")

over = held("itc-1", "followed_up")
people(over, "KE", 12, 6)
people(over, "VN", 7, 6)
people(over, "SN", 5, 5, state="withdrawn")
people(held("itc-2", "completed"), "KE", 9, 9)
people(held("itc-3", "followed_up", synthetic=True), "KE", 9, 9)
people(held("itc-4", "followed_up", asks=False), "KE", 9, 9)
"""


@pytest.fixture
def filled(instance: Instance) -> Instance:
    fill(instance, PEOPLE)
    return instance


def test_an_internal_snapshot_holds_what_fell_due_and_no_word_of_a_plan(filled: Instance) -> None:
    snapshot = frozen(filled)
    rows = snapshot.rows("follow_ups")
    assert len(rows) == 2 * (12 + 7 + 9)
    first = rows["itc-1-KE-0--6"]
    assert (str(first["due_on"]), first["is_reported"]) == ("2023-02-28", True)
    assert (first["milestones"], first["milestones_achieved"]) == (1, 0)
    assert rows["itc-1-KE-1--6"]["milestones_achieved"] == 1
    late = rows["itc-1-KE-0--12"]
    assert (str(late["due_on"]), late["is_reported"], late["milestones"]) == (
        "2023-08-31", False, None,
    )  # fmt: skip
    assert "CANARY" not in str(rows)
    counts = snapshot.rows("follow_up_counts")
    assert {(one["edition_id"], one["country_code"], one["months"], one["due"], one["reported"])
            for one in counts.values()} == {
        ("itc-1", None, 6, 19, 12), ("itc-1", None, 12, 19, 0),
        (None, "KE", 6, 12, 6), (None, "VN", 6, 7, 6),
        (None, "KE", 12, 12, 0), (None, "VN", 12, 7, 0),
    }  # fmt: skip


def test_the_public_sees_nothing_of_few(filled: Instance) -> None:
    public = frozen(filled, "public")
    assert public.rows("follow_ups") == {}
    counts = public.rows("follow_up_counts").values()
    six = {one["edition_id"] or one["country_code"]: (one["due"], one["reported"])
           for one in counts if one["months"] == 6}  # fmt: skip
    # One of Viet Nam did not report: hidden, and Kenya with it.
    assert six == {"itc-1": (19, 12)}
    twelve = {one["country_code"] for one in counts if one["months"] == 12}
    assert twelve == {None, "KE", "VN"}


LISTS = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.tuples(st.integers(0, 15), st.integers(0, 15)).map(lambda n: Reported(n[0] + n[1], n[0])),
    min_size=1,
)


@given(LISTS)
def test_what_is_shown_of_a_list_tells_of_nobody(own: dict[str, Reported]) -> None:
    made = _masked(("s", 6, "country"), own, {}, 5)
    shown = _shown(own, made, 5)
    for one in shown.values():
        assert not any(0 < n < 5 for n in (one.due, one.reported, one.unreported))
    hidden = [one for code, one in own.items() if code not in shown]
    if shown and hidden:
        # Even who knows both totals finds no hidden small number by subtraction.
        for part in ("reported", "unreported"):
            numbers = [getattr(one, part) for one in hidden]
            assert len(numbers) > 1 or not any(0 < n < 5 for n in numbers)


@given(LISTS, LISTS)
def test_a_later_release_shows_no_small_difference(
    first: dict[str, Reported], more: dict[str, Reported]
) -> None:
    key = ("s", 6, "country")
    before = {one.group: one for one in _masked(key, first, {}, 5)}
    then = {code: first.get(code, Reported(0, 0)) for code in {*first, *more}}
    then = {
        code: Reported(one.due + more[code].due, one.reported + more[code].reported)
        if code in more
        else one
        for code, one in then.items()
    }
    shown_first = _shown(first, before.values(), 5)
    shown_then = _shown(then, _masked(key, then, before, 5), 5)
    for code in shown_first.keys() & shown_then.keys():
        for part in ("reported", "unreported"):
            moved = getattr(shown_then[code], part) - getattr(shown_first[code], part)
            assert not 0 < moved < 5


def test_only_recorded_follow_up_is_counted_for_the_public() -> None:
    rows = [Due("s", "e", "KE", 6, True, True), Due("s", "f", "KE", 6, True, False)]
    found: Mapping[tuple[str, int, str], Mapping[str, Reported]] = counts_of(rows)
    assert found["s", 6, "country"] == {"KE": Reported(1, 1)}

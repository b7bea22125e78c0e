"""Snapshots of evaluations: sums over the threshold in both tiers, and never an answer."""

from __future__ import annotations

import pytest

from records.instances import Instance
from records.ledgers import fill, frozen

CANARY = "canary-77e0"
# Three editions of one series: 8 took both tests; 4 did; and a synthetic one with 8.
EVALUATED = f"""
from datetime import date
from records.course_samples import *
from records.evaluation_samples import *
from tomoni.records.models import *

activity = make_activity(public_id="itc", **decided())
series = make_series(public_id="itc", activity=activity)
for name, number, synthetic in (("itc-1", 8, False), ("itc-2", 4, False), ("itc-3", 8, True)):
    own = make_activity(public_id=name, **decided())
    edition = make_edition(public_id=name, series=series, activity=own, **decided(),
                           held_stated="2024", held_first=date(2024, 1, 1),
                           held_last=date(2024, 12, 31), held_precision_code="calendar_year")
    course = make_course(edition=edition, is_synthetic=synthetic, public_id="course-" + name)
    _, people = course_with(number + 6, course=course)
    form = opened(course)
    pre, post = opened(course, "test"), opened(course, "test", timing_code="post")
    for at, person in enumerate(people[:number]):
        answer(form, person, REACTION | {{"best": ["{CANARY}"]}})
        answer(pre, person, some_right(1 + at % 2))
        answer(post, person, some_right(6))
    answer(pre, people[number], some_right(6))
    for one in (form, pre) if name == "itc-2" else (form, pre, post):
        closed(one)
"""


@pytest.fixture
def filled(instance: Instance) -> Instance:
    fill(instance, EVALUATED)
    return instance


@pytest.mark.parametrize("tier", ["internal", "public"])
def test_a_snapshot_holds_sums_of_enough_people_and_no_answer(filled: Instance, tier: str) -> None:
    snapshot = frozen(filled, tier)
    gains = snapshot.rows("learning_gains")
    assert list(gains) == ["itc-1--learning"]
    row = gains["itc-1--learning"]
    # One right is 1 point, two are 2, all are 7; the one who took the first alone is left out.
    assert (row["pairs"], row["pre_points"], row["post_points"], row["full_points"]) == (
        8, 12, 56, 7,
    )  # fmt: skip
    assert (row["edition_id"], row["series_id"], row["year"]) == ("itc-1", "itc", 2024)
    counts = {
        (one["edition_id"], one["instrument_kind_code"], one["evaluation_timing_code"]): (
            one["asked"], one["answered"],
        )
        for one in snapshot.rows("evaluation_counts").values()
    }  # fmt: skip
    assert counts == {
        ("itc-1", "questionnaire", "post"): (14, 8),
        ("itc-1", "test", "pre"): (14, 9),
        ("itc-1", "test", "post"): (14, 8),
        ("itc-2", "test", "pre"): (10, 5),
    }
    text = str([snapshot.rows(name) for name in ("learning_gains", "evaluation_counts")])
    assert "pseudonym" not in text
    files = [path for path in snapshot.info.path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]

"""Criteria of a policy, points that fit, and when scores may change."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tomoni.catalogue.course_templates import default_policy
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.rules.courses.scoring import (
    OVERALL,
    can_reopen,
    can_score,
    check_score,
    read_scoring,
    why_not_assess,
    why_not_lock,
)

CRITERIA = [
    {"code": "relevance", "most": 10, "weight": 2, "label": {"en": "Relevance", "ja": "関連"}},
    {"code": "use", "most": 5, "label": {"en": "Use", "ja": "活用"}},
]


def test_the_default_policy_and_one_without_criteria_can_be_read() -> None:
    scoring = read_scoring(default_policy(20))
    assert [one.code for one in scoring.criteria] == ["relevance", "experience", "problem", "use"]
    assert scoring.hides == {"organisation", "country"}
    assert read_scoring({}).criteria == (OVERALL,)
    assert read_scoring({"committee_hides": []}).hides == frozenset()


@pytest.mark.parametrize(
    "content",
    [
        {"criteria": [CRITERIA[0], CRITERIA[0]]},
        {"criteria": ["relevance"]},
        {"criteria": [{**CRITERIA[0], "code": "Not Fit"}]},
        {"criteria": [{**CRITERIA[0], "most": 0}]},
        {"criteria": [{**CRITERIA[0], "weight": True}]},
        {"criteria": [{"code": "use"}]},
        {"committee_hides": ["merit"]},
        {"committee_hides": "country"},
    ],
)
def test_what_cannot_be_read_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_scoring(content)


def test_the_overall_is_exact_and_blank_is_not_zero() -> None:
    scoring = read_scoring({"criteria": CRITERIA})
    assert scoring.overall({"relevance": 10, "use": 5}) == 1
    assert scoring.overall({"relevance": 5, "use": 0}) == Fraction(1, 3)
    assert scoring.overall({"relevance": 5}) is None


@pytest.mark.parametrize("typed", ["11", "-1", "2.5", "ten", "1e1", "９", "99999999"])
def test_points_that_do_not_fit_are_named(typed: str) -> None:
    fit, faults = read_scoring({"criteria": CRITERIA}).given({"relevance": typed, "use": "5"})
    assert (fit, list(faults)) == ({"use": 5}, ["relevance"])


def test_when_scores_may_change() -> None:
    assert can_score("screening", False, "eligible", None)
    assert not can_score("screening", True, "eligible", None)
    assert not can_score("deliberation", False, "assessed", None)
    assert not can_score("open", False, "eligible", None)
    assert not can_score("screening", False, "ineligible", None)
    with pytest.raises(NotPermittedError):
        check_score("screening", False, "eligible", "same_agency")
    with pytest.raises(TransitionError):
        check_score("screening", True, "eligible", None)
    assert can_reopen("screening", True)
    assert not can_reopen("deliberation", True)
    assert not can_reopen("screening", False)
    assert [one.code for one in why_not_lock("screening", False, 2)] == ["scores_missing"]
    assert [one.code for one in why_not_lock("decided", False, 0)] == ["not_scored_now"]
    assert [one.code for one in why_not_assess("draft", 1, 0, 0)] == ["not_scored_now"]

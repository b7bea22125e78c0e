from __future__ import annotations

from dataclasses import replace

import pytest

from tomoni.catalogue.errors import TransitionError
from tomoni.rules.reports.signing import AnswerFacts, can_sign, check_sign, why_not_sign

DRAFT = AnswerFacts("draft", "a" * 64, "a" * 64, writer="u-1")
CHECKED = replace(DRAFT, state="checked", checker="u-2")


def codes(step: str, signer: str, answer: AnswerFacts) -> list[str]:
    return [one.code for one in why_not_sign(step, signer, answer)]


def test_two_pairs_of_eyes_at_least() -> None:
    assert can_sign("checked", "u-2", DRAFT)
    assert codes("checked", "u-1", DRAFT) == ["answer_own_check"]
    assert can_sign("signed_off", "u-3", CHECKED)
    assert can_sign("signed_off", "u-1", CHECKED)
    assert codes("signed_off", "u-2", CHECKED) == ["answer_same_signer"]


def test_the_order_is_kept() -> None:
    assert codes("signed_off", "u-3", DRAFT) == ["answer_not_at_step"]
    assert codes("checked", "u-2", CHECKED) == ["answer_not_at_step"]
    assert codes("signed_off", "u-3", replace(CHECKED, state="signed_off")) == [
        "answer_not_at_step"
    ]


def test_what_is_signed_is_what_was_looked_at() -> None:
    assert codes("checked", "u-2", replace(DRAFT, built=None)) == ["answer_not_built"]
    with pytest.raises(TransitionError, match="no longer what you looked at"):
        check_sign("checked", "u-2", replace(DRAFT, seen="b" * 64))

from __future__ import annotations

import re

import pytest

from tomoni.catalogue.sheet_problem_words import SHEET_PROBLEMS, problem_in
from tomoni.rules.refusals import Refusal


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("is missing", "記入されていません"),
        ("'x' is no code of the list theme", "'x'はコード表themeにありません"),
        (
            "'Kenyaa' is not known here. Is 'Kenya' meant?",
            "'Kenyaa'は登録されていません。'Kenya'のことですか。",
        ),
        (
            "The cell holds a formula. Copy the column and paste it as values, then send it again.",
            "セルに数式があります。列をコピーして値として貼り付け、送り直してください。",
        ),
        ("something else", "something else"),
    ],
)
def test_a_problem_is_told_in_japanese(english: str, japanese: str) -> None:
    assert problem_in(english, "ja") == japanese
    assert problem_in(english, "en") == english


def test_both_wordings_name_the_same() -> None:
    for label in SHEET_PROBLEMS:
        named = set(re.findall(r"\{(\w+)\}", label.ja))
        assert named <= set(re.findall(r"\{(\w+)\}", label.en))


def test_a_refusal_of_a_rule_keeps_its_own_wording() -> None:
    refusal = Refusal("quantity_negative", {"value": "-1"})
    assert problem_in(refusal.text(), "ja") == refusal.text("ja").replace("。 ", "。")

"""What a call rests on reads in words: rules with what they ask, the policy in its own order."""

from __future__ import annotations

from typing import Any

import pytest

from tomoni.catalogue.course_templates import default_eligibility, default_form, default_policy
from tomoni.exchange.letters import papers_in_words, policy_in_words, rules_in_words
from tomoni.exchange.typesetting import Language
from tomoni.rules.courses.dossiers import read_form
from tomoni.rules.courses.eligibility_rules import read_rules


def test_a_rule_reads_as_explained_with_what_exactly_is_asked() -> None:
    rules = read_rules(default_eligibility())
    english, japanese = rules_in_words(rules, "en"), rules_in_words(rules, "ja")
    assert english[0] == "The government of the country nominates."
    assert english[1] == (
        "At least five years of practical experience [years of experience: at least 5]"
    )
    assert english[3].endswith("(taken into account, not required)")
    assert japanese[1] == "5年以上の実務経験があること［経験年数：5以上］"
    assert len(english) == len(japanese) == len(rules)


def test_papers_say_which_must_be_there() -> None:
    form = read_form(default_form())
    assert papers_in_words(form, "en")[:2] == (
        "nomination form (required)", "curriculum vitae (required)",
    )  # fmt: skip
    assert papers_in_words(form, "ja")[2] == "所属長証明（ある場合）"


def policy(**changed: Any) -> dict[str, Any]:
    return default_policy(20) | changed


def test_the_policy_speaks_in_the_order_in_which_it_decides() -> None:
    said = policy_in_words(policy(), "en")
    order = [
        "A committee scores", "does not see", "stand aside", "20 participants", "At most 2 of one",
        "At most 3 of one agency", "own order of priority", "Aim 1: women", "the most countries",
        "served longer ago", "by lot", "kept in reserve",
    ]  # fmt: skip
    places = [next(at for at, one in enumerate(said) if words in one) for words in order]
    assert places == sorted(places) and len(said) == len(order)


@pytest.mark.parametrize(
    ("changed", "words", "is_said"),
    [
        ({"budget": 90_000_000}, "within the budget", True),
        ({"budget": None}, "budget", False),
        ({"uses_need": False}, "served longer ago", False),
        ({"respects_focal_order": False}, "order of priority", False),
        ({"committee_hides": []}, "does not see", False),
        ({"reserve_places": 0}, "in reserve", False),
        ({"ceilings": [{"group": "profession", "value": "judge", "share": "1/2"}]},
         "profession: judge: at most 1/2 of the seats", True),
        ({"floors": [{"group": "ldc", "value": None, "count": 4, "place": 2}]},
         "Aim 2: least developed countries, at least 4", True),
    ],
)  # fmt: skip
def test_what_a_policy_leaves_open_is_not_spoken_of(
    changed: dict[str, Any], words: str, is_said: bool
) -> None:
    assert (words in " ".join(policy_in_words(policy(**changed), "en"))) is is_said


@pytest.mark.parametrize("language", ["en", "ja"])
def test_costs_and_the_need_of_single_countries_are_never_printed(language: Language) -> None:
    content = policy(budget=1, costs={"KE": 987_654}, need={"KE": 7}, seed="5eed")
    said = " ".join(policy_in_words(content, language))
    assert "987" not in said and "KE" not in said and "5eed" not in said

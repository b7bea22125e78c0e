"""Rules of the IATI standard: complete, in both languages, with the parameters they name."""

from __future__ import annotations

import re

import pytest

from tomoni.catalogue.codelists import codelist_names
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.iati.code_list_checks import CODE_LIST_CHECKS
from tomoni.catalogue.iati.rules import RULES, RULESET_CASES, Rule, rule_of


def test_the_ruleset_has_its_cases_and_each_has_words() -> None:
    assert [case.case for case in RULESET_CASES] == list(range(1, 108))
    assert {case.rule for case in RULESET_CASES} == {
        rule.rule for rule in RULES.values() if rule.source == "ruleset"
    }
    assert len({case.context for case in RULESET_CASES}) == 25


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda one: one.rule)
def test_both_languages_name_the_same_parameters(rule: Rule) -> None:
    english, japanese = (re.findall(r"{(\w+)}", text) for text in (rule.words.en, rule.words.ja))
    # A parameter that is itself a word comes in both languages.
    assert set(english) == {name.removesuffix("_ja") for name in japanese}
    assert rule.message == rule.words.en


def test_every_check_names_a_code_list_that_is_there() -> None:
    assert {check.list_name for check in CODE_LIST_CHECKS} <= set(codelist_names())


def test_two_ids_of_the_public_validator_stand_for_two_checks_each() -> None:
    by_rule: dict[str, set[str]] = {}
    for check in CODE_LIST_CHECKS:
        by_rule.setdefault(check.rule, set()).add(check.list_name)
    assert {rule for rule, lists in by_rule.items() if len(lists) > 1} == {"9.129.1", "9.130.1"}
    assert rule_of("9.129.1").category == "classifications"


def test_a_rule_that_is_not_there_says_so() -> None:
    with pytest.raises(NotFoundError, match=r"no IATI rule '0\.0\.0'"):
        rule_of("0.0.0")

"""Each kind of rule against facts: met, not met, and unclear where a fact is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tomoni.catalogue.course_templates import default_eligibility, default_form
from tomoni.catalogue.eligibility_words import RULE_KINDS
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.labels import Label
from tomoni.rules.courses.dossiers import fitting_answers, missing_parts, read_form
from tomoni.rules.courses.eligibility import (
    EligibilityRule,
    NomineeFacts,
    check_all,
    check_rule,
    suggested_state,
)
from tomoni.rules.courses.eligibility_rules import read_rules

START = date(2024, 5, 13)


def rule(kind: str, **parameters: Any) -> EligibilityRule:
    return EligibilityRule("rule", kind, "required", Label("why", "理由"), parameters)


def result(one: EligibilityRule, **facts: Any) -> str:
    return check_rule(one, NomineeFacts(on=START, **facts)).result


CASES: tuple[tuple[EligibilityRule, dict[str, Any], str], ...] = (
    (rule("government_nomination"), {"is_government_nominee": True}, "met"),
    (rule("government_nomination"), {"is_government_nominee": False}, "not_met"),
    (rule("experience_years", minimum=5), {"experience_years": 5}, "met"),
    (rule("experience_years", minimum=5), {"experience_years": 4}, "not_met"),
    (rule("experience_years", minimum=5), {}, "unclear"),
    (rule("age_range", minimum=30, maximum=50), {"birth_year": 1990}, "met"),
    # Born in 1994 they are 29 or 30 on that day.
    (rule("age_range", minimum=30, maximum=50), {"birth_year": 1994}, "unclear"),
    (rule("age_range", minimum=30, maximum=50), {"birth_year": 1995}, "not_met"),
    (rule("age_range", minimum=30, maximum=50), {"birth_year": 1973}, "unclear"),
    (rule("age_range", minimum=30, maximum=50), {"birth_year": 1972}, "not_met"),
    (rule("degree", minimum="bachelor"), {"degree": "master"}, "met"),
    (rule("degree", minimum="bachelor"), {"degree": "secondary"}, "not_met"),
    (rule("degree", minimum="bachelor"), {"degree": None}, "unclear"),
    (rule("language_level", minimum="B2"), {"language_level": "B2"}, "met"),
    (rule("language_level", minimum="B2"), {"language_level": "B1"}, "not_met"),
    (rule("current_duties", professions=("judge",)), {"profession": "judge"}, "met"),
    (rule("current_duties", professions=("judge",)), {"profession": "police"}, "not_met"),
    (rule("current_duties", professions=("judge",)), {"profession": "other"}, "unclear"),
    (rule("not_in_series", years=5), {"earlier_years": (2018,)}, "met"),
    (rule("not_in_series", years=5), {"earlier_years": (2019,)}, "not_met"),
    (rule("not_in_series", years=0), {"earlier_years": (1999,)}, "not_met"),
    (rule("not_in_series", years=0), {"earlier_years": ()}, "met"),
    (rule("not_in_series", years=0), {}, "unclear"),
    (rule("documents", kinds=("degree",)), {"documents": frozenset({"degree"})}, "met"),
    (rule("documents", kinds=("degree",)), {}, "not_met"),
    (rule("medical_clearance"), {"is_medically_cleared": True}, "met"),
    (rule("medical_clearance"), {"is_medically_cleared": False}, "not_met"),
    (rule("medical_clearance"), {}, "unclear"),
)


@pytest.mark.parametrize(("one", "facts", "expected"), CASES)
def test_a_rule_says(one: EligibilityRule, facts: dict[str, Any], expected: str) -> None:
    assert result(one, **facts) == expected


def test_every_kind_has_a_case() -> None:
    assert {one.kind for one, _, _ in CASES} == set(RULE_KINDS)


def test_evidence_shows_what_was_found_and_asked_in_both_languages() -> None:
    facts = NomineeFacts(on=START, experience_years=3)
    asked = rule("experience_years", minimum=5)
    assert check_rule(asked, facts).evidence() == "found: 3; asked: at least 5"
    assert check_rule(asked, facts).evidence("ja") == "確認：3／要件：5以上"


def test_an_advisory_rule_makes_nobody_ineligible() -> None:
    assert suggested_state([("advisory", "not_met"), ("required", "met")]) == "eligible"
    assert suggested_state([("required", "not_met"), ("required", "unclear")]) == "ineligible"
    assert suggested_state([("required", "unclear"), ("required", "met")]) is None


def test_the_rules_that_a_call_begins_with_can_be_read_and_asked() -> None:
    rules = read_rules(default_eligibility())
    assert len(check_all(rules, NomineeFacts(on=START))) == len(rules) == 8


def one_rule(**changed: Any) -> dict[str, Any]:
    given = {
        "code": "r",
        "kind": "experience_years",
        "severity": "required",
        "explanation": {"en": "Experience.", "ja": "経験。"},
        "parameters": {"minimum": 5},
    }
    return {"rules": [given | changed]}


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "pregnancy"},
        {"kind": "medical_history"},
        {"explanation": {"en": "Not pregnant.", "ja": "要件。"}},
        {"explanation": {"en": "Fit.", "ja": "妊娠していないこと。"}},
        {"explanation": {"en": "No disability.", "ja": "要件。"}},
        {"explanation": {"en": "Only English.", "ja": ""}},
        {"parameters": {"minimum": 5, "sex": "male"}},
        {"parameters": {}},
        {"parameters": {"minimum": True}},
        {"severity": "absolute"},
        {"code": ""},
    ],
)
def test_what_no_rule_may_say_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_rules(one_rule(**changed))
    assert read_rules(one_rule())


def test_a_form_may_not_ask_for_a_medical_history() -> None:
    form = default_form()
    assert read_form(form).field("medical_clearance") is not None
    form["fields"].append(
        {
            "code": "health",
            "type": "long_text",
            "label": {"en": "Any chronic illness?", "ja": "持病"},
        }
    )
    with pytest.raises(InputError, match="may not ask"):
        read_form(form)


def test_answers_that_fit_are_kept_and_the_others_said() -> None:
    form = read_form(default_form())
    fit, faults = fitting_answers(
        form,
        {"experience_years": "7", "degree": "wizard", "diet": " ", "medical_clearance": "yes",
         "unknown": "x"},
    )  # fmt: skip
    assert fit == {"experience_years": 7, "medical_clearance": True}
    assert set(faults) == {"degree"}


def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    form = read_form(default_form())
    missing = [one.en for one in missing_parts(form, {"current_duties": "x"}, ["nomination_form"])]
    assert missing[0] == "Years of experience in the field"
    assert missing[-1] == "curriculum vitae"

"""Eligibility: versioned rules asked of the facts of one nomination, each with its evidence.

A fact that is not known makes a rule unclear, never unmet: an officer then decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import Label

from .eligibility_evidence import evidence

MET, NOT_MET, UNCLEAR = "met", "not_met", "unclear"
Parameter = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """One rule of one version.

    ``kind``: of ``eligibility_words``; ``severity``: required, or advisory, which never makes
    anybody ineligible by itself.
    """

    code: str
    kind: str
    severity: str
    explanation: Label
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return a parameter that is a whole number; 0 where it is not given."""
        value = self.parameters.get(name, 0)
        return value if isinstance(value, int) else 0

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is a list; a text is a list of one."""
        value = self.parameters.get(name, ())
        return value if isinstance(value, tuple) else (str(value),)


@dataclass(frozen=True, slots=True)
class NomineeFacts:
    """What is known of a nominee. None: not known. ``on``: the day for which ages are asked.

    ``earlier_years``: years of earlier editions of the same series that the person completed.
    ``documents``: kinds of documents that are in the dossier.
    """

    on: date
    is_government_nominee: bool | None = None
    experience_years: int | None = None
    birth_year: int | None = None
    degree: str | None = None
    language_level: str | None = None
    profession: str | None = None
    earlier_years: tuple[int, ...] | None = None
    documents: frozenset[str] = frozenset()
    is_medically_cleared: bool | None = None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule says of one nominee: met, not_met or unclear, and what was found.

    ``found``: the fact itself as JSON has it, such as a number, a code, or the kinds of documents
    that are missing; None: not stated.
    """

    rule: EligibilityRule
    result: str
    found: Any

    def evidence(self, language: str = "en") -> str:
        """Return the evidence as one sentence."""
        return evidence(self.rule, self.found, language)


def check_all(rules: Iterable[EligibilityRule], facts: NomineeFacts) -> tuple[RuleResult, ...]:
    """Return what every rule says, in the order of the rules."""
    return tuple(check_rule(rule, facts) for rule in rules)


def check_rule(rule: EligibilityRule, facts: NomineeFacts) -> RuleResult:
    """Return what one rule says."""
    return RuleResult(rule, *_CHECKS[rule.kind](rule, facts))


def suggested_state(results: Iterable[tuple[str, str]]) -> str | None:
    """Return what (severity, result) of all rules suggest: eligible, ineligible, None: unclear."""
    required = [result for severity, result in results if severity == "required"]
    if NOT_MET in required:
        return "ineligible"
    return None if UNCLEAR in required else "eligible"


_Found = tuple[str, Any]


def _met(is_met: bool) -> str:
    return MET if is_met else NOT_MET


def _yes_no(value: bool | None) -> _Found:
    return (UNCLEAR if value is None else _met(value)), value


def _government(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    return _yes_no(facts.is_government_nominee)


def _medical(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    return _yes_no(facts.is_medically_cleared)


def _experience(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    years = facts.experience_years
    return (UNCLEAR if years is None else _met(years >= rule.number("minimum"))), years


def _age(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    """Only the year of birth is known, so that an age may be one of two: then it is unclear."""
    if facts.birth_year is None:
        return UNCLEAR, None
    older = facts.on.year - facts.birth_year
    ages = [older - 1, older]
    inside = [rule.number("minimum") <= age <= rule.number("maximum") for age in ages]
    return (MET if all(inside) else UNCLEAR if any(inside) else NOT_MET), ages


def _ranked(list_name: str, found: str | None, minimum: str) -> _Found:
    order = tuple(codelist(list_name).codes)
    if found is None or found not in order:
        return UNCLEAR, None
    return _met(order.index(found) >= order.index(minimum)), found


def _degree(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    return _ranked("degree_level", facts.degree, rule.texts("minimum")[0])


def _language(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    return _ranked("language_level", facts.language_level, rule.texts("minimum")[0])


def _duties(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    if facts.profession is None or facts.profession == "other":
        return UNCLEAR, facts.profession
    return _met(facts.profession in rule.texts("professions")), facts.profession


def _not_in_series(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    """``years`` 0 or missing: never before."""
    if facts.earlier_years is None:
        return UNCLEAR, None
    years = rule.number("years")
    earliest = facts.on.year - years if years else 0
    is_near = any(year >= earliest for year in facts.earlier_years)
    return _met(not is_near), sorted(facts.earlier_years)


def _documents(rule: EligibilityRule, facts: NomineeFacts) -> _Found:
    missing = [one for one in rule.texts("kinds") if one not in facts.documents]
    return _met(not missing), missing


_CHECKS: Mapping[str, Callable[[EligibilityRule, NomineeFacts], _Found]] = {
    "government_nomination": _government,
    "experience_years": _experience,
    "age_range": _age,
    "degree": _degree,
    "language_level": _language,
    "current_duties": _duties,
    "not_in_series": _not_in_series,
    "documents": _documents,
    "medical_clearance": _medical,
}

"""Eligibility: versioned rules asked of the facts of one nomination, each with its evidence.

A fact that is not known makes a rule unclear, never unmet: an officer then decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.eligibility_words import RULE_KINDS
from tomoni.catalogue.labels import Label

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
    """What one rule says of one nominee: met, not_met or unclear, and the evidence in words."""

    rule: EligibilityRule
    result: str
    found: str
    wanted: str

    def evidence(self, language: str = "en") -> str:
        """Return the evidence as one sentence."""
        words = RULE_KINDS[self.rule.kind].evidence.in_language(language)
        return words.format(found=self.found, wanted=self.wanted)


def check_all(
    rules: Iterable[EligibilityRule], facts: NomineeFacts, language: str = "en"
) -> tuple[RuleResult, ...]:
    """Return what every rule says, in the order of the rules."""
    return tuple(check_rule(rule, facts, language) for rule in rules)


def check_rule(rule: EligibilityRule, facts: NomineeFacts, language: str = "en") -> RuleResult:
    """Return what one rule says."""
    result, found, wanted = _CHECKS[rule.kind](rule, facts, language)
    return RuleResult(rule, result, found, wanted)


def suggested_state(results: Iterable[tuple[str, str]]) -> str | None:
    """Return what (severity, result) of all rules suggest: eligible, ineligible, None: unclear."""
    required = [result for severity, result in results if severity == "required"]
    if NOT_MET in required:
        return "ineligible"
    return None if UNCLEAR in required else "eligible"


_Found = tuple[str, str, str]


def _word(code: str, language: str, list_name: str = "eligibility_evidence") -> str:
    return codelist(list_name).name_of(code, language)


def _yes_no(value: bool | None, language: str) -> _Found:
    wanted = _word("yes", language)
    if value is None:
        return UNCLEAR, _word("not_stated", language), wanted
    return (MET if value else NOT_MET), _word("yes" if value else "no", language), wanted


def _government(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    return _yes_no(facts.is_government_nominee, language)


def _medical(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    return _yes_no(facts.is_medically_cleared, language)


def _experience(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    minimum, years = rule.number("minimum"), facts.experience_years
    wanted = f"{_word('at_least', language)} {minimum}"
    if years is None:
        return UNCLEAR, _word("not_stated", language), wanted
    return (MET if years >= minimum else NOT_MET), str(years), wanted


def _age(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    """Only the year of birth is known, so that an age may be one of two: then it is unclear."""
    lowest, highest = rule.number("minimum"), rule.number("maximum")
    wanted = f"{lowest} {_word('to', language)} {highest}"
    if facts.birth_year is None:
        return UNCLEAR, _word("not_stated", language), wanted
    older = facts.on.year - facts.birth_year
    ages = (older - 1, older)
    inside = [lowest <= age <= highest for age in ages]
    result = MET if all(inside) else UNCLEAR if any(inside) else NOT_MET
    return result, f"{ages[0]}/{ages[1]}", wanted


def _ranked(list_name: str, found: str | None, minimum: str, language: str) -> _Found:
    order = tuple(codelist(list_name).codes)
    wanted = f"{_word('at_least', language)} {_word(minimum, language, list_name)}"
    if found is None or found not in order:
        return UNCLEAR, _word("not_stated", language), wanted
    result = MET if order.index(found) >= order.index(minimum) else NOT_MET
    return result, _word(found, language, list_name), wanted


def _degree(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    return _ranked("degree_level", facts.degree, rule.texts("minimum")[0], language)


def _language(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    return _ranked("language_level", facts.language_level, rule.texts("minimum")[0], language)


def _duties(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    allowed = rule.texts("professions")
    wanted = ", ".join(_word(one, language, "profession") for one in allowed)
    if facts.profession is None:
        return UNCLEAR, _word("not_stated", language), wanted
    found = _word(facts.profession, language, "profession")
    if facts.profession == "other":
        return UNCLEAR, found, wanted
    return (MET if facts.profession in allowed else NOT_MET), found, wanted


def _not_in_series(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    """``years`` 0 or missing: never before."""
    years = rule.number("years")
    wanted = (
        _word("not_within", language).format(years=years) if years else _word("never", language)
    )
    if facts.earlier_years is None:
        return UNCLEAR, _word("not_stated", language), wanted
    earliest = facts.on.year - years if years else 0
    near = [year for year in facts.earlier_years if year >= earliest]
    found = ", ".join(str(year) for year in sorted(facts.earlier_years))
    return (NOT_MET if near else MET), found or _word("none_before", language), wanted


def _documents(rule: EligibilityRule, facts: NomineeFacts, language: str) -> _Found:
    def named(kinds: Iterable[str]) -> str:
        return ", ".join(_word(one, language, "dossier_document_kind") for one in kinds)

    wanted = rule.texts("kinds")
    missing = [one for one in wanted if one not in facts.documents]
    if missing:
        words = _word("missing", language).format(names=named(missing))
        return NOT_MET, words, named(wanted)
    return MET, _word("all_there", language), named(wanted)


_CHECKS: Mapping[str, Callable[[EligibilityRule, NomineeFacts, str], _Found]] = {
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

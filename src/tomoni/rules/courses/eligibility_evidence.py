"""What a rule of eligibility asks, and what was found, in the reader's language.

Kept with a check is what was found, as codes and numbers; the words are made when they are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.eligibility_words import RULE_KINDS

if TYPE_CHECKING:
    from .eligibility import EligibilityRule

_LISTS = {
    "degree": "degree_level",
    "language_level": "language_level",
    "current_duties": "profession",
}


def asked(rule: EligibilityRule, language: str) -> str:
    """Return what a rule asks, in words."""
    kind = rule.kind
    if kind == "experience_years":
        return _word("at_least", language).format(value=rule.number("minimum"))
    if kind == "age_range":
        low, high = rule.number("minimum"), rule.number("maximum")
        return _word("to", language).format(low=low, high=high)
    if kind in ("degree", "language_level"):
        least = _word(rule.texts("minimum")[0], language, _LISTS[kind])
        return _word("at_least", language).format(value=least)
    if kind == "current_duties":
        return _named(rule.texts("professions"), language, "profession")
    if kind == "not_in_series":
        years = rule.number("years")
        words = _word("not_within" if years else "never", language)
        return words.format(years=years)
    if kind == "documents":
        return _named(rule.texts("kinds"), language, "dossier_document_kind")
    return _word("yes", language)


def found_in_words(rule: EligibilityRule, found: Any, language: str) -> str:
    """Return what was found for a rule, as ``RuleResult.found`` holds it, in words."""
    kind = rule.kind
    if found is None:
        return _word("not_stated", language)
    if kind == "documents":
        if not found:
            return _word("all_there", language)
        names = _named(found, language, "dossier_document_kind")
        return _word("missing", language).format(names=names)
    if kind == "not_in_series":
        return ", ".join(map(str, found)) or _word("none_before", language)
    if kind == "age_range":
        return "/".join(map(str, found))
    if kind in _LISTS:
        return _word(str(found), language, _LISTS[kind])
    if isinstance(found, bool):
        return _word("yes" if found else "no", language)
    return str(found)


def evidence(rule: EligibilityRule, found: Any, language: str) -> str:
    """Return what was found beside what is asked, as one sentence."""
    words = RULE_KINDS[rule.kind].evidence.in_language(language)
    return words.format(found=found_in_words(rule, found, language), wanted=asked(rule, language))


def _word(code: str, language: str, list_name: str = "eligibility_evidence") -> str:
    return codelist(list_name).name_of(code, language)


def _named(codes: Iterable[str], language: str, list_name: str) -> str:
    parted = "、" if language == "ja" else ", "
    return parted.join(_word(one, language, list_name) for one in codes)

"""The words of every rule that a check applies, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tomoni.catalogue.iati.advice import ALL_RULES
from tomoni.catalogue.iati.rules import Rule

from ..findings import RuleWords, Severity


@dataclass(frozen=True, slots=True)
class _Worded:
    """A rule with its message in one language."""

    severity: Severity
    category: str
    message: str


def words_in(language: str) -> Callable[[str], RuleWords]:
    """Return what gives severity, category and message of a rule in a language, by its id."""

    def words_of(rule: str) -> RuleWords:
        found = rule_named(rule)
        return _Worded(found.severity, found.category, found.words.in_language(language))

    return words_of


def rule_named(rule: str) -> Rule:
    """Return the rule of an id."""
    return ALL_RULES[rule]

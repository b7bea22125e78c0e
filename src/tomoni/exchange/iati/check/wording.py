"""The words of every rule that a check applies: the standard's and our own advice."""

from __future__ import annotations

from tomoni.catalogue.iati.advice import advice

from ..findings import RuleWords


def rule_words(rule: str) -> RuleWords:
    """Return severity, category and message of a rule."""
    return advice()[rule]

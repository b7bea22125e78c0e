"""Our own advice on IATI files, and references across files: rule, severity, words.

What the standard demands is in ``rules``. Advice concerns what the standard allows and what still
misleads whoever reads the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from ..labels import Label
from ..packaged import packaged_rows
from .rules import RULES, Rule, RuleSource, Severity

# The advisories about references have the ids of the public validator.
_OF_THE_VALIDATOR = "1000."


def _source_of(rule: str) -> RuleSource:
    return "validator" if rule.startswith(_OF_THE_VALIDATOR) else "Tomoni"


ADVICE: Mapping[str, Rule] = MappingProxyType(
    {
        row["rule"]: Rule(
            row["rule"],
            cast(Severity, row["severity"]),
            row["category"],
            _source_of(row["rule"]),
            Label(row["message"], row["message_ja"]),
        )
        for row in packaged_rows("iati", "advice.csv")
    }
)
ALL_RULES: Mapping[str, Rule] = MappingProxyType({**RULES, **ADVICE})
"""Every rule that a check may name: the standard's, and our advice."""

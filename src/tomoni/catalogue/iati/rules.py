"""The rules of the IATI standard: ids, severities and categories as published, words of our own.

``data/iati/rules.csv`` has one row a rule id. ``data/iati/ruleset_cases.csv`` has the 107 cases of
the ruleset of 2.03, which say where each rule is asked: several cases may share an id. Rules about
codes come from ``code_list_checks``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from ..errors import NotFoundError, Where
from ..labels import Label
from ..packaged import packaged_rows
from .code_list_checks import CODE_LIST_CHECKS

Severity = Literal["critical", "error", "warning", "advisory"]
RuleSource = Literal["ruleset", "validator", "code lists", "Tomoni"]

# What every finding about a code says; the check names the list, the finding the place.
_CODE_WORDS = Label(
    "{name} is “{value}”, which the code list {list} does not have. Use a code of the list, or"
    " name the vocabulary that has it.",
    "{name} の値「{value}」はコード表 {list} にありません。表にあるコードを使うか、"
    "そのコードのある分類体系を書いてください。",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``words``: what is wrong and what to do, with ``{name}`` for each parameter."""

    rule: str
    severity: Severity
    category: str
    source: RuleSource
    words: Label

    @property
    def message(self) -> str:
        """Return the words in English."""
        return self.words.en


@dataclass(frozen=True, slots=True)
class RulesetCase:
    """One case of the standard's ruleset. ``context``: elements it is asked of, as XPath.

    ``foreach``: the case is asked once for each of these values, which take the place of ``$1`` in
    the arguments named by ``substitutes``. ``since``: version of the standard that brought it.
    """

    case: int
    rule: str
    since: str
    context: str
    kind: str
    foreach: str | None
    substitutes: tuple[str, ...]
    arguments: Mapping[str, Any]


RULESET_CASES: tuple[RulesetCase, ...] = tuple(
    RulesetCase(
        int(row["case"]),
        row["rule"],
        row["since"],
        row["context"],
        row["kind"],
        row["foreach"] or None,
        tuple(row["substitutes"].split()),
        MappingProxyType(json.loads(row["arguments"])),
    )
    for row in packaged_rows("iati", "ruleset_cases.csv")
)


def _rules() -> dict[str, Rule]:
    stated = {
        row["rule"]: Rule(
            row["rule"],
            cast(Severity, row["severity"]),
            row["category"],
            cast(RuleSource, row["source"]),
            Label(row["message"], row["message_ja"]),
        )
        for row in packaged_rows("iati", "rules.csv")
    }
    of_codes = {
        check.rule: Rule(check.rule, check.severity, check.category, "code lists", _CODE_WORDS)
        for check in reversed(CODE_LIST_CHECKS)
    }
    return stated | of_codes


# The public validator gives the ids 9.129.1 and 9.130.1 to two checks each: the first one counts.
RULES: Mapping[str, Rule] = MappingProxyType(_rules())


def rule_of(rule: str) -> Rule:
    """Return a rule by its id. Raises NotFoundError."""
    found = RULES.get(rule)
    if found is None:
        raise NotFoundError(
            f"There is no IATI rule {rule!r}.",
            where=Where(field="rule"),
            do="`RULES` has every id; our own advice is in `advice()`.",
        )
    return found


@cache
def cases_of(version: str) -> tuple[RulesetCase, ...]:
    """Return the cases that files of this version are checked by: 2.03 all, earlier the shared."""
    return tuple(one for one in RULESET_CASES if version == "2.03" or one.since < "2.03")

"""Eligibility rules as a call keeps them: read out of JSON, and nothing taken that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.eligibility_words import RULE_KINDS, UNASKED
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.labels import Label

from .eligibility import EligibilityRule, Parameter

_LISTS = {
    ("degree", "minimum"): "degree_level",
    ("language_level", "minimum"): "language_level",
    ("current_duties", "professions"): "profession",
    ("documents", "kinds"): "dossier_document_kind",
}


def read_rules(content: Mapping[str, Any]) -> tuple[EligibilityRule, ...]:
    """Return the rules of one version.

    Shape: ``{"rules": [{"code", "kind", "severity", "explanation": {"en", "ja"}, "parameters"}]}``.
    Errors: InputError naming the rule for a kind or parameter that is not known, a missing
    explanation, a code given twice, or words about what no rule may ask.
    """
    given = content.get("rules")
    if not isinstance(given, list) or not given:
        raise InputError("There is no eligibility rule.", where=Where(field="rules"), do="Add one.")
    rules = tuple(_rule(one) for one in given)
    codes = [rule.code for rule in rules]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise InputError(f"The rule {twice[0]} is given twice.", where=Where(field="rules"))
    return rules


def _rule(given: Any) -> EligibilityRule:
    if not isinstance(given, dict):
        raise InputError("A rule is no object.", where=Where(field="rules"))
    code, kind = str(given.get("code") or ""), str(given.get("kind") or "")
    where = Where(field=f"rules.{code or '?'}")
    if not code:
        raise InputError("A rule has no code.", where=where, do="Give it a short name.")
    if kind not in RULE_KINDS:
        known = ", ".join(RULE_KINDS)
        raise InputError(f"There is no kind of rule {kind!r}.", where=where, do=f"Use: {known}.")
    severity = str(given.get("severity") or "")
    if not codelist("eligibility_severity").is_active(severity):
        raise InputError("A rule is required or advisory.", where=where)
    explanation = label_of(given.get("explanation"), where)
    refuse_unasked(code, explanation.en, explanation.ja, where=where)
    return EligibilityRule(code, kind, severity, explanation, _parameters(kind, given, where))


def _parameters(kind: str, given: Mapping[str, Any], where: Where) -> dict[str, Parameter]:
    values = given.get("parameters") or {}
    known = RULE_KINDS[kind].parameters
    extra = sorted(set(values) - set(known))
    if extra:
        raise InputError(f"The rule has no parameter {extra[0]!r}.", where=where)
    missing = sorted(set(known) - set(values))
    if missing:
        raise InputError(f"The rule lacks the parameter {missing[0]!r}.", where=where)
    read = {name: _parameter(kind, name, values[name], known[name], where) for name in known}
    if kind == "age_range" and not 0 < _whole(read["minimum"]) <= _whole(read["maximum"]):
        raise InputError("The lowest age lies above the highest.", where=where)
    return read


def _whole(value: Parameter) -> int:
    return value if isinstance(value, int) else 0


def _parameter(kind: str, name: str, value: Any, type_: str, where: Where) -> Parameter:
    if type_ == "integer":
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
            raise InputError(f"{name} is no whole number from 0 to 100.", where=where)
        return value
    texts = tuple(str(one) for one in value) if isinstance(value, list | tuple) else (str(value),)
    list_name = _LISTS[kind, name]
    unknown = [one for one in texts if not codelist(list_name).is_active(one)]
    if unknown or not texts:
        raise InputError(
            f"{name}: {', '.join(unknown) or 'nothing'} is not in the list {list_name}.",
            where=where,
            do="Use codes of the list.",
        )
    return texts if type_ == "list" else texts[0]


def label_of(given: Any, where: Where) -> Label:
    """Return words in both languages. Errors: InputError when one of them is missing."""
    if not isinstance(given, dict):
        given = {}
    en, ja = str(given.get("en") or "").strip(), str(given.get("ja") or "").strip()
    if not en or not ja:
        raise InputError(
            "The wording is missing in English or Japanese.", where=where, do="Give both."
        )
    return Label(en, ja)


def refuse_unasked(*words: str, where: Where) -> None:
    """Errors: InputError when words ask about pregnancy, disability, illness, faith or family."""
    said = " ".join(words).casefold()
    found = [one for one in UNASKED if one in said]
    if found:
        raise InputError(
            f"A call may not ask about this ({found[0]}).",
            where=where,
            do="Ask for a medical clearance, yes or no: fitness is for a physician to judge.",
        )

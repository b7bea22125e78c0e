"""What a call rests on, in words: eligibility rules, selection policy, papers of the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.catalogue.policy_words import POLICY_GROUPS, POLICY_SENTENCES, POLICY_WORDS
from tomoni.rules.courses.dossiers import FormTemplate
from tomoni.rules.courses.eligibility import EligibilityRule
from tomoni.rules.courses.eligibility_evidence import asked
from tomoni.rules.courses.scoring import read_scoring

from ..typesetting import Language

# What these ask is the whole of their explanation.
_PLAIN = frozenset({"government_nomination", "medical_clearance"})


def rules_in_words(rules: tuple[EligibilityRule, ...], language: Language) -> tuple[str, ...]:
    """Return one sentence for each rule: the explanation, and what exactly is asked."""
    return tuple(_rule(one, language) for one in rules)


def _rule(rule: EligibilityRule, language: Language) -> str:
    text = rule.explanation.in_language(language)
    stop = POLICY_WORDS["full_stop"].in_language(language)
    if rule.kind not in _PLAIN:
        kind = codelist("eligibility_rule_kind").name_of(rule.kind, language)
        exact = _say(POLICY_WORDS["asked"], language, kind=kind, wanted=asked(rule, language))
        text = _say(
            POLICY_WORDS["rule"], language, explanation=text.removesuffix(stop), asked=exact
        )
    if rule.severity == "advisory":
        text = _say(POLICY_WORDS["advisory"], language, rule=text.removesuffix(stop))
    return text


def papers_in_words(form: FormTemplate, language: Language) -> tuple[str, ...]:
    """Return the kinds of documents that a dossier takes, and whether it must hold each."""
    words = codelist("dossier_document_kind")
    return tuple(
        _say(
            POLICY_WORDS["required_paper" if one.is_required else "optional_paper"],
            language,
            paper=words.name_of(one.kind, language),
        )
        for one in form.documents
    )


def policy_in_words(policy: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Return how a policy selects, sentence by sentence, in the order in which it decides.

    ``policy``: its JSON as the call keeps it, published or not. What it leaves open is not spoken
    of; costs and the need of single countries never are.
    """
    return tuple(_sentences(policy, language))


def _sentences(policy: Mapping[str, Any], language: Language) -> Iterator[str]:
    def say(name: str, **values: object) -> str:
        return _say(POLICY_SENTENCES[name], language, **values)

    yield from _committee(policy, language)
    for name in ("seats", "min_seats", "country_cap", "agency_cap"):
        if policy.get(name):
            yield say(name, count=policy[name])
    if policy.get("budget") is not None:
        yield say("budget")
    for one in policy.get("ceilings") or ():
        yield say("ceiling", group=_group(one, language), bound=_bound(one, language))
    if policy.get("respects_focal_order", True):
        yield say("respects_focal_order")
    for one in sorted(policy.get("floors") or (), key=lambda one: int(one.get("place") or 1)):
        yield say(
            "floor",
            place=one.get("place") or 1,
            group=_group(one, language),
            bound=_bound(one, language),
        )
    yield say("order")
    if policy.get("uses_need"):
        yield say("uses_need")
    yield say("lot")
    if policy.get("reserve_places"):
        yield say("reserve_places", count=policy["reserve_places"])


def _committee(policy: Mapping[str, Any], language: Language) -> Iterator[str]:
    scoring = read_scoring(policy)
    parted = "、" if language == "ja" else ", "
    criteria = parted.join(
        _say(
            POLICY_WORDS["criterion"],
            language,
            label=one.label.in_language(language),
            most=one.most,
            weight=one.weight,
        )
        for one in scoring.criteria
    )
    yield _say(POLICY_SENTENCES["criteria"], language, criteria=criteria)
    if scoring.hides:
        hidden = parted.join(
            POLICY_WORDS[one].in_language(language) for one in sorted(scoring.hides)
        )
        yield _say(POLICY_SENTENCES["hides"], language, hidden=hidden)
    yield POLICY_SENTENCES["recusal"].in_language(language)


def _group(bound: Mapping[str, Any], language: Language) -> str:
    kind, value = str(bound.get("group")), str(bound.get("value") or "")
    if kind == "profession":
        value = codelist("profession").name_of(value, language)
    elif kind == "region" and value in PLACES_BY_CODE:
        value = place_name(value, language)
    return _say(POLICY_GROUPS[kind], language, value=value)


def _bound(bound: Mapping[str, Any], language: Language) -> str:
    if bound.get("share"):
        return _say(POLICY_WORDS["share"], language, share=bound["share"])
    return _say(POLICY_WORDS["count"], language, count=bound.get("count"))


def _say(wording: Label, language: Language, /, **values: object) -> str:
    return wording.in_language(language).format(**values)

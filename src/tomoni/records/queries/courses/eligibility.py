"""Which eligibility rules are in force for a call, and which nobody has asked yet."""

from __future__ import annotations

from tomoni.records.models import Call, CallDocument, Nomination
from tomoni.rules.courses.eligibility import EligibilityRule
from tomoni.rules.courses.eligibility_rules import read_rules


def rules_in_force(call: Call) -> CallDocument | None:
    """Return the published version of the eligibility rules; in a draft call the latest."""
    rules = call.documents.filter(kind_code="eligibility").order_by("-version")
    return rules.filter(published_at__isnull=False).first() or rules.first()


def rules_of(document: CallDocument | None) -> tuple[EligibilityRule, ...]:
    """Return the rules of one version; none where there is no version."""
    return read_rules(document.content) if document is not None else ()


def unchecked_rules(nomination: Nomination) -> int:
    """Return how many rules in force nobody has asked of a nomination."""
    document = rules_in_force(nomination.call)
    if document is None:
        return 0
    codes = {rule.code for rule in rules_of(document)}
    checks = nomination.checks.filter(rules_version=document.version)
    return len(codes - set(checks.values_list("rule_code", flat=True)))

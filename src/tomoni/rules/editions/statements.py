"""Statements of two editions set against each other by what they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..findings import Classification, FindingClaim, classify
from ..findings.facts import is_dated_metric, metric_of
from ..findings.further import is_stale
from .values import Change, EditionText, PlacedClaim, StatementChange

Subject = tuple[str, str, str | None, str | None, str | None]
_UNCHANGED = frozenset({"same", "restatement"})
_CHANGES: tuple[Change, ...] = ("changed", "dropped", "appeared", "same")


def subject_of(claim: FindingClaim) -> Subject:
    """Return what a claim speaks of: statements of one subject are set against each other."""
    return (
        claim.activity_id, claim.metric_code, claim.unit, claim.currency, claim.population,
    )  # fmt: skip


def changes_of_statements(
    earlier: EditionText,
    later: EditionText,
    before: list[tuple[PlacedClaim, str]],
    after: list[tuple[PlacedClaim, str]],
) -> list[StatementChange]:
    """Return what became of each statement of the sections that both hold, most telling first.

    ``before`` and ``after``: the claims of those sections, each with its section. A subject that
    has moved to another section of the later edition is still said.
    """
    said_before, said_after = _by_subject(earlier.claims), _by_subject(later.claims)
    found = {}
    for placed, section in (*before, *after):
        subject = subject_of(placed.claim)
        if subject not in found:
            pair = said_before.get(subject, ()), said_after.get(subject, ())
            found[subject] = _statement(section, *pair)
    claims = {one.claim.claim_id: one.claim for one in (*earlier.claims, *later.claims)}
    return sorted(found.values(), key=lambda one: _weight(one, claims))


def _by_subject(claims: Iterable[PlacedClaim]) -> dict[Subject, tuple[FindingClaim, ...]]:
    found: dict[Subject, tuple[FindingClaim, ...]] = {}
    for one in sorted(claims, key=lambda one: one.start):
        subject = subject_of(one.claim)
        found[subject] = (*found.get(subject, ()), one.claim)
    return found


def _statement(
    section: str, before: Sequence[FindingClaim], after: Sequence[FindingClaim]
) -> StatementChange:
    ids = tuple(one.claim_id for one in before), tuple(one.claim_id for one in after)
    stale = any(is_stale(one) for one in after)
    if not after:
        dropped = Classification("stale_or_dropped", "no_longer_said")
        return StatementChange("dropped", section, *ids, dropped)
    if not before:
        return StatementChange("appeared", section, *ids, None, stale)
    found = classify([before[0], after[0]])
    pairs = zip(before, after, strict=False)
    alike = len(before) == len(after) and all(
        classify([one, other]).class_code in _UNCHANGED for one, other in pairs
    )
    return StatementChange("same" if alike else "changed", section, *ids, found, stale)


def _weight(one: StatementChange, claims: Mapping[str, FindingClaim]) -> tuple[object, ...]:
    """Changed, dropped, new, same; quantities before dates; then the order of ids."""
    claim = claims[(*one.earlier, *one.later)[0]]
    role = metric_of(claim).role
    kind = 2 if is_dated_metric(claim) else 0 if role in ("quantity", "result", "target") else 1
    return _CHANGES.index(one.change), kind, claim.currency is None, claim.claim_id

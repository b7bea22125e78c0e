"""How a committee scores: the criteria of the published policy, and when scores may change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError, Where
from tomoni.catalogue.labels import Label

from ..refusals import Refusal, raise_first
from .eligibility_rules import label_of

# What a policy may hide from the committee beside names and addresses, which are always hidden.
HIDEABLE: tuple[str, ...] = ("organisation", "country")
# Answers that say nothing of merit: the committee never reads them.
NEVER_SHOWN = frozenset({"medical_clearance", "diet"})
MOST_POINTS = 100
SCORING_STATES = frozenset({"closed", "screening"})
ASSESSING_STATES = frozenset({"closed", "screening", "deliberation"})
# A nomination that the committee scores, or has scored.
SCORED_STATES = ("eligible", "assessed")
# What a committee sees of a nomination once it was found eligible, whatever becomes of it.
SHOWN_STATES = (*SCORED_STATES, "proposed", "selected", "reserve", "not_selected", "appealed")
# Copies for the committee are made while the nomination is screened or scored.
_COPIED_STATES = frozenset({"received", "incomplete", *SCORED_STATES})

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WHERE = Where(field="criteria")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: whole points from 0 to ``most``; ``weight``: how much it counts."""

    code: str
    label: Label
    most: int
    weight: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a policy lets a committee score. ``hides``: of ``HIDEABLE``."""

    criteria: tuple[Criterion, ...]
    hides: frozenset[str]

    def overall(self, scores: Mapping[str, Any]) -> Fraction | None:
        """Return the weighted share of the points, 0 to 1; None while a criterion is blank."""
        if any(scores.get(one.code) is None for one in self.criteria):
            return None
        points = [Fraction(one.weight * scores[one.code], one.most) for one in self.criteria]
        return sum(points, Fraction(0)) / sum(one.weight for one in self.criteria)

    def given(self, typed: Mapping[str, str]) -> tuple[dict[str, int], dict[str, Label]]:
        """Return the points that fit their criteria, and why each other entry does not.

        A blank entry is left out: blank is not zero.
        """
        fit: dict[str, int] = {}
        faults: dict[str, Label] = {}
        for one in self.criteria:
            text = str(typed.get(one.code) or "").strip()
            if not text:
                continue
            if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= one.most:
                fit[one.code] = int(text)
            else:
                faults[one.code] = Label(
                    f"Give whole points from 0 to {one.most}.",
                    f"0から{one.most}までの整数で採点してください。",
                )
        return fit, faults


OVERALL = Criterion("overall", Label("Overall merit", "総合評価"), 10, 1)
"""The one criterion of a policy that names none."""


def read_scoring(content: Mapping[str, Any]) -> Scoring:
    """Return how a policy lets the committee score, out of its JSON.

    ``criteria``: a list of code, label, most and weight; ``committee_hides``: what is hidden beside
    names and addresses (organisation and country where it is not said). Errors: InputError naming
    what cannot be read.
    """
    hides = content.get("committee_hides", list(HIDEABLE))
    if not isinstance(hides, list) or not set(hides) <= set(HIDEABLE):
        raise InputError(
            "What is hidden from the committee cannot be read.",
            where=Where(field="committee_hides"),
            do=f"Use: {', '.join(HIDEABLE)}.",
        )
    criteria = tuple(_criterion(one) for one in content.get("criteria") or ())
    codes = [one.code for one in criteria]
    if len(codes) != len(set(codes)):
        raise InputError("A criterion stands twice.", where=_WHERE, do="Name each once.")
    return Scoring(criteria or (OVERALL,), frozenset(hides))


def _criterion(given: Any) -> Criterion:
    if not isinstance(given, dict) or not _CODE.fullmatch(str(given.get("code") or "")):
        raise InputError("The code of a criterion is small letters and _.", where=_WHERE)
    where = Where(field=f"criteria.{given['code']}")
    most, weight = given.get("most", 10), given.get("weight", 1)
    for value in (most, weight):
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_POINTS:
            raise InputError(f"Points and weights are from 1 to {MOST_POINTS}.", where=where)
    return Criterion(given["code"], label_of(given.get("label"), where), most, weight)


def why_not_score(
    call_state: str, is_locked: bool, nomination_state: str, recusal: str | None
) -> list[Refusal]:
    """Return why a member may not score a nomination. ``recusal``: reason code; None: none."""
    if recusal is not None:
        return [Refusal("recused_here", {"reason": recusal.replace("_", " ")})]
    if is_locked:
        return [Refusal("scores_are_fixed")]
    if call_state not in SCORING_STATES or nomination_state not in SCORED_STATES:
        return [Refusal("not_scored_now", {"state": call_state.replace("_", " ")})]
    return []


def can_score(call_state: str, is_locked: bool, nomination_state: str, recusal: str | None) -> bool:
    """Whether a member may score a nomination now."""
    return not why_not_score(call_state, is_locked, nomination_state, recusal)


def check_score(
    call_state: str, is_locked: bool, nomination_state: str, recusal: str | None
) -> None:
    """Errors: NotPermittedError when the member is recused; TransitionError otherwise."""
    refusals = why_not_score(call_state, is_locked, nomination_state, recusal)
    raise_first([one for one in refusals if one.code == "recused_here"], NotPermittedError)
    raise_first(refusals, TransitionError)


def is_shown(nomination_state: str) -> bool:
    """Whether the committee sees a nomination in this state."""
    return nomination_state in SHOWN_STATES


def why_not_copy(nomination_state: str) -> list[Refusal]:
    """Return why no copy for the committee is added: not received yet, or decided."""
    return [] if nomination_state in _COPIED_STATES else [Refusal("no_copy_now")]


def check_copy(nomination_state: str) -> None:
    """Errors: TransitionError when no copy for the committee is added now."""
    raise_first(why_not_copy(nomination_state), TransitionError)


def why_not_await(call_state: str) -> list[Refusal]:
    """Return why scores are not awaited: the call is not scored now."""
    if call_state in SCORING_STATES:
        return []
    return [Refusal("not_scored_now", {"state": call_state.replace("_", " ")})]


def check_await(call_state: str) -> None:
    """Errors: TransitionError when a call is not scored now."""
    raise_first(why_not_await(call_state), TransitionError)


def why_not_lock(call_state: str, is_locked: bool, unscored: int) -> list[Refusal]:
    """Return why a member's scores are not fixed yet; ``unscored``: nominations left."""
    if is_locked:
        return [Refusal("scores_are_fixed")]
    if call_state not in SCORING_STATES:
        return [Refusal("not_scored_now", {"state": call_state.replace("_", " ")})]
    return [Refusal("scores_missing", {"count": str(unscored)})] if unscored else []


def check_lock(call_state: str, is_locked: bool, unscored: int) -> None:
    """Errors: TransitionError when a member's scores cannot be fixed."""
    raise_first(why_not_lock(call_state, is_locked, unscored), TransitionError)


def why_not_reopen(call_state: str, is_locked: bool, reason: str) -> list[Refusal]:
    """Return why locked scores may not be opened again: only before deliberation, for a reason."""
    if not is_locked:
        return [Refusal("scores_are_open")]
    if call_state not in SCORING_STATES:
        return [Refusal("scores_are_final")]
    return [] if reason.strip() else [Refusal("why_missing", {}, "why")]


def can_reopen(call_state: str, is_locked: bool) -> bool:
    """Whether locked scores may be opened again, if a reason is given."""
    return not why_not_reopen(call_state, is_locked, "given")


def check_reopen(call_state: str, is_locked: bool, reason: str) -> None:
    """Errors: TransitionError when locked scores may not be opened again."""
    raise_first(why_not_reopen(call_state, is_locked, reason), TransitionError)


def why_not_committee(call_state: str, is_there: bool) -> list[Refusal]:
    """Return why nobody is added to the committee of a call: deliberation began, or is in it."""
    if call_state in ("deliberation", "decided", "notified", "archived"):
        return [Refusal("scores_are_final")]
    return [Refusal("reviewer_there", {}, "user")] if is_there else []


def check_committee(call_state: str, is_there: bool) -> None:
    """Errors: TransitionError when the committee is not changed."""
    raise_first(why_not_committee(call_state, is_there), TransitionError)


def why_not_assess(
    call_state: str, reviewers: int, unlocked: int, without_score: int
) -> list[Refusal]:
    """Return why merit is not computed yet.

    ``reviewers``: members; ``unlocked``: members whose scores are open; ``without_score``:
    nominations that nobody scored, since blank is not zero.
    """
    if call_state not in ASSESSING_STATES:
        return [Refusal("not_scored_now", {"state": call_state.replace("_", " ")})]
    if not reviewers:
        return [Refusal("no_committee")]
    if unlocked:
        return [Refusal("scores_are_locked", {"count": str(unlocked)})]
    if without_score:
        return [Refusal("nominations_without_score", {"count": str(without_score)})]
    return []


def check_assess(call_state: str, reviewers: int, unlocked: int, without_score: int) -> None:
    """Errors: TransitionError when merit is not computed yet."""
    raise_first(why_not_assess(call_state, reviewers, unlocked, without_score), TransitionError)

"""The steps of a proposal: from which state each leads where.

| step | from | to |
|---|---|---|
| link, correct | proposed | proposed |
| accept | proposed | accepted |
| reject | proposed | rejected |
| merge | proposed | merged |
| contest | proposed | contested |
| accept, reject, merge, as two reviewers agree | contested | as above |
| undo, by who took the step | accepted, rejected, merged | proposed |
| undo, by somebody else | accepted, rejected, merged | contested |
| undo of link, correct | proposed | proposed |
| undo of contest, by who contested, before any review | contested | proposed |

A superseded proposal takes no step: a later reading no longer proposes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tomoni.catalogue.errors import TransitionError
from tomoni.catalogue.labels import Label

from ..refusals import Refusal, raise_first

SETTLED: Mapping[str, str] = MappingProxyType(
    {"accept": "accepted", "reject": "rejected", "merge": "merged"}
)
"""State that each opinion leads to."""
_IN_PLACE = frozenset({"link", "correct"})


@dataclass(frozen=True, slots=True)
class LastStep:
    """The step that an undo would take back. ``reviews``: how many were given on it."""

    kind: str
    is_own: bool
    reviews: int = 0


def state_after(kind: str, state: str, *, agreed: bool = False) -> str | None:
    """Return the state that a step other than undo leads to; None: it may not be taken.

    ``agreed``: two reviewers of a contested proposal hold the same.
    """
    if kind in SETTLED and state == ("contested" if agreed else "proposed"):
        return SETTLED[kind]
    if state == "proposed" and kind in _IN_PLACE:
        return state
    return "contested" if (kind, state) == ("contest", "proposed") else None


def why_not_step(kind: str, state: str, *, agreed: bool = False) -> list[Refusal]:
    """Return why a step other than undo may not be taken from a state."""
    if state_after(kind, state, agreed=agreed) is not None:
        return []
    if state == "contested":
        return [Refusal("proposal_contested")]
    return [Refusal("proposal_decided")]


def check_step(kind: str, state: str, *, agreed: bool = False) -> str:
    """Return the state that a step leads to. Errors: TransitionError with the reason against it."""
    raise_first(why_not_step(kind, state, agreed=agreed), TransitionError)
    return str(state_after(kind, state, agreed=agreed))


def state_after_undo(last: LastStep | None) -> str | None:
    """Return the state that taking back the last step leads to; None: it may not be taken back."""
    if last is None:
        return None
    if last.kind in _IN_PLACE:
        return "proposed"
    if last.kind in SETTLED:
        return "proposed" if last.is_own else "contested"
    return "proposed" if last.kind == "contest" and last.is_own and not last.reviews else None


def why_not_undo(last: LastStep | None) -> list[Refusal]:
    """Return why the last step may not be taken back."""
    if state_after_undo(last) is not None:
        return []
    if last is None:
        return [Refusal("proposal_untouched")]
    return [Refusal("proposal_contest_stands")]


def check_undo(last: LastStep | None) -> str:
    """Return the state that an undo leads to. Errors: TransitionError with the reason."""
    raise_first(why_not_undo(last), TransitionError)
    return str(state_after_undo(last))


def check_seen(seen: int | None, stored: int, changes: Label | str = "") -> None:
    """Errors: TransitionError when somebody took a step since the revision that was seen.

    ``changes``: what was done meanwhile, in words. None asks nothing.
    """
    if seen is not None and seen != stored:
        raise_first([Refusal("evidence_changed_meanwhile", {"changes": changes})], TransitionError)


def check_previewed(seen: str | None, now: str) -> None:
    """Errors: TransitionError when what would be accepted is not what the preview showed."""
    if seen is not None and seen != now:
        raise_first([Refusal("evidence_preview_changed")], TransitionError)


def check_review(state: str) -> None:
    """Errors: TransitionError when a proposal is not contested, so that there is no review."""
    if state != "contested":
        raise_first([Refusal("proposal_not_contested")], TransitionError)

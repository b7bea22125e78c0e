"""When two rows may be taken for one human being, and when that may be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.catalogue.errors import TransitionError

from ..refusals import Refusal, raise_first


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """Two rows of persons and what they have in common.

    ``editions`` and ``calls``: names of those in which both take part or stand nominated.
    ``is_merged`` and ``is_erased``: one of the two already is. ``accounts``: how many of the two
    have an account.
    """

    same_row: bool = False
    is_merged: bool = False
    is_erased: bool = False
    editions: Sequence[str] = ()
    calls: Sequence[str] = ()
    accounts: int = 0


def why_not_merge(facts: MergeFacts) -> list[Refusal]:
    """Return every reason against a merge: one human never takes part twice in one edition."""
    refusals = []
    if facts.same_row:
        refusals.append(Refusal("merge_with_itself"))
    if facts.is_merged:
        refusals.append(Refusal("merged_already"))
    if facts.is_erased:
        refusals.append(Refusal("person_is_erased"))
    if facts.editions:
        refusals.append(Refusal("both_took_part", {"editions": ", ".join(facts.editions)}))
    if facts.calls:
        refusals.append(Refusal("both_are_nominated", {"calls": ", ".join(facts.calls)}))
    if facts.accounts > 1:
        refusals.append(Refusal("both_have_accounts"))
    return refusals


def can_merge(facts: MergeFacts) -> bool:
    """Whether the two rows may be merged."""
    return not why_not_merge(facts)


def check_merge(facts: MergeFacts) -> None:
    """Errors: TransitionError with the first reason against the merge."""
    raise_first(why_not_merge(facts), TransitionError)


@dataclass(frozen=True, slots=True)
class UndoFacts:
    """A merge and what became of it. ``moved_on``: rows that have gone elsewhere since.

    ``kept_is_merged``: who stood for both has itself been merged since. ``is_erased``: either has
    been erased since.
    """

    state_code: str
    moved_on: int = 0
    kept_is_merged: bool = False
    is_erased: bool = False


def why_not_undo(facts: UndoFacts) -> list[Refusal]:
    """Return every reason against undoing a decision about two persons."""
    if facts.state_code == "open":
        return [Refusal("not_decided_yet")]
    if facts.state_code != "merged":
        return []
    refusals = []
    if facts.is_erased:
        refusals.append(Refusal("person_is_erased"))
    if facts.kept_is_merged or facts.moved_on:
        refusals.append(Refusal("later_merge_stands"))
    return refusals


def can_undo(facts: UndoFacts) -> bool:
    """Whether the decision may be undone."""
    return not why_not_undo(facts)


def check_undo(facts: UndoFacts) -> None:
    """Errors: TransitionError with the first reason against undoing."""
    raise_first(why_not_undo(facts), TransitionError)

"""Filling places again: when a run on free places may be asked for, and who moves up by it."""

from __future__ import annotations

from collections.abc import Collection

from tomoni.catalogue.errors import TransitionError

from ..refusals import Refusal, raise_first

# Whoever was assessed and holds no seat: the waiting list, and those behind it.
ON_THE_LIST = ("reserve", "not_selected")


def why_not_replace(free: int | None, unsent: int, is_running: bool) -> list[Refusal]:
    """Return why no run on free places is asked for.

    ``free``: seats without a holder, None where seats are not decided; ``unsent``: selected people
    without an offer; ``is_running``: a run of the call is not finished.
    """
    if is_running:
        return [Refusal("selection_is_running")]
    if unsent:
        return [Refusal("offers_not_sent", {"count": str(unsent)})]
    return [Refusal("no_place_is_free")] if free is not None and free < 1 else []


def can_replace(free: int | None, unsent: int, is_running: bool) -> bool:
    """Whether a run on free places may be asked for."""
    return not why_not_replace(free, unsent, is_running)


def check_replace(free: int | None, unsent: int, is_running: bool) -> None:
    """Errors: TransitionError when no run on free places is asked for."""
    raise_first(why_not_replace(free, unsent, is_running), TransitionError)


def why_not_take_up(
    kept_then: Collection[str], kept_now: Collection[str], is_conflict: bool
) -> list[Refusal]:
    """Return why the people that a run proposes do not move up.

    ``kept_then``, ``kept_now``: nominations that held a seat when it was asked for, and today.
    """
    if is_conflict:
        return [Refusal("policy_in_conflict")]
    return [] if set(kept_then) == set(kept_now) else [Refusal("places_have_changed")]


def can_take_up(kept_then: Collection[str], kept_now: Collection[str], is_conflict: bool) -> bool:
    """Whether the people that a run proposes may move up."""
    return not why_not_take_up(kept_then, kept_now, is_conflict)


def check_take_up(kept_then: Collection[str], kept_now: Collection[str], is_conflict: bool) -> None:
    """Errors: TransitionError when the people that a run proposes do not move up."""
    raise_first(why_not_take_up(kept_then, kept_now, is_conflict), TransitionError)

"""Two people at one record: whoever saves names the revision that they saw."""

from __future__ import annotations

from tomoni.catalogue.errors import TransitionError

from ..refusals import Refusal, raise_first


def why_not_save(seen: int | None, stored: int, change: str = "", at: str = "") -> list[Refusal]:
    """Return why a save that rests on the revision ``seen`` may not go on; None asks nothing.

    ``change`` and ``at``: what was done last, and when.
    """
    if seen is None or seen == stored:
        return []
    return [Refusal("changed_meanwhile", {"change": change or "change", "at": at})]


def can_save(seen: int | None, stored: int) -> bool:
    """Whether nobody has changed the record since it was seen."""
    return not why_not_save(seen, stored)


def check_save(seen: int | None, stored: int, change: str = "", at: str = "") -> None:
    """Errors: TransitionError saying what was changed meanwhile."""
    raise_first(why_not_save(seen, stored, change, at), TransitionError)

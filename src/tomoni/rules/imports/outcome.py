"""Whether an activity that comes in is created, changed, left as it is, or put aside."""

from __future__ import annotations

from dataclasses import dataclass

from .brought import Brought, Note

Outcome = str
"""Of the code list ``import_outcome``."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger holds under an identifier of a publisher.

    ``digest``: of what was imported; None: it was recorded here, not imported.
    """

    digest: str | None


def outcome_of(
    brought: Brought, standing: Standing | None, mode: str, *, is_first: bool
) -> tuple[Outcome, tuple[Note, ...]]:
    """Return what becomes of an activity, and why where it is put aside or skipped.

    ``mode``: "add" leaves what is there, "overwrite" changes what was imported. What is recorded
    here is never changed by an import. ``is_first``: no earlier activity of the file bears the
    identifier.
    """
    if brought.reasons:
        return "quarantined", brought.reasons
    if not is_first:
        return "quarantined", (Note("identifier_twice"),)
    if standing is None:
        return "created", ()
    if standing.digest is None:
        return "skipped", (Note("own_record"),)
    if standing.digest == brought.digest:
        return "unchanged", ()
    if mode == "overwrite":
        return "changed", ()
    return "skipped", (Note("there_already"),)

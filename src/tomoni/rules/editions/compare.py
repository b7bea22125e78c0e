"""What a later edition says, no longer says and newly says, where both hold the same sections.

Silence tells something only where the later text of the section is held in full; so everything is
asked of the sections that both editions hold. What stands elsewhere is counted, and not judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from tomoni.catalogue.errors import RefusedError

from .names import changes_of_names
from .statements import changes_of_statements
from .values import EditionsCompared, EditionText, PlacedClaim, PlacedNaming


def common_sections(earlier: EditionText, later: EditionText) -> tuple[str, ...]:
    """Return the codes of the sections that both hold, in the order of the earlier text."""
    held = {section.code for section in later.sections}
    return tuple(dict.fromkeys(one.code for one in earlier.sections if one.code in held))


def compare_editions(earlier: EditionText, later: EditionText) -> EditionsCompared:
    """Return every difference between two editions of one publication.

    Errors: RefusedError for documents of two publishers, an edition that is not later or undated,
    and documents that hold no section in common.
    """
    _check_comparable(earlier, later)
    shared = common_sections(earlier, later)
    before, after = _claims_in(earlier, shared), _claims_in(later, shared)
    names_before, names_after = _namings_in(earlier, shared), _namings_in(later, shared)
    compared = len(before) + len(after) + len(names_before) + len(names_after)
    told = sum(len(one.claims) + len(one.namings) for one in (earlier, later))
    return EditionsCompared(
        shared,
        tuple(changes_of_statements(earlier, later, before, after)),
        tuple(changes_of_names(names_before, names_after)),
        told - compared,
    )


def _check_comparable(earlier: EditionText, later: EditionText) -> None:
    if earlier.publisher != later.publisher:
        raise RefusedError(
            f"{earlier.document_id} and {later.document_id} are no editions of one publication.",
            do="Name two editions of one publisher.",
        )
    if earlier.year is None or later.year is None or earlier.year >= later.year:
        raise RefusedError(
            f"{later.document_id} is not known to be later than {earlier.document_id}.",
            do="Name two dated editions, the earlier one first.",
        )
    if not common_sections(earlier, later):
        raise RefusedError(
            f"{earlier.document_id} and {later.document_id} hold no section in common, so what "
            "one of them leaves out says nothing.",
            do="Name two editions that hold the same section.",
        )


def _section_at(edition: EditionText, start: int) -> str | None:
    found = (one.code for one in edition.sections if one.start <= start < one.end)
    return next(found, None)


def _claims_in(edition: EditionText, shared: Sequence[str]) -> list[tuple[PlacedClaim, str]]:
    placed = ((one, _section_at(edition, one.start)) for one in edition.claims)
    return [(one, section) for one, section in placed if section in shared and section is not None]


def _namings_in(edition: EditionText, shared: Sequence[str]) -> list[tuple[PlacedNaming, str]]:
    placed = ((one, _section_at(edition, one.start)) for one in edition.namings)
    return [(one, section) for one, section in placed if section in shared and section is not None]

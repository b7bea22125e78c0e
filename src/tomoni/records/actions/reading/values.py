"""What a reader outside the ledger hands over: a text, its proposals, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tomoni.reading.proposals import Proposal


@dataclass(frozen=True, slots=True)
class TextValues:
    """One text as it was read out of one file; see ``records.models.reading.DocumentText``.

    ``pages``, ``headings``: (offset, label). ``parts``: (start, end, kind). Years are None where
    nothing says so.
    """

    text: str
    kind_code: str
    media_type: str
    encoding: str | None
    language_code: str
    source_name: str
    source_sha256: str
    source_bytes: int
    pages: tuple[tuple[int, str], ...]
    headings: tuple[tuple[int, str], ...]
    parts: tuple[tuple[int, int, str], ...]
    edition_year: int | None
    edition_basis_code: str
    edition_evidence: str
    period_start: int | None
    period_end: int | None
    period_basis_code: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedAt:
    """A proposal with its place. ``part``: the kind of part it stands in; None: running text.

    ``hides``: whether characters that nobody sees stand in its line: what is printed may then look
    other than what is read.
    """

    proposal: Proposal
    page: str | None
    section: str | None
    part: str | None
    hides: bool


@dataclass(frozen=True, slots=True)
class TextRead:
    """A file that was read."""

    values: TextValues
    proposals: tuple[ProposedAt, ...]


@dataclass(frozen=True, slots=True)
class FileRefused:
    """A file that was not. ``reason``: of ``catalogue.document_refusals``."""

    reason: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file to be read. ``content``: itself, or where it lies.

    ``document_id``: the registered document whose text it is said to be.
    """

    name: str
    content: bytes | Path
    document_id: str | None = None

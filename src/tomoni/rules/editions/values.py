"""What the comparison of two editions takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..findings import Classification, FindingClaim

Change = Literal["changed", "same", "dropped", "appeared"]


@dataclass(frozen=True, slots=True)
class Section:
    """One section that a document holds in full: its code, first character, character after."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim and where the document prints it first."""

    claim: FindingClaim
    start: int


@dataclass(frozen=True, slots=True)
class PlacedNaming:
    """One name in a role. ``code``: of the country or body. ``activity_id``: what it is for."""

    naming_id: str
    role: str
    code: str
    is_place: bool
    activity_id: str | None
    is_open: bool | None
    start: int


@dataclass(frozen=True, slots=True)
class EditionText:
    """One edition with all that is known of its text. ``year``: None where it is undated."""

    document_id: str
    publisher: str
    year: int | None
    sections: tuple[Section, ...]
    claims: tuple[PlacedClaim, ...]
    namings: tuple[PlacedNaming, ...]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What became of one statement. ``earlier`` and ``later``: claims; empty where none is.

    ``is_stale``: the later edition prints a running total that stops long before it.
    """

    change: Change
    section: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    classification: Classification | None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class NamingChange:
    """A country or body that one of the editions names in a role and the other does not.

    ``section``: where it is named. ``only_for``: it is still, or was before, named in the role, but
    not for this activity; None where it is not named in the role at all. ``namings``: by their ids.
    ``was_open``: the list that lacks the name is open, so that its silence tells less.
    """

    change: Literal["dropped", "appeared"]
    section: str
    role: str
    code: str
    is_place: bool
    only_for: str | None
    was_open: bool
    namings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionsCompared:
    """All differences, and how many statements and names of each edition were not compared."""

    sections: tuple[str, ...]
    statements: tuple[StatementChange, ...]
    namings: tuple[NamingChange, ...]
    not_compared: int

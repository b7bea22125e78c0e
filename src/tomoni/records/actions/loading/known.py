"""What the checks have seen so far of a portfolio: small facts of its rows, never the rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from .problems import BadRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reference to a row that has not been seen yet: it may stand later, or in the ledger."""

    bad_row: BadRow
    table: str
    public_id: str


@dataclass(slots=True)
class Known:
    """Facts of the rows seen, by public id.

    ``lines``: per table the line of each id. ``document_lengths``: characters, also of documents in
    the ledger. ``activity_kinds``: kind codes. ``parents``: per table, child to parent.
    ``roles``: claims that state a target or a result. ``pledged``: claims that a pledge lists.
    ``unique``: values that may stand once only, with the line of the first. ``aside``: ids of
    rows that are put aside.
    """

    document_lengths: dict[str, int] = field(default_factory=dict)
    activity_kinds: dict[str, str] = field(default_factory=dict)
    lines: dict[str, dict[str, int]] = field(default_factory=dict)
    parents: dict[str, dict[str, str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    pledged: dict[str, int] = field(default_factory=dict)
    unique: dict[tuple[str, ...], int] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    aside: dict[str, set[str]] = field(default_factory=dict)

    def has(self, table: str, public_id: str) -> bool:
        """Whether a row of this id has been seen."""
        return public_id in self.lines.get(table, ())

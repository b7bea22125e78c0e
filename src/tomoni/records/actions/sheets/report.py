"""What a file of sheets would change, or did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# So many changes are told one by one; the rest is counted.
MOST_TOLD = 200


@dataclass(frozen=True, slots=True, order=True)
class SheetProblem:
    """What is wrong in one line of a table. ``field``: None for the line as a whole."""

    table: str
    line: int
    field: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that a line changes. None: not stated."""

    line: int
    public_id: str
    field: str
    before: Any
    after: Any


@dataclass
class TableReport:
    """Lines of one table. ``bad`` ones are in none of the other counts."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    changes: list[Change] = field(default_factory=list)


@dataclass
class SheetReport:
    """What a file holds against the ledger. ``is_applied``: it has been read in."""

    tables: dict[str, TableReport] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    is_applied: bool = False

    @property
    def has_changes(self) -> bool:
        """Whether the file says anything that is not on record."""
        return any(one.new or one.changed for one in self.tables.values())

    @property
    def bad_lines(self) -> int:
        """How many lines have a problem."""
        return sum(one.bad for one in self.tables.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON: whole numbers, texts and lists."""
        return {
            "applied": self.is_applied,
            "tables": {
                name: {
                    "rows": one.rows,
                    "new": one.new,
                    "changed": one.changed,
                    "same": one.same,
                    "bad": one.bad,
                    "changes": [
                        {
                            "line": change.line,
                            "id": change.public_id,
                            "field": change.field,
                            "before": change.before,
                            "after": change.after,
                        }
                        for change in one.changes
                    ],
                }
                for name, one in self.tables.items()
            },
            "problems": [
                {"table": one.table, "line": one.line, "field": one.field, "reason": one.reason}
                for one in self.problems
            ],
        }

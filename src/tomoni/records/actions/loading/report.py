"""What a load did, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .problems import BadRow

# So many names of rows stand in a report; the rest is counted.
SHOWN = 20


@dataclass
class FileReport:
    """Rows of one file. ``missing``: loaded earlier and no longer in the file; they stay."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    missing_ids: list[str] = field(default_factory=list)


@dataclass
class LoadReport:
    """What a load did. ``outcomes``: claims written in this load, by outcome and reason."""

    portfolio_id: str
    title: str
    files: dict[str, FileReport] = field(default_factory=dict)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    entered: int = 0
    reversed: int = 0
    observed: int = 0
    withdrawn: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)
    quarantine: Path | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the load changed anything in the ledger."""
        return any(file.new or file.changed for file in self.files.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON: whole numbers, texts and lists."""
        return {
            "portfolio": self.portfolio_id,
            "title": self.title,
            "changed": self.has_changed,
            "files": {
                name: {
                    "new": file.new,
                    "changed": file.changed,
                    "unchanged": file.unchanged,
                    "missing": file.missing,
                    "missing_ids": file.missing_ids,
                }
                for name, file in self.files.items()
            },
            "claims": [
                {"outcome": outcome, "reason": reason, "count": count}
                for (outcome, reason), count in sorted(self.outcomes.items())
            ],
            "findings": [
                {"class": class_code, "state": state, "count": count}
                for (class_code, state), count in sorted(self.findings.items())
            ],
            "entries_entered": self.entered,
            "entries_reversed": self.reversed,
            "observations_made": self.observed,
            "observations_withdrawn": self.withdrawn,
            "bad_rows": len({(bad.file, bad.line) for bad in self.bad_rows}),
            "quarantine": None if self.quarantine is None else str(self.quarantine),
        }

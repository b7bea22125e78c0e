"""What a check of one file came to: the verdicts, the counts, and the findings in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from ..findings import FINDINGS, SEVERITIES, Finding, Severity, Verdict, in_words, verdict_of
from .wording import rule_named, words_in

FileKind = Literal["activities", "organisations"]
# Findings turned into words at a time: the words of a million would be half a gigabyte.
_AT_A_TIME = 10_000


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file, checked.

    ``version`` and ``kind``: None where the file does not say, or cannot be read. ``activities``:
    how many activities, or organisations. ``findings_table``: of the schema ``FINDINGS``.
    ``identifiers``: of each activity as written, by ordinal; null: it has none. ``is_readable``:
    False where nothing of the file could be read as IATI.
    """

    file: str
    version: str | None = None
    kind: FileKind | None = None
    activities: int = 0
    findings_table: pa.Table = field(default_factory=FINDINGS.empty_table)
    identifiers: pa.Array | pa.ChunkedArray = field(default_factory=lambda: pa.array([], "string"))
    is_readable: bool = True

    def rule_counts(self) -> dict[str, int]:
        """Return how many findings each rule has, the severest and most frequent rules first."""
        counted = pc.value_counts(self.findings_table["rule"]).to_pylist()
        counts = {one["values"]: one["counts"] for one in counted}
        order = sorted(counts, key=lambda rule: (_rank(rule), -counts[rule], _natural(rule)))
        return {rule: counts[rule] for rule in order}

    def severity_counts(self) -> dict[Severity, int]:
        """Return how many findings each severity has, zero where none."""
        counted: Counter[Severity] = Counter()
        for rule, count in self.rule_counts().items():
            counted[rule_named(rule).severity] += count
        return {severity: counted[severity] for severity in SEVERITIES}

    def verdict(self) -> Verdict:
        """Return whether the file is accepted, and whether it is clean."""
        return verdict_of([severity for severity, count in self.severity_counts().items() if count])

    def activity_counts(self, most: int) -> dict[str, int]:
        """Return how many findings each activity that has an identifier has; the most first."""
        counted = pc.value_counts(self.findings_table["activity"].drop_null()).to_pylist()
        counted.sort(key=lambda one: (-one["counts"], one["values"]))
        named = ((self.identifiers[one["values"]].as_py(), one["counts"]) for one in counted)
        found: dict[str, int] = {}
        for identifier, count in named:
            if identifier and len(found) < most:
                found[identifier] = found.get(identifier, 0) + count
        return found

    def findings(self, language: str = "en") -> Iterator[Finding]:
        """Yield the findings in words in the order of lines; those of the whole file come first."""
        table = self.findings_table
        order = pc.sort_indices(
            table,
            sort_keys=[(name, "ascending", "at_start") for name in ("line", "column", "rule")],
        )
        for start in range(0, len(table), _AT_A_TIME):
            yield from self._in_words(table.take(order[start : start + _AT_A_TIME]), language)

    def findings_of(self, rule: str, most: int, language: str = "en") -> list[Finding]:
        """Return the findings of one rule in words in the order of lines, at most ``most``."""
        table = self.findings_table.filter(pc.equal(self.findings_table["rule"], rule))
        order = pc.sort_indices(table, sort_keys=[("line", "ascending", "at_start")])
        return list(self._in_words(table.take(order[:most]), language))

    def _in_words(self, table: pa.Table, language: str) -> Iterator[Finding]:
        ordinals = pc.unique(table["activity"]).drop_null()
        known = {one.as_py(): self.identifiers[one.as_py()].as_py() for one in ordinals}
        return in_words(table, file=self.file, identifiers=known, rule_of=words_in(language))

    def json_parts(self, language: str = "en") -> Iterator[str]:
        """Yield the file's JSON object, on one line, in pieces: findings may be many."""
        verdict = self.verdict()
        head = {
            "file": self.file,
            "version": self.version,
            "activities": self.activities,
            "accepted": verdict.accepted,
            "clean": verdict.clean,
        }
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "findings": ['
        for place, finding in enumerate(self.findings(language)):
            yield (", " if place else "") + json.dumps(finding_json(finding), ensure_ascii=False)
        yield "]}"


def finding_json(finding: Finding) -> dict[str, str | int | None]:
    """Return a finding as it stands in a JSON answer; the file is named once, above it."""
    return {
        "line": finding.line,
        "column": finding.column,
        "activity": finding.activity,
        "element": finding.element,
        "rule": finding.rule,
        "severity": finding.severity,
        "category": finding.category,
        "message": finding.message,
    }


def exit_code_of(checks: Sequence[FileCheck]) -> int:
    """Return 0: every file is clean; 1: one has an error or worse; 2: one cannot be read."""
    if not all(check.is_readable for check in checks):
        return 2
    return 0 if all(check.verdict().clean for check in checks) else 1


def _rank(rule: str) -> int:
    return SEVERITIES.index(rule_named(rule).severity)


def _natural(rule: str) -> tuple[tuple[int, str], ...]:
    """Order 9.2.1 before 9.10.1."""
    parts = rule.split(".")
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)

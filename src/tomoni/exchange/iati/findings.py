"""What is wrong in an IATI file: in bulk as an Arrow table, in words one by one.

In bulk a finding names only its rule, its place and its parameters. Severity, category and wording
belong to the rule and are looked up when a finding is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import pyarrow as pa

Severity = Literal["critical", "error", "warning", "advisory"]
SEVERITIES: tuple[Severity, ...] = ("critical", "error", "warning", "advisory")

# ``activity``: ordinal of the activity (or organisation) in the file, null: the file as a whole.
# ``parameters``: a JSON object for the rule's message, null: none.
FINDINGS: pa.Schema = pa.schema(
    [
        ("activity", pa.int32()),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("rule", pa.string()),
        ("element", pa.string()),
        ("parameters", pa.string()),
    ]
)


class RuleWords(Protocol):
    """What a finding needs of its rule: see ``catalogue.iati.rules``."""

    @property
    def severity(self) -> Severity: ...

    @property
    def category(self) -> str: ...

    @property
    def message(self) -> str:
        """Say what is wrong and what to do, with ``{name}`` for each parameter."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in words. None: not known, or it concerns the whole file.

    ``activity`` is the identifier as written; ``element`` the path below the activity.
    """

    rule: str
    severity: Severity
    category: str
    message: str
    file: str
    line: int | None = None
    column: int | None = None
    activity: str | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two meanings of valid. ``accepted``: nothing critical; ``clean``: no error either."""

    accepted: bool
    clean: bool


def verdict_of(severities: Iterable[Severity | Finding]) -> Verdict:
    """Return the two verdicts over findings, or over their severities alone."""
    found = {one.severity if isinstance(one, Finding) else one for one in severities}
    return Verdict("critical" not in found, not found & {"critical", "error"})


class Found:
    """Gathers findings row by row into one table of the schema ``FINDINGS``."""

    def __init__(self) -> None:
        self._rows: list[tuple[int | None, int | None, int | None, str, str | None, str | None]]
        self._rows = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(
        self,
        rule: str,
        *,
        activity: int | None = None,
        line: int | None = None,
        column: int | None = None,
        element: str | None = None,
        **parameters: object,
    ) -> None:
        """Add one finding. ``parameters`` are what the rule's message names."""
        told = (
            json.dumps(parameters, ensure_ascii=False, sort_keys=True, default=str)
            if parameters
            else None
        )
        self._rows.append((activity, line, column, rule, element, told))

    def table(self) -> pa.Table:
        """Return what was gathered, in the order in which it was added."""
        columns = list(zip(*self._rows, strict=True)) or [()] * len(FINDINGS)
        arrays = [
            pa.array(values, field.type) for values, field in zip(columns, FINDINGS, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=FINDINGS)


def in_words(
    table: pa.Table,
    *,
    file: str,
    identifiers: Mapping[int, str | None] | Sequence[str | None],
    rule_of: Callable[[str], RuleWords],
) -> Iterator[Finding]:
    """Yield the rows of a table of findings in words.

    ``identifiers``: identifier as written of each activity by its ordinal; ``rule_of``: the rule of
    an id. A message whose parameters are incomplete is shown with its braces rather than lost.
    """
    known = identifiers if isinstance(identifiers, Mapping) else dict(enumerate(identifiers))
    for row in table.to_pylist():
        rule = rule_of(row["rule"])
        parameters = json.loads(row["parameters"]) if row["parameters"] else {}
        yield Finding(
            rule=row["rule"],
            severity=rule.severity,
            category=rule.category,
            message=rule.message.format_map(_Braces(parameters)),
            file=file,
            line=row["line"],
            column=row["column"],
            activity=None if row["activity"] is None else known.get(row["activity"]),
            element=row["element"],
        )


class _Braces(dict[str, object]):
    """Leaves the name of a missing parameter in its braces."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"

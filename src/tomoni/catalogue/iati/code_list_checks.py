"""Which attribute of an IATI file takes its codes from which list.

``data/iati/code_list_checks.csv`` has the standard's mapping for 2.03 and, besides, the budget
items, which the public validator checks: ids, severities and categories are the validator's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from ..packaged import packaged_rows

Severity = Literal["critical", "error", "warning", "advisory"]
EVERYWHERE = "@xml:lang"


@dataclass(frozen=True, slots=True)
class CodeListCheck:
    """One check. ``path``: from the activity or organisation, or from the root element.

    ``vocabulary``: the list holds for this vocabulary only; None: always. ``is_default``: where no
    vocabulary is stated, this one is meant.
    """

    rule: str
    severity: Severity
    category: str
    path: str
    list_name: str
    vocabulary: str | None
    is_default: bool


CODE_LIST_CHECKS: tuple[CodeListCheck, ...] = tuple(
    CodeListCheck(
        row["rule"],
        cast(Severity, row["severity"]),
        row["category"],
        row["path"],
        row["list"],
        row["vocabulary"] or None,
        row["default"] == "yes",
    )
    for row in packaged_rows("iati", "code_list_checks.csv")
)

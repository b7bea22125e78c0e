"""What becomes of an activity that comes in, by what the ledger holds."""

from __future__ import annotations

import pytest

from tomoni.rules.imports.brought import Brought, Note
from tomoni.rules.imports.outcome import Standing, outcome_of


def one(*reasons: str) -> Brought:
    return Brought(1, 1, "XX-1", None, False, "T", "new", tuple(Note(code) for code in reasons))


@pytest.mark.parametrize(
    ("brought", "standing", "mode", "is_first", "outcome", "reasons"),
    [
        (one(), None, "add", True, "created", []),
        (one(), None, "overwrite", True, "created", []),
        (one(), Standing("new"), "overwrite", True, "unchanged", []),
        (one(), Standing("old"), "overwrite", True, "changed", []),
        (one(), Standing("old"), "add", True, "skipped", ["there_already"]),
        (one(), Standing(None), "overwrite", True, "skipped", ["own_record"]),
        (one(), None, "add", False, "quarantined", ["identifier_twice"]),
        (one("no_kind"), Standing("old"), "overwrite", True, "quarantined", ["no_kind"]),
    ],
)
def test_outcomes(
    brought: Brought, standing: Standing | None, mode: str, is_first: bool, outcome: str,
    reasons: list[str],
) -> None:  # fmt: skip
    found, why = outcome_of(brought, standing, mode, is_first=is_first)
    assert (found, [note.code for note in why]) == (outcome, reasons)

"""Our own files are held to the standard before anybody sees them: its schema and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from tomoni.catalogue.errors import RefusedError, Where
from tomoni.exchange.iati.check.result import FileCheck
from tomoni.exchange.iati.check.run import check_files

SHOWN = 3
_SEVERE = ("critical", "error")


def require_clean(paths: Sequence[Path], today: date) -> tuple[FileCheck, ...]:
    """Return the checks of files that have no error. RefusedError naming the first ones otherwise.

    ``today``: what counts as the future.
    """
    checks = tuple(check_files(paths, today=today))
    for path, checked in zip(paths, checks, strict=True):
        if checked.is_readable and checked.verdict().clean:
            continue
        severe = (one for one in checked.findings() if one.severity in _SEVERE)
        found = list(islice(severe, SHOWN))
        raise RefusedError(
            f"{path.name} would not be clean: "
            + " ".join(f"[{one.rule}, {one.activity}] {one.message}" for one in found),
            where=Where(path.name, found[0].line if found else None),
            do="Nothing was written. Mend the record; if none is wrong, report it.",
        )
    return checks

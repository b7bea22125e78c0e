"""Puts bad rows aside: one file with where each stands, what is wrong, and the row itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tomoni.catalogue.errors import QuarantineError, Where
from tomoni.records.actions.files import write_atomically

from .format import FILES_BY_NAME
from .problems import BadRow
from .source import Source, read_json

_SHOWN = 5


def write_quarantine(
    source: Source, portfolio_id: str, bad_rows: Sequence[BadRow], home: Path
) -> Path:
    """Write ``TOMONI_HOME/quarantine/PORTFOLIO-DIGEST.jsonl`` and return its path.

    One line for each problem: file, line, field (null: the whole row), reason, and the row, as an
    object where it can be read and as text where not. The same bad rows make the same file.
    Errors: StorageError.
    """
    digest = hashlib.sha256(repr(sorted(bad_rows, key=_order)).encode()).hexdigest()
    path = home / "quarantine" / f"{portfolio_id}-{digest[:12]}.jsonl"
    write_atomically(path, _lines(source, bad_rows))
    return path


def quarantine_error(source: Source, bad_rows: Sequence[BadRow], path: Path) -> QuarantineError:
    """Return the error that names the first bad rows and the file that holds all of them."""
    first = sorted(bad_rows, key=_order)
    rows = len({(bad.file, bad.line) for bad in first})
    shown = "\n".join(_message(source, bad) for bad in first[:_SHOWN])
    more = f"\n… and {len(first) - _SHOWN} more" if len(first) > _SHOWN else ""
    return QuarantineError(
        f"{rows} bad row{'s' if rows > 1 else ''}; nothing was loaded.\n{shown}{more}",
        where=_where(source, first[0]),
        do=(
            f"Mend the rows and load again. All of them are in {path}."
            " To load the others, add --skip-bad."
        ),
    )


def _order(bad: BadRow) -> tuple[int, int, str, str]:
    return list(FILES_BY_NAME).index(bad.file), bad.line, bad.field or "", bad.reason


def _where(source: Source, bad: BadRow) -> Where:
    return Where(source.path_of(f"{bad.file}.jsonl"), bad.line, bad.field)


def _message(source: Source, bad: BadRow) -> str:
    return f"{_where(source, bad)}: {bad.reason}"


def _lines(source: Source, bad_rows: Sequence[BadRow]) -> Iterator[bytes]:
    wanted: dict[str, dict[int, list[BadRow]]] = {}
    for bad in sorted(bad_rows, key=_order):
        wanted.setdefault(bad.file, {}).setdefault(bad.line, []).append(bad)
    for name, by_line in wanted.items():
        for number, raw in source.raw_lines(FILES_BY_NAME[name]):
            text = raw.decode("utf-8", errors="backslashreplace").rstrip("\r\n")
            try:
                row = read_json(text)
            except ValueError:
                row = text
            for bad in by_line.get(number, ()):
                line = {
                    "file": f"{name}.jsonl",
                    "line": number,
                    "field": bad.field,
                    "reason": bad.reason,
                    "row": row,
                }
                yield json.dumps(line, default=str).encode() + b"\n"

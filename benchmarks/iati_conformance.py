"""Holds our reading to the standard's own tests of its schema.

    python -m benchmarks.iati_conformance FOLDER

The folder (or ``TOMONI_IATI_EXAMPLES``) holds XML files of version 2.03 below folders named
``should-pass`` and ``should-fail``, as the repository IATI-Schemas has them. A file passes when
neither its root nor an activity breaks a rule of XML or the schema. The tests state no real
version, which the schema allows and we do not: it is taken for 2.03. Tests of registry records,
which are no files of activities or organisations, are left out. Ends with 1 when any verdict is
not that of the folder, and names the file.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tomoni.exchange.iati.cut import Cut
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.source import sources_of

_VERSION = re.compile(rb'(<iati-(?:activities|organisations)\s[^>]*?version)="[^"]*"')
REGISTRY = "registry-tests"
PASS, FAIL = "should-pass", "should-fail"


def broken(file: Path) -> list[str]:
    """Return what of XML and schema a file breaks: rule and problem."""
    said = []
    for source in sources_of(file.name, _VERSION.sub(rb'\1="2.03"', file.read_bytes(), count=1)):
        cut = Cut(source)
        tables = [read_piece(piece).findings for piece in cut.pieces()]
        for table in [cut.findings, *tables]:
            said += [f"{row['rule']} {row['parameters']}" for row in table.to_pylist()]
    return said


def wrong(folder: Path) -> Iterator[str | None]:
    """Yield for every test what is wrong with our verdict; None: nothing is."""
    for file in sorted(folder.rglob("*.xml")):
        expected = [part for part in file.parts if part in (PASS, FAIL)]
        if not expected or REGISTRY in file.parts:
            continue
        said = broken(file)
        if (expected[-1] == PASS) == (not said):
            yield None
        else:
            yield f"{file} {expected[-1]}: {said[0] if said else 'nothing was found'}"


def main(arguments: list[str]) -> int:
    """Run all tests of a folder; print the score."""
    folder = Path(arguments[0] if arguments else os.environ["TOMONI_IATI_EXAMPLES"])
    verdicts = list(wrong(folder))
    for verdict in verdicts:
        if verdict is not None:
            print(f"  {verdict}")
    right = verdicts.count(None)
    print(f"{right} of {len(verdicts)} tests of the schema")
    return 0 if verdicts and right == len(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

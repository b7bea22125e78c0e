"""Checked files, drawn: what a check came to without a file behind it."""

from __future__ import annotations

import pyarrow as pa

from tomoni.exchange.iati.check.result import FileCheck
from tomoni.exchange.iati.findings import Found

IDENTIFIERS = ("XM-DAC-701-8-A", "XM-DAC-701-8-<b>B</b>", None)


def drawn_check(file: str = "drawn.xml", dates: int = 3) -> FileCheck:
    """A file of three activities: dates with a zone, a doubled transaction, a dangling reference.

    The last activity has no identifier; the first finding of T.4.2 concerns the whole file.
    """
    found = Found()
    for place in range(dates):
        found.add("T.1.1", activity=0, line=30 - place, value="2017-02-06+08:00", read="2017-02-06")
    found.add("T.2.5", activity=1, line=9, column=4, other=7)
    found.add("1000.0.6", activity=2, line=12, element="related-activity", value="XM-1 & <i>co</i>")
    found.add("T.4.2", other="other.xml")
    return FileCheck(
        file, "2.03", "activities", 3, found.table(), pa.array(IDENTIFIERS, pa.string())
    )


def clean_check(file: str = "clean.xml") -> FileCheck:
    """A file in which nothing is wrong."""
    return FileCheck(file, "2.03", "organisations", 1)

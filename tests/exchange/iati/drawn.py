"""IATI files drawn for tests: small, valid, of our own words."""

from __future__ import annotations

from tomoni.exchange.iati.cut import PIECE_BYTES, Cut
from tomoni.exchange.iati.findings import FINDINGS
from tomoni.exchange.iati.piece import Piece
from tomoni.exchange.iati.source import sources_of

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'
END = "</iati-activities>\n"


def activity(identifier: str = "XX-1", *, more: str = "", title: str = "Wells") -> str:
    """Return one valid activity of nine lines; ``more`` follows its dates."""
    return f"""<iati-activity xml:lang="en" default-currency="USD">
 <iati-identifier>{identifier}</iati-identifier>
 <reporting-org ref="XX" type="10"><narrative>Ministry</narrative></reporting-org>
 <title><narrative>{title}</narrative></title>
 <description><narrative>Wells for villages</narrative></description>
 <participating-org role="1" ref="YY"/>
 <activity-status code="2"/>
 <activity-date type="1" iso-date="2020-01-01"/>{more}
</iati-activity>"""


def file_of(*activities: str, head: str = HEAD, end: str = END) -> bytes:
    """Return a file of activities, each beginning on a line of its own."""
    return (head + "".join(f"{one}\n" for one in activities) + end).encode()


def cut(data: bytes, *, piece_bytes: int = PIECE_BYTES) -> tuple[Cut, list[Piece]]:
    """Return a file in memory, cut, and its pieces."""
    done = Cut(sources_of("drawn.xml", data)[0], piece_bytes=piece_bytes)
    pieces = list(done.pieces())
    assert done.findings.schema == FINDINGS
    return done, pieces


def rules(cut: Cut) -> list[tuple[str, int | None]]:
    """Return rule and line of what is wrong with a file itself."""
    return [(one["rule"], one["line"]) for one in cut.findings.to_pylist()]

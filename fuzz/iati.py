"""Fuzzes the reading of IATI files: python fuzz/iati.py [CORPUS …] [libFuzzer options].

Whatever the bytes, reading ends soon and breaks nothing; the parts of a file are all its bytes; and
what arrays read of it equals what the tree reads, table by table and finding by finding.
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["tomoni.exchange.iati"]):
    from tomoni.catalogue.errors import InputError
    from tomoni.exchange.iati import read as reading
    from tomoni.exchange.iati.cut import Cut
    from tomoni.exchange.iati.piece import Piece
    from tomoni.exchange.iati.quick import QuickRead, read_quickly
    from tomoni.exchange.iati.source import sources_of

LONGEST = 40_000  # bytes
SLOWEST = 5.0  # seconds, instrumented
SMALL_PIECE = 500
HEAD = b'<iati-activities version="2.03">\n'


def one_input(data: bytes) -> None:
    """Read one file, as it is and as the inside of a file."""
    begun = time.process_time()
    for text in (data[:LONGEST], HEAD + data[:LONGEST] + b"\n</iati-activities>\n"):
        try:
            for source in sources_of("fuzzed", text, largest=4 * LONGEST):
                _read(Cut(source, piece_bytes=SMALL_PIECE), text)
        except InputError:
            continue
    took = time.process_time() - begun
    if took > SLOWEST:
        raise AssertionError(f"{len(data)} bytes took {took:.1f} s")


def _read(cut: Cut, text: bytes) -> None:
    parts = b""
    for piece in cut.pieces():
        parts += piece.body
        _hold_to_tree(piece)
    encoding = cut.encoding
    is_plain = encoding is not None and encoding.codec == "utf-8" and not encoding.bom
    is_plain = is_plain and text[:2] not in (b"\x1f\x8b", b"PK")
    if cut.head is not None and is_plain and cut.head.source + parts + cut.tail != text:
        raise AssertionError("the parts of the file are not all its bytes")
    if cut.head is None and not cut.findings.num_rows:
        raise AssertionError("a file is refused without a word")


def _hold_to_tree(piece: Piece) -> None:
    quick = reading.read_piece(piece)
    reading.read_quickly = _nothing_quickly
    try:
        plain = reading.read_piece(piece)
    finally:
        reading.read_quickly = read_quickly
    if not quick.findings.equals(plain.findings):
        raise AssertionError("the findings differ")
    for name, table in plain.tables.items():
        if not quick.tables[name].equals(table):
            raise AssertionError(f"the rows of {name} differ")


def _nothing_quickly(piece: Piece, *, tables: bool = True) -> QuickRead:
    return QuickRead({}, [False] * len(piece))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()

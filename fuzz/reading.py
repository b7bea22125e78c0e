"""Fuzzes the reading of text: python fuzz/reading.py [CORPUS …] [libFuzzer options].

Whatever the text, reading ends soon, breaks nothing, gives spans that are exactly what they say,
in order, and gives the same again; in small parts it breaks nothing either.
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["tomoni.reading"]):
    from tomoni.reading.read import ReadText

LONGEST = 4000  # characters
SLOWEST = 5.0  # seconds, instrumented
SMALL_PART = 64


def one_input(data: bytes) -> None:
    """Read one text, whole and in parts."""
    text = data.decode("utf-8", "replace")[:LONGEST]
    begun = time.process_time()
    first = list(ReadText(text).figures())
    took = time.process_time() - begun
    if took > SLOWEST:
        raise AssertionError(f"{len(text)} characters took {took:.1f} s")
    reading = ReadText(text)
    if list(reading.figures()) != first:
        raise AssertionError("the same text did not read the same")
    in_parts = ReadText(text, longest=SMALL_PART)
    for proposal in [*first, *reading.roles(), *in_parts.figures(), *in_parts.roles()]:
        if not proposal.text or text[proposal.start : proposal.end] != proposal.text:
            raise AssertionError(f"the span {proposal.start} to {proposal.end} is not its text")
    starts = [proposal.start for proposal in first]
    if starts != sorted(starts):
        raise AssertionError("proposals are out of order")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()

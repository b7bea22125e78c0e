"""Sets of rows as one bit a row: filters and counts cost the same whatever they are combined with.

A set is a Python integer whose bit i stands for row i of the default order. Intersections and
counts of 100,000 rows take microseconds, so that every facet can show exact counts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

# A page of a list is filled out of the first blocks; the rest is not looked at.
_BLOCK = 4096


def from_positions(positions: Iterable[int]) -> int:
    """Return the set of these rows."""
    chosen = np.fromiter(positions, dtype=np.int64)
    if not chosen.size:
        return 0
    flags = np.zeros(int(chosen.max()) + 1, dtype=np.uint8)
    flags[chosen] = 1
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def to_bytes(members: int) -> bytes:
    """Return a set as bytes for storage."""
    return members.to_bytes((members.bit_length() + 7) // 8, "little")


def from_bytes(stored: bytes) -> int:
    """Return a stored set."""
    return int.from_bytes(stored, "little")


def positions_of(members: int) -> Iterator[int]:
    """Yield the rows of a set in the default order."""
    found = np.flatnonzero(_flags(members))
    for first in range(0, found.size, _BLOCK):
        yield from found[first : first + _BLOCK].tolist()


def in_order(members: int, order: array[int], *, is_reversed: bool = False) -> Iterator[int]:
    """Yield the rows of a set in another order, given as the positions of all rows.

    ``order`` holds unsigned integers of four bytes; ``is_reversed`` begins at its end.
    """
    ranked = np.frombuffer(order, dtype=np.uint32)
    if is_reversed:
        ranked = ranked[::-1]
    flags = _flags(members, ranked.size)
    for first in range(0, ranked.size, _BLOCK):
        block = ranked[first : first + _BLOCK]
        yield from block[flags[block]].tolist()


def _flags(members: int, size: int | None = None) -> npt.NDArray[np.bool_]:
    """Return a set as one truth value a row, ``size`` of them where it is given."""
    count = members.bit_length() if size is None else size
    # Bytes for every row asked: unpackbits leaves what lies beyond them undefined.
    stored = members.to_bytes((max(count, members.bit_length()) + 7) // 8, "little")
    bits = np.frombuffer(stored, dtype=np.uint8)
    return np.unpackbits(bits, count=count, bitorder="little").astype(np.bool_)

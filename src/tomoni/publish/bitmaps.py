"""Sets of rows as one bit a row: filters and counts cost the same whatever they are combined with.

A set is a Python integer whose bit i stands for row i of the default order. Intersections and
counts of 100,000 rows take microseconds, so that every facet can show exact counts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator


def from_positions(positions: Iterable[int]) -> int:
    """Return the set of these rows."""
    chosen = list(positions)
    if not chosen:
        return 0
    bits = bytearray(max(chosen) // 8 + 1)
    for position in chosen:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")


def to_bytes(members: int) -> bytes:
    """Return a set as bytes for storage."""
    return members.to_bytes((members.bit_length() + 7) // 8, "little")


def from_bytes(stored: bytes) -> int:
    """Return a stored set."""
    return int.from_bytes(stored, "little")


def positions_of(members: int) -> Iterator[int]:
    """Yield the rows of a set in the default order."""
    for index, byte in enumerate(to_bytes(members)):
        while byte:
            lowest = byte & -byte
            yield (index << 3) + lowest.bit_length() - 1
            byte ^= lowest


def in_order(members: int, order: array[int]) -> Iterator[int]:
    """Yield the rows of a set in another order, given as the positions of all rows."""
    bits = to_bytes(members)
    size = len(bits)
    for position in order:
        index = position >> 3
        if index < size and bits[index] >> (position & 7) & 1:
            yield position

"""Which activities a lake knows: the record of each digest, in little memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from .layout import DIGEST_BYTES


class KnownDigests:
    """The record of each digest. What was kept lies sorted: 24 bytes a digest; what is new, apart.

    ``digests`` are of fixed size (16 bytes) and ``records`` their numbers, in any order.
    """

    def __init__(self, digests: pa.ChunkedArray, records: pa.ChunkedArray) -> None:
        # Digests are equal here where they differ in zeros at their end alone: in 2⁻⁶⁴ of cases.
        kept = np.concatenate(
            [np.empty(0, f"S{DIGEST_BYTES}"), *(_as_numpy(chunk) for chunk in digests.chunks)]
        )
        order = np.argsort(kept)
        self._kept = kept[order]
        self._records = records.to_numpy()[order] if len(kept) else np.empty(0, np.int64)
        self._new: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._kept) + len(self._new)

    def records_of(self, digests: Sequence[bytes]) -> list[int | None]:
        """Return the record of each digest, None where it is not known yet."""
        found: list[int | None] = [self._new.get(digest) for digest in digests]
        if not len(self._kept) or not digests:
            return found
        asked = np.array(digests, dtype=self._kept.dtype)
        places = np.minimum(np.searchsorted(self._kept, asked), len(self._kept) - 1)
        for number in np.flatnonzero(self._kept[places] == asked):
            found[number] = int(self._records[places[number]])
        return found

    def new_record_of(self, digest: bytes) -> int | None:
        """Return the record of a digest that was added, None where it was not."""
        return self._new.get(digest)

    def add(self, digest: bytes, record: int) -> None:
        """Let a digest that is not known be known from now on."""
        self._new[digest] = record


def _as_numpy(chunk: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.bytes_]]:
    whole = np.frombuffer(chunk.buffers()[1], dtype=f"S{DIGEST_BYTES}")
    return whole[chunk.offset : chunk.offset + len(chunk)]

"""The digest of canonical rows: equal on every machine and database, whatever the batch size.

``docs/reference/snapshot-format.md`` states the bytes exactly, so that others can recompute them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.tables import SCHEMA_VERSION, TABLES, Table

ROWS_PER_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class TableDigest:
    """Digest of one table: rows, SHA-256 of the whole, SHA-256 of each column (hexadecimal)."""

    rows: int
    digest: str
    columns: Mapping[str, str]


def rechunk(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the same rows in batches of exactly 65,536; only the last may be shorter."""
    held: list[Any] = []
    rows = 0
    for batch in batches:
        start = 0
        while rows + batch.num_rows - start >= ROWS_PER_CHUNK:
            length = ROWS_PER_CHUNK - rows
            held.append(batch.slice(start, length))
            yield _joined(held, schema)
            held, rows, start = [], 0, start + length
        if start < batch.num_rows:
            held.append(batch.slice(start))
            rows += batch.num_rows - start
    if held:
        yield _joined(held, schema)


def _joined(batches: list[Any], schema: pa.Schema) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    return pa.Table.from_batches(batches, schema).combine_chunks().to_batches()[0]


def canonical_buffers(array: pa.Array) -> Iterator[Any]:
    """Yield the canonical bytes of one column of one chunk.

    Validity bits (least significant first, padded with zeros), then the values with null slots as
    zero: 64-bit integers and 32-bit days little-endian, booleans as bits; for text the 32-bit byte
    lengths, then all UTF-8 bytes.
    """
    if array.null_count:
        yield np.packbits(np.asarray(array.is_valid()), bitorder="little")
    else:
        yield np.packbits(np.ones(len(array), dtype=bool), bitorder="little")
    if pa.types.is_string(array.type):
        yield from _text_buffers(array.fill_null("") if array.null_count else array)
    elif pa.types.is_boolean(array.type):
        filled = array.fill_null(False) if array.null_count else array
        yield np.packbits(filled.to_numpy(zero_copy_only=False), bitorder="little")
    else:
        width = pa.int32() if pa.types.is_date32(array.type) else pa.int64()
        numbers = array.cast(width) if array.type != width else array
        filled = numbers.fill_null(0) if numbers.null_count else numbers
        yield np.ascontiguousarray(filled.to_numpy(), dtype=f"<i{width.bit_width // 8}")


def _text_buffers(array: pa.Array) -> Iterator[Any]:
    _, offsets_buffer, data = array.buffers()
    offsets = np.frombuffer(offsets_buffer, dtype=np.int32) if len(array) else np.zeros(1, np.int32)
    offsets = offsets[array.offset : array.offset + len(array) + 1]
    yield np.diff(offsets).astype("<i4")
    if data is not None and offsets[-1] > offsets[0]:
        yield data.slice(int(offsets[0]), int(offsets[-1] - offsets[0]))


class TableHasher:
    """Digests one table chunk by chunk. ``update`` takes chunks as ``rechunk`` yields them."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows = 0
        self._columns = [hashlib.sha256() for _ in table.fields]

    def update(self, chunk: pa.RecordBatch) -> None:
        """Add one chunk; its columns stand in the contract's order and types."""
        self._rows += chunk.num_rows
        for hasher, column in zip(self._columns, chunk.columns, strict=True):
            for buffer in canonical_buffers(column):
                hasher.update(buffer)

    def result(self) -> TableDigest:
        """Return the digest of all rows so far."""
        whole = hashlib.sha256(contract_text(self._table).encode("utf-8"))
        whole.update(self._rows.to_bytes(8, "little"))
        for hasher in self._columns:
            whole.update(hasher.digest())
        names = self._table.columns
        columns = {n: h.hexdigest() for n, h in zip(names, self._columns, strict=True)}
        return TableDigest(self._rows, whole.hexdigest(), columns)


def contract_text(table: Table) -> str:
    """Return what a digest holds of the contract: one line of JSON."""
    columns = [[field.name, field.type, field.required] for field in table.fields]
    described = {"schema": SCHEMA_VERSION, "table": table.name, "columns": columns}
    return json.dumps(described, separators=(",", ":"), ensure_ascii=True) + "\n"


def table_digest(table: Table, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> TableDigest:
    """Return the digest of rows already in the contract's order and types, in any batches."""
    hasher = TableHasher(table)
    for chunk in rechunk(batches, schema):
        hasher.update(chunk)
    return hasher.result()


def snapshot_digest(tier: str, digests: Mapping[str, str]) -> str:
    """Return the snapshot id: SHA-256 over the tier and every table's digest in contract order.

    ``digests`` maps every table name of the contract to its hexadecimal digest.
    """
    whole = hashlib.sha256(f"tomoni snapshot {SCHEMA_VERSION} {tier}\n".encode())
    for table in TABLES:
        whole.update(bytes.fromhex(digests[table.name]))
    return whole.hexdigest()


def first_disorder(keys: pa.Array, previous: str | None) -> str | None:
    """Return the first key that is not bytewise above the one before it, or None.

    ``previous`` is the last key of the chunk before, None at the start.
    """
    if not len(keys):
        return None
    first: str = keys[0].as_py()
    if previous is not None and first.encode() <= previous.encode():
        return first
    rises = pc.less(keys.slice(0, len(keys) - 1), keys.slice(1))
    fall = pc.index(rises, False).as_py()
    return None if fall < 0 else str(keys[fall + 1].as_py())

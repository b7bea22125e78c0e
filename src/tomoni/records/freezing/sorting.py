"""Rows of any number in order of their key, in memory that does not grow with their number.

Runs of rows are sorted and laid down in a file each; then all runs are read side by side, one range
of keys after the other.
"""

from __future__ import annotations

import shutil
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROWS_PER_RUN = 262_144
_ROWS_PER_PIECE = 4_096
_ROWS_MERGED = 131_072
_PREFIX_BYTES = 8


def sorted_batches(
    batches: Iterable[pa.RecordBatch],
    schema: pa.Schema,
    key: str,
    directory: Path,
    rows_per_run: int = ROWS_PER_RUN,
) -> Iterator[pa.RecordBatch]:
    """Yield the rows in bytewise order of the text column ``key``.

    Up to ``rows_per_run`` rows stay in memory; more go through files in ``directory``, which must
    not exist and is removed at the end.
    """
    runs: list[Path] = []
    held: list[Any] = []
    rows = 0
    try:
        for batch in batches:
            held.append(batch)
            rows += batch.num_rows
            if rows >= rows_per_run:
                directory.mkdir(exist_ok=True)
                runs.append(_write_run(held, schema, key, directory / f"{len(runs)}.arrow"))
                held, rows = [], 0
        last = _sorted(held, schema, key)
        held = []
        if not runs:
            yield from last.to_batches()
            return
        readers = [_Run(_pieces(path), key) for path in runs]
        readers.append(_Run(iter([last] if last.num_rows else []), key))
        yield from _merged(readers, schema, key)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _sorted(batches: list[Any], schema: pa.Schema, key: str) -> pa.Table:
    table = pa.Table.from_batches(batches, schema)
    if table.num_rows < 2:
        return table.combine_chunks()
    table = table.combine_chunks()
    order = key_order(table.column(key).chunk(0))
    if pc.all(pc.equal(order, pa.array(np.arange(len(order))))).as_py():
        return table
    columns = [_taken(column.chunk(0), order) for column in table.columns]
    return pa.Table.from_arrays(columns, schema=schema)


def _taken(column: pa.Array, order: pa.Array) -> pa.Array:
    """Return the values in another order; many columns hold one value only and need no work."""
    if column.null_count == len(column):
        return column
    is_constant = not column.null_count and pc.all(pc.equal(column, column[0])).as_py()
    return column if is_constant else column.take(order)


def key_order(keys: pa.Array) -> pa.Array:
    """Return the positions that put texts in bytewise order.

    Sorted by their first eight bytes as one number, which tells most ids apart; only those that
    begin alike are compared as text.
    """
    lengths = pc.binary_length(keys)
    if pc.min(lengths).as_py() < _PREFIX_BYTES:
        return pc.sort_indices(keys)
    _, offsets, data = keys.buffers()
    starts = np.frombuffer(offsets, np.int32)[keys.offset : keys.offset + len(keys)]
    first_bytes = np.frombuffer(data, np.uint8)[starts[:, None] + np.arange(_PREFIX_BYTES)]
    numbers = np.ascontiguousarray(first_bytes).view(">u8").ravel().astype(np.uint64)
    order = np.argsort(numbers, kind="stable")
    ranked = numbers[order]
    alike = ranked[1:] == ranked[:-1]
    if alike.any():
        tied = np.flatnonzero(np.append(alike, False) | np.append(False, alike))
        rows = order[tied]
        order[tied] = rows[np.asarray(pc.sort_indices(keys.take(pa.array(rows))))]
    return pa.array(order)


def _write_run(batches: list[Any], schema: pa.Schema, key: str, path: Path) -> Path:
    table = _sorted(batches, schema, key)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema, options=options) as run:
        run.write_table(table, max_chunksize=_ROWS_PER_PIECE)
    return path


class _Run:
    """One sorted run, read piece by piece."""

    def __init__(self, pieces: Iterator[pa.Table], key: str) -> None:
        self._pieces = pieces
        self._key = key
        self._held: Any = None
        self._advance()

    def _advance(self) -> None:
        self._held = next(self._pieces, None)

    @property
    def last_key(self) -> str | None:
        """Last key of the piece in hand; None at the end of the run."""
        if self._held is None:
            return None
        return str(self._held.column(self._key)[-1].as_py())

    def up_to(self, bound: str) -> Iterator[pa.Table]:
        """Yield and leave behind all rows whose key is not above ``bound``."""
        while self._held is not None:
            keys = self._held.column(self._key).chunk(0)
            # Python compares text by code point, which is the bytewise order of UTF-8.
            count = bisect_right(range(len(keys)), bound, key=lambda row: keys[row].as_py())
            if count:
                yield self._held.slice(0, count)
            if count < len(keys):
                self._held = self._held.slice(count)
                return
            self._advance()


def _pieces(path: Path) -> Iterator[pa.Table]:
    with pa.OSFile(str(path), "rb") as file:
        reader = pa.ipc.open_file(file)
        for number in range(reader.num_record_batches):
            yield pa.Table.from_batches([reader.get_batch(number)])


def _merged(runs: list[_Run], schema: pa.Schema, key: str) -> Iterator[pa.RecordBatch]:
    """Yield all runs' rows in order: each time what lies up to the least last key in hand."""
    held: list[Any] = []
    rows = 0
    while bounds := [bound for run in runs if (bound := run.last_key) is not None]:
        # Rows up to the least of the last keys in hand are complete in every run.
        bound = min(bounds)
        for run in runs:
            for part in run.up_to(bound):
                held.extend(part.to_batches())
                rows += part.num_rows
        if rows >= _ROWS_MERGED:
            yield from _sorted(held, schema, key).to_batches()
            held, rows = [], 0
    yield from _sorted(held, schema, key).to_batches()

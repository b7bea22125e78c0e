"""What the last public freeze counted and hid, kept for the next one to be held against.

The record holds the hidden counts themselves. It lies beside the snapshots, never inside one, and
only its owner may read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.snapshot.directory import flush

from .people_masks import GroupRecord

FOLDER = "withheld"
_SCHEMA = pa.schema(
    [
        pa.field("group", pa.string()),
        pa.field("country", pa.string()),
        pa.field("people", pa.int64()),
        pa.field("is_hidden", pa.bool_()),
        pa.field("is_total_hidden", pa.bool_()),
        pa.field("printed", pa.int64()),
        pa.field("printed_total", pa.int64()),
    ]
)
_Row = tuple[str, str, int, bool, bool, int | None, int | None]
_ROWS_PER_BATCH = 16_384


class RecordWriter:
    """Writes the record into a scratch file; ``keep`` puts it in its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[_Row] = []
        self._writer = pq.ParquetWriter(path, _SCHEMA, compression="zstd")

    def add(self, record: GroupRecord) -> None:
        """Add one group. Groups come in bytewise order."""
        self._rows += [
            (
                record.group,
                country,
                people,
                country in record.hidden,
                record.is_total_hidden,
                record.printed.get(country),
                record.printed_total,
            )
            for country, people in record.people.items()
        ]
        if len(self._rows) >= _ROWS_PER_BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
            self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA))
            self._rows = []

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()


def record_path(snapshots_dir: Path, snapshot_id: str) -> Path:
    """Return where the record of a public snapshot lies."""
    return snapshots_dir / FOLDER / f"{snapshot_id}.parquet"


def keep_record(written: Path, place: Path) -> None:
    """Put a finished record in its place, readable by its owner alone."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    written.chmod(0o600)
    flush(written)
    written.replace(place)
    flush(place.parent)


def read_record(snapshots_dir: Path, snapshot_id: str | None) -> Iterator[GroupRecord]:
    """Yield the groups of a record in order; none for None, which is before the first snapshot.

    Raises RefusedError when a public snapshot has no record: then nothing can tell what the
    difference to it would reveal.
    """
    if snapshot_id is None:
        return
    path = record_path(snapshots_dir, snapshot_id)
    if not path.is_file():
        raise RefusedError(
            f"What the public snapshot {snapshot_id[:12]} hid is not recorded in {path.parent}, "
            "so the next one could reveal it.",
            do=f"Restore {path.name} there, or, if that snapshot was never published, remove "
            "`latest-public`.",
        )
    for group, rows in groupby(_rows(path), key=lambda row: row[0]):
        listed = list(rows)
        yield GroupRecord(
            group,
            {row[1]: row[2] for row in listed},
            frozenset(row[1] for row in listed if row[3]),
            listed[0][4],
            {row[1]: row[5] for row in listed if row[5] is not None},
            listed[0][6],
        )


def _rows(path: Path) -> Iterator[_Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS_PER_BATCH):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

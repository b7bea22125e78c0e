"""Writes the Parquet files of one run: rows gather in memory until a row group is worth writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tomoni.exchange.snapshot.directory import flush

ROWS_A_GROUP = 65_536
BYTES_A_GROUP = 8 << 20
# Whoever looks at one source reads its row group whole.
SOURCES_A_GROUP = 2 << 20
# All tables together; above it the fullest is written. It bounds the memory of a process.
BYTES_HELD = 32 << 20


class Parts:
    """One Parquet file a table in ``folder``, named ``TABLE-WRITER.parquet``.

    A file is begun with the first rows of its table. ``close`` ends them all.
    """

    def __init__(self, folder: Path, writer: str) -> None:
        self._folder = folder
        self._writer = writer
        self._files: dict[str, Any] = {}
        self._held: dict[str, list[pa.Table]] = {}
        self._bytes: dict[str, int] = {}
        self._rows: dict[str, int] = {}

    def add(self, name: str, rows: pa.Table) -> None:
        """Add rows to a table; every time with the same columns."""
        if not rows.num_rows:
            return
        self._held.setdefault(name, []).append(rows)
        self._bytes[name] = self._bytes.get(name, 0) + rows.nbytes
        self._rows[name] = self._rows.get(name, 0) + rows.num_rows
        most = SOURCES_A_GROUP if name == "sources" else BYTES_A_GROUP
        if self._bytes[name] >= most or self._rows[name] >= ROWS_A_GROUP:
            self._write(name)
        elif sum(self._bytes.values()) >= BYTES_HELD:
            self._write(max(self._bytes, key=lambda each: self._bytes[each]))

    def _write(self, name: str) -> None:
        rows = pa.concat_tables(self._held.pop(name))
        del self._bytes[name], self._rows[name]
        if name not in self._files:
            self._files[name] = pq.ParquetWriter(
                self._path(name),
                rows.schema,
                compression="zstd",
                compression_level=1,
                # Compressed texts are smaller and written faster without dictionaries.
                use_dictionary=False,
                store_schema=False,
            )
        self._files[name].write_table(rows, row_group_size=rows.num_rows)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}-{self._writer}.parquet"

    def close(self) -> dict[str, str]:
        """Write what is held, flush to disk, and return the file's name by table."""
        for name in list(self._held):
            self._write(name)
        for name, file in self._files.items():
            file.close()
            flush(self._path(name))
        return {name: self._path(name).name for name in self._files}

    def abandon(self) -> None:
        """Let go of the files as they are; their folder is going to be removed."""
        self._held.clear()
        for file in self._files.values():
            file.close()

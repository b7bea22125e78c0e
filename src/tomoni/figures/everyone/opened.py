"""A prepared lake, opened on an engine as Ibis tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tomoni.catalogue.themes import THEMES
from tomoni.exchange.snapshot import Closing, Engine, connect_engine

if TYPE_CHECKING:
    import ibis


class Everyone(Closing):
    """The tables of a prepared folder. Close it, or use it as a context manager.

    ``own``: references under which our organisation publishes; all others are others.
    """

    def __init__(
        self, folder: Path, manifest: Mapping[str, Any], engine: Engine, own: frozenset[str]
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.own = own
        self._engine = engine
        self._tables: dict[str, ibis.Table] = {}

    def table(self, name: str) -> ibis.Table:
        """Return one table of the folder."""
        if name not in self._tables:
            file = self.folder / f"{name}.parquet"
            self._tables[name] = self._engine.read_parquet(f"everyone_{name}", file)
        return self._tables[name]

    def themes(self) -> ibis.Table:
        """Return the themes of each sector code: a code may have several."""
        if "themes" not in self._tables:
            pairs = [(code, theme.code) for theme in THEMES for code in theme.purpose_codes]
            columns = [pa.array(each, pa.string()) for each in zip(*pairs, strict=True)]
            held = pa.table(columns, names=["sector", "theme"])
            self._tables["themes"] = self._engine.read_arrow("everyone_themes", held)
        return self._tables["themes"]

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        """Return the rows of an expression as plain values."""
        listed: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
        return listed

    def at(self, place: str) -> Everyone:
        """Return the same with the money lines of one place alone, held in memory.

        Many questions about one place then look at the file once. What is returned here is true
        until the next place is asked for, and closes with this.
        """
        lines = self.table("lines")
        held = lines.filter(lines.place == place).to_pyarrow()
        narrowed = Everyone(self.folder, self.manifest, self._engine, self.own)
        lines_here = self._engine.read_arrow("everyone_lines_here", held)
        narrowed._tables = {**self._tables, "lines": lines_here}
        return narrowed

    def close(self) -> None:
        """Close the engine's connection."""
        self._tables.clear()
        self._engine.close()


def open_everyone(
    folder: Path,
    manifest: Mapping[str, Any],
    *,
    own: frozenset[str] = frozenset(),
    engine: str = "duckdb",
    memory_limit: str | None = None,
    threads: int | None = None,
) -> Everyone:
    """Open a folder that ``exchange.iati.prepared.prepare`` made, with its manifest.

    Raises EngineError when the engine cannot be reached.
    """
    connected = connect_engine(engine, memory_limit=memory_limit, threads=threads)
    return Everyone(folder.absolute(), manifest, connected, own)

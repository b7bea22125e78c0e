"""Charts of a report as drawings, each made once: the same values are the same drawing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tomoni.exchange.reports.charts import Chart, TileMap, chart_svg

from .chart_values import chart_of
from .model import ChartBlock

# Count on when the code that draws changes what it draws.
_DRAWN_BY = "5"
# Typst's own face and a Japanese one; on a page of the web the reader's.
_FAMILIES = ("Libertinus Serif", "Noto Serif CJK JP")


class Drawings:
    """Draws charts as SVG. ``directory`` keeps them between runs; None: only while this lives.

    ``families``: a Latin face, then others.
    """

    def __init__(self, directory: Path | None = None, families: Sequence[str] = _FAMILIES) -> None:
        self._directory = directory
        self._families = tuple(families)
        self._made: dict[str, bytes] = {}

    def svg(self, block: ChartBlock, language: str) -> bytes:
        """Return the drawing of a chart, with its description inside."""
        chart = chart_of(block, language)
        latin, *others = self._families
        # A drawing takes all signs it can from the first face.
        families = (*others, latin) if language == "ja" else (latin, *others)
        name = f"{_digest(chart, families)}.svg"
        return self.find(name) or self.keep(name, chart_svg(chart, (*families, "serif")).encode())

    def find(self, name: str) -> bytes | None:
        """Return what was kept under that name; None when nothing was."""
        if name not in self._made and self._directory is not None:
            with suppress(FileNotFoundError):
                self._made[name] = (self._directory / name).read_bytes()
        return self._made.get(name)

    def keep(self, name: str, data: bytes) -> bytes:
        """Keep the data whole or not at all, whatever stops the process, and return them."""
        self._made[name] = data
        if self._directory is not None:
            self._directory.mkdir(parents=True, exist_ok=True)
            part = self._directory / f".{name}.{os.getpid()}"
            part.write_bytes(data)
            part.replace(self._directory / name)
        return data


def _digest(chart: Chart | TileMap, families: tuple[str, ...]) -> str:
    return hashlib.sha256(f"{_DRAWN_BY}\n{families}\n{chart!r}".encode()).hexdigest()

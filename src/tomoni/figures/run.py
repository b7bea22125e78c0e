"""Runs a figure over an opened snapshot and keeps the proof of every row at hand."""

from __future__ import annotations

import difflib
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import rfc8785

from tomoni.catalogue.errors import InputError, NotFoundError, Where

from . import library  # noqa: F401  (importing it registers the figures)
from .answers import Row, answer_rows
from .evidence import Part
from .lineage import PAGE_SIZE, SourceLineage, lineages_of, page_of, sources_of
from .registry import FIGURES_BY_NAME, Figure
from .request import Request, WhereValues, check_request
from .trace import parts_of_row, traced_rows
from .workspace import Workspace

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot


class FigureRun:
    """One answer of one figure on one snapshot.

    ``rows`` hold the values. Lineage, trace and hash ask the snapshot again, so it must stay open
    as long as they are wanted.
    """

    def __init__(
        self,
        workspace: Workspace,
        figure: Figure,
        request: Request,
        *,
        trace: bool = False,
    ) -> None:
        self.snapshot = workspace.snapshot
        self.figure = figure
        self.request = request
        self.trace = trace
        self._workspace = workspace
        computed = figure.compute(workspace, request)
        parts = tuple(replace(part, rows=workspace.view(part.rows)) for part in computed.parts)
        self.evidence = replace(computed, parts=parts)
        self.rows: tuple[Row, ...] = answer_rows(request, self.evidence)

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the snapshot tables whose records can stand behind a row."""
        return sources_of(self.evidence.parts)

    def lineage(self, row: int | None = None) -> tuple[SourceLineage, ...]:
        """Return, per source, how many records made a row (None: all rows), and their digest."""
        return lineages_of(self._workspace, self._parts(row))

    def lineage_page(
        self, row: int | None, source: str, offset: int = 0, size: int = PAGE_SIZE
    ) -> tuple[str, ...]:
        """Return a page of the ids of one source behind a row. Errors: InputError."""
        if source not in self.sources:
            raise InputError(
                f"No {source} stand behind {self.figure.name}.",
                where=Where(field="source"),
                do=f"Use one of: {', '.join(self.sources)}.",
            )
        return page_of(self._parts(row), source, offset, size)

    def queries(self) -> tuple[tuple[str, str], ...]:
        """Return, per part of the evidence, its table and the whole query that finds its rows."""
        return tuple(
            (part.source, self._workspace.query_of(part.rows)) for part in self.evidence.parts
        )

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 over the RFC 8785 text of figure, version, request, answer and lineage digests.

        The snapshot's id is no part of it: an equal hash on a later snapshot says that neither the
        numbers nor the records behind them changed. The engine is none either.
        """
        digests = {line.source: line.digest for line in self.lineage()}
        content = {
            "figure": self.figure.name,
            "version": self.figure.version,
            "request": self.request.as_dict(),
            "rows": [row.as_dict() for row in self.rows],
            "left_out": [each.as_dict() for each in self.evidence.left_out],
            "lineage": digests,
        }
        return hashlib.sha256(rfc8785.dumps(content)).hexdigest()

    def as_dict(self, trace: bool | None = None) -> dict[str, object]:
        """Return the answer as plain values; with ``trace``, each row with every id behind it.

        None: as the run was asked. Errors: RefusedError for a trace of too many records.
        """
        rows = [row.as_dict() for row in self.rows]
        if self.trace if trace is None else trace:
            traced = traced_rows(self._workspace, self.evidence.parts, self.rows)
            for plain, behind in zip(rows, traced, strict=True):
                plain.update(behind)
        return {
            "figure": self.figure.name,
            "version": self.figure.version,
            "title": {"en": self.figure.label.en, "ja": self.figure.label.ja},
            "definition": self.figure.definition.sentence,
            "snapshot": self.snapshot.id,
            "request": self.request.as_dict(),
            "unit": self.figure.unit,
            "basis": self.figure.basis.as_dict(),
            "hash": self.hash,
            "rows": rows,
            "left_out": [each.as_dict() for each in self.evidence.left_out],
        }

    def _parts(self, row: int | None) -> tuple[Part, ...]:
        if row is None:
            return tuple(self._shortest(part) for part in self.evidence.parts)
        if not 0 <= row < len(self.rows):
            raise InputError(
                f"The answer has no row {row}.", do=f"It has {len(self.rows)} rows, from 0."
            )
        return parts_of_row(self.evidence.parts, self.rows[row].key)

    def _shortest(self, part: Part) -> Part:
        """Return the part with the rows that are least work where only ids are wanted."""
        if part.all_ids is None:
            return part
        return replace(part, rows=self._workspace.view(part.all_ids()))


def run_figure(
    snapshot: Snapshot,
    name: str,
    *,
    by: Sequence[str] = (),
    where: WhereValues | None = None,
    as_of: str | None = None,
    trace: bool = False,
) -> FigureRun:
    """Run the figure and return its answer; ``trace``: its plain form names every id behind it.

    Errors: NotFoundError for an unknown figure, InputError for a request it does not take,
    RefusedError where the answer would mislead, EngineError when the engine fails.
    """
    figure = figure_named(name)
    request = check_request(figure, snapshot, by, where or {}, as_of)
    return FigureRun(Workspace(snapshot), figure, request, trace=trace)


def figure_named(name: str) -> Figure:
    """Return the registered figure. Errors: NotFoundError with close matches."""
    if name not in FIGURES_BY_NAME:
        close = difflib.get_close_matches(name, FIGURES_BY_NAME, n=3, cutoff=0.4)
        raise NotFoundError(
            f"There is no figure {name!r}.",
            where=Where(field="figure"),
            do=f"Did you mean {' or '.join(close)}?" if close else "List them: tomoni figure list.",
        )
    return FIGURES_BY_NAME[name]

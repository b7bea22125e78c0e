"""Moves findings from the row that they concern to the very element: its line and column.

Rules see rows, whose line is that of the row's element. Where a finding's path leads further down,
to ``transaction/flow-type/@code`` say, its activity is parsed once more: only what is found wrong
costs that.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.tables import ROW_ELEMENTS, Kind

from .findings import FINDINGS, Found
from .piece import Piece
from .read import Parsed, parsed_parts


def at_their_elements(piece: Piece, findings: pa.Table) -> pa.Table:
    """Return the findings of a piece with lines and columns of the elements that they name.

    A finding stays at its row where the element is not there, or the path is that of the row.
    """
    paths = {path: _split(piece.kind, path) for path in pc.unique(findings["element"]).to_pylist()}
    deeper = {path for path, parts in paths.items() if parts is not None and parts[1]}
    if not deeper:
        return findings
    moved = pc.is_in(findings["element"], pa.array(sorted(deeper), pa.string()))
    moved = pc.and_(moved, pc.is_valid(findings["activity"]))
    indices = np.flatnonzero(moved.to_numpy(zero_copy_only=False))
    lines, columns = findings["line"].to_pylist(), findings["column"].to_pylist()
    activities, elements = findings["activity"].to_pylist(), findings["element"].to_pylist()
    parsed: dict[int, Parsed | None] = {}
    for at in indices.tolist():
        ordinal, parts = activities[at], paths[elements[at]]
        if ordinal not in parsed:
            parsed[ordinal] = _parsed(piece, ordinal)
        tree = parsed[ordinal]
        if tree is not None and parts is not None and lines[at] is not None:
            lines[at], columns[at] = _place(tree, parts, lines[at], columns[at])
    arrays = [findings[field.name].combine_chunks() for field in FINDINGS]
    arrays[1], arrays[2] = pa.array(lines, pa.int32()), pa.array(columns, pa.int32())
    return pa.Table.from_arrays(arrays, schema=FINDINGS)


@cache
def _split(kind: Kind, path: str | None) -> tuple[str, str] | None:
    """Return the path of the row's element and what follows it; None: no path."""
    if path is None:
        return None
    element = path.partition("@")[0].strip("/")
    rows = [one.path for one in ROW_ELEMENTS if one.kind == kind]
    above = [row for row in rows if not row or f"{element}/".startswith(f"{row}/")]
    row = max(above, key=len)
    return row, element.removeprefix(row).strip("/")


def _parsed(piece: Piece, ordinal: int) -> Parsed | None:
    return next(parsed_parts(piece.only([one == ordinal for one in piece.ordinals]), Found()), None)


def _place(
    tree: Parsed, parts: tuple[str, str], line: int, column: int | None
) -> tuple[int, int | None]:
    """Return where the element below the row on that line is; the row's own place if it is not."""
    row, below = parts
    activity = tree.root[0]
    rows: list[Any] = activity.findall(row) if row else [activity]
    here = [one for one in rows if tree.place_in_file(0, one)[0] == line]
    found = [one.find(below) for one in here]
    if not found or found[0] is None:
        return line, column
    exact = tree.place_in_file(0, found[0])
    return exact[0], exact[1] if len(here) == 1 else column

"""Reads a piece of an IATI file: typed tables, and what schema and parser say against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from lxml import etree

from tomoni.catalogue.iati.tables import tables_of

from .arrow import empty_table
from .findings import Found
from .lines import Lines
from .piece import Piece
from .quick import read_quickly
from .schema import in_words, problems_of
from .trees import TreeReader

# The schema's time grows with the square of the number; the standard has eight at most.
MOST_ATTRIBUTES = 1_000
# The library counts lines in the piece; the finding has those of the file.
_WHERE = re.compile(r",? line \d+, column \d+.*$| line \d+(?= )")


@dataclass(frozen=True, slots=True)
class PieceRead:
    """What a piece holds. ``tables``: every table of its kind of file, empty ones too.

    ``findings``: by the schema ``findings.FINDINGS``. An activity that is not well formed has a
    finding and no rows.
    """

    tables: dict[str, pa.Table]
    findings: pa.Table


def read_piece(piece: Piece, *, tables: bool = True, schema: bool = True) -> PieceRead:
    """Read the activities of a piece; what is wrong with one does not touch the others.

    ``tables``: whether to fill tables; ``schema``: whether to hold the piece to the XML schema.
    """
    found = Found()
    quick = read_quickly(piece, tables=tables)
    reader = TreeReader(piece.kind)
    for parsed in parsed_parts(piece.only([not proven for proven in quick.proven]), found):
        if schema:
            _check(parsed, found)
        if tables:
            _fill(parsed, reader)
    filled = _together(quick.tables, reader.tables() if tables else {})
    wanted = tables_of(piece.kind) if tables else ()
    return PieceRead(
        {table.name: filled.get(table.name, empty_table(table.name)) for table in wanted},
        found.table(),
    )


def _together(many: dict[str, pa.Table], few: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the rows of both, activity by activity. No activity is in both."""
    made = {**many, **few}
    for name in many.keys() & few.keys():
        made[name] = pa.concat_tables(_interleaved(many[name], few[name])).combine_chunks()
    return made


def _interleaved(many: pa.Table, few: pa.Table) -> Iterator[pa.Table]:
    """Yield stretches of two tables such that their activities rise."""
    activities = few["activity"].to_numpy()
    begins = np.flatnonzero(np.diff(activities, prepend=-1))
    ends = np.append(begins[1:], len(activities))
    before = np.searchsorted(many["activity"].to_numpy(), activities[begins])
    at = 0
    for begin, end, place in zip(begins.tolist(), ends.tolist(), before.tolist(), strict=True):
        yield many.slice(at, place - at)
        yield few.slice(begin, end - begin)
        at = place
    yield many.slice(at)


@dataclass(frozen=True, slots=True)
class Parsed:
    """Activities that are well formed, their elements, and where these begin."""

    piece: Piece
    root: Any
    lines: Lines

    def line_of(self, index: int) -> Callable[[Any], int]:
        """Return what gives the line in the file of an element of an activity."""
        offset = self.piece.lines[index] - self.lines.line(self.root[index])
        return lambda element: offset + self.lines.line(element)

    def place_in_file(self, index: int, element: Any) -> tuple[int, int]:
        """Return line and column in the file of an element of an activity."""
        first, before = self.lines.place(self.root[index])
        line, column = self.lines.place(element)
        shift = self.piece.columns[index] - before if line == first else 0
        return self.piece.lines[index] + line - first, column + shift


def parsed_parts(piece: Piece, found: Found) -> Iterator[Parsed]:
    """Yield the piece parsed: as a whole, or each of its activities that is well formed."""
    if not len(piece):
        return
    text = piece.text()
    try:
        root = etree.fromstring(text, _parser())
    except etree.XMLSyntaxError as error:
        if len(piece) == 1:
            _report(piece, error, found)
            return
    else:
        is_countless = any(len(element.attrib) > MOST_ATTRIBUTES for element in root.iter())
        if len(root) == len(piece) and not is_countless:
            yield Parsed(piece, root, Lines(root, text))
            return
        if len(piece) == 1:
            problem = f"more than {MOST_ATTRIBUTES} attributes, or not one element"
            found.add("0.1.1", activity=piece.ordinals[0], line=piece.lines[0], problem=problem)
            return
    for index in range(len(piece)):
        yield from parsed_parts(piece.only([at == index for at in range(len(piece))]), found)


def _fill(parsed: Parsed, reader: TreeReader) -> None:
    for index, element in enumerate(parsed.root):
        reader.add(element, parsed.piece.ordinals[index], parsed.line_of(index))


def _check(parsed: Parsed, found: Found) -> None:
    """Add what the schema refuses in activities; what it refuses in the root is the file's."""
    for problem in problems_of(parsed.piece.kind, parsed.root):
        if problem.record is None:
            continue
        line, column = parsed.place_in_file(problem.record, problem.element)
        found.add(
            "0.3.1",
            activity=parsed.piece.ordinals[problem.record],
            line=line,
            column=column,
            element=problem.path,
            problem=problem.message,
        )


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="UTF-8"
    )


def _report(piece: Piece, error: etree.XMLSyntaxError, found: Found) -> None:
    """Add a finding of an activity that is not well formed."""
    line, column = error.position
    problem = in_words(_WHERE.sub("", error.msg or "it is not well formed"))
    before = max(line - 2, 0)
    found.add(
        "0.1.1",
        activity=piece.ordinals[0],
        line=piece.lines[0] + before,
        column=max(column, 1) + (0 if before else piece.columns[0] - 1),
        problem=problem,
    )

"""Gathers what fails: whole rows of a table at a time, into the one shape of findings."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa

from ..findings import FINDINGS
from .columns import Mask, Numbers, Rows

_LONGEST_QUOTE = 200


class Gathered:
    """Findings of one piece. ``rules``: those that the file's version has; others are passed over.

    ``first``: ordinal of the piece's first activity in the file.
    """

    def __init__(self, rules: Collection[str], first: int) -> None:
        self._rules = rules
        self._first = first
        self._tables: list[pa.Table] = []

    def add(
        self,
        rule: str,
        rows: Rows,
        at: Mask | Numbers,
        element: str | Sequence[str],
        **parameters: Sequence[object],
    ) -> None:
        """Add one finding for each row that ``at`` names, at the row's line.

        ``element``: path below the activity, one for all or one each; ``parameters``: what the
        rule's message names, one value for each row.
        """
        places = np.flatnonzero(at) if at.dtype == np.bool_ else at
        count = len(places)
        if not count or rule not in self._rules:
            return
        elements = [element] * count if isinstance(element, str) else element
        self._tables.append(
            pa.Table.from_arrays(
                [
                    pa.array(rows.activity[places] + self._first, pa.int32()),
                    pa.array(rows.line[places], pa.int32()),
                    pa.nulls(count, pa.int32()),
                    pa.array([rule] * count, pa.string()),
                    pa.array(elements, pa.string()),
                    pa.array(_told(parameters, count), pa.string()),
                ],
                schema=FINDINGS,
            )
        )

    def table(self) -> pa.Table:
        """Return the findings by activity and line; of one line in the order of the rules."""
        if not self._tables:
            return FINDINGS.empty_table()
        found = pa.concat_tables(self._tables).combine_chunks()
        order = np.lexsort((found["line"].to_numpy(), found["activity"].to_numpy()))
        return found.take(pa.array(order))


def _told(parameters: dict[str, Sequence[object]], count: int) -> list[str | None]:
    if not parameters:
        return [None] * count
    names = sorted(parameters)
    columns = [[_short(value) for value in parameters[name]] for name in names]
    return [
        json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)
        for values in zip(*columns, strict=True)
    ]


def _short(value: object) -> object:
    """Return a value as a message can quote it: texts of strangers may be of any length."""
    if isinstance(value, str) and len(value) > _LONGEST_QUOTE:
        return f"{value[:_LONGEST_QUOTE]}…"
    return value

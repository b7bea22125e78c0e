"""What differs between two lakes, or two runs of one, record by record and element by element."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from .differences import Change, differences, parsed
from .lake import Lake

DifferenceKind = Literal["added", "removed", "changed", "layout"]
# Sources of so many pairs are in memory at once.
_PAIRS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """What became of one record. ``identifier`` as written, None: it states none.

    ``layout``: the bytes differ, the elements do not. ``old`` and ``new`` are the record's numbers
    in their lakes, None where it is missing.
    """

    identifier: str | None
    kind: DifferenceKind
    old: int | None
    new: int | None
    changes: tuple[Change, ...] = ()


_INDEX = """
SELECT digest, record, identifier, min(file) AS file, min(position) AS position
FROM presence JOIN (SELECT record, digest FROM records) USING (record)
GROUP BY digest, record, identifier
"""
# What bears one identifier several times is paired in the order of the files.
_PAIRS = """
WITH removed AS (
    SELECT *, row_number() OVER (PARTITION BY identifier ORDER BY file, position) AS turn
    FROM old_index ANTI JOIN new_index USING (digest)
), added AS (
    SELECT *, row_number() OVER (PARTITION BY identifier ORDER BY file, position) AS turn
    FROM new_index ANTI JOIN old_index USING (digest)
)
SELECT coalesce(added.identifier, removed.identifier) AS identifier,
       removed.record AS old, added.record AS new
FROM added FULL JOIN removed ON added.identifier = removed.identifier AND added.turn = removed.turn
ORDER BY added.file, added.position, removed.file, removed.position
"""


def compare(old: Lake, new: Lake) -> Iterator[RecordDifference]:
    """Yield what differs from the old lake to the new, in the new one's order; removed ones last.

    Records with equal digests are equal, however often and wherever they stand. The others are
    matched by identifier.
    """
    connection = old.connection.cursor()
    for name, lake in (("old_index", old), ("new_index", new)):
        connection.register(name, lake.connection.sql(_INDEX).to_arrow_table())
    connection.execute(_PAIRS)
    while pairs := connection.fetchmany(_PAIRS_AT_ONCE):
        yield from _compared(old, new, pairs)
    connection.close()


def _compared(old: Lake, new: Lake, pairs: Sequence[Any]) -> Iterator[RecordDifference]:
    whole = [(before, after) for _, before, after in pairs if before and after]
    sources = _sources(old, [before for before, _ in whole])
    others = _sources(new, [after for _, after in whole])
    for identifier, before, after in pairs:
        if before is None or after is None:
            kind: DifferenceKind = "added" if before is None else "removed"
            yield RecordDifference(identifier, kind, before, after)
            continue
        changes = differences(parsed(*sources[before]), parsed(*others[after]))
        kind = "changed" if changes else "layout"
        yield RecordDifference(identifier, kind, before, after, changes)


def _sources(lake: Lake, records: Sequence[int]) -> dict[int, tuple[bytes, dict[str, str]]]:
    """Return the bytes of each record and the namespaces in force around it."""
    connection = lake.connection.cursor()
    connection.register("asked", pa.table({"record": pa.array(records, pa.int64())}))
    rows = connection.execute(
        "SELECT record, source, namespaces FROM every.sources JOIN every.records USING (record) "
        "WHERE record IN (SELECT record FROM asked)"
    ).fetchall()
    connection.close()
    return {record: (bytes(source), json.loads(names)) for record, source, names in rows}

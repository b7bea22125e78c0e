"""Which records made a number: their count, a digest anybody can recompute, and pages of them.

The digest is the SHA-256 of the ids, each once, ordered bytewise, each followed by a line feed:
what ``sort -u | sha256sum`` gives in the C locale.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from .evidence import Part

if TYPE_CHECKING:
    from .workspace import Workspace

PAGE_SIZE = 50
CLAIMS = "claims"
_BATCH_ROWS = 262_144
_ID, _CLAIM = "record_id", "claim_id"
_REORDERS = re.compile(r"\b(JOIN|UNION|EXISTS|DISTINCT|OVER|GROUP)\b", re.I)


@dataclass(frozen=True, slots=True)
class SourceLineage:
    """The records of one snapshot table behind a number: how many, their digest, the first ids."""

    source: str
    count: int
    digest: str
    first: tuple[str, ...]


def sources_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the tables that the parts draw on, claims last."""
    own = dict.fromkeys(part.source for part in parts if part.source != CLAIMS)
    has_claims = any(part.source == CLAIMS or _CLAIM in part.rows.columns for part in parts)
    return (*own, CLAIMS) if has_claims else tuple(own)


def ids_of(parts: Sequence[Part], source: str) -> ibis.Table | None:
    """Return the column ``record_id`` of all contributions from one table, repeats included.

    Claims are those that contribute and those that evidence what contributes. None: no part has
    any.
    """
    columns = [part.rows.select(_ID) for part in parts if part.source == source]
    if source == CLAIMS:
        for part in parts:
            if part.source != CLAIMS and _CLAIM in part.rows.columns:
                named = part.rows.filter(part.rows.claim_id.notnull())
                columns.append(named.select(record_id=_CLAIM))
    return functools.reduce(ibis.union, columns) if columns else None


def lineages_of(workspace: Workspace, parts: Sequence[Part]) -> tuple[SourceLineage, ...]:
    """Return count, digest and first page of the records behind the parts, table by table.

    Each table is looked at once: the claims that evidence its records are gathered on the way.
    """
    found: list[SourceLineage] = []
    claims: list[Any] = []
    for source in dict.fromkeys(part.source for part in parts):
        reading = _read(workspace, [part for part in parts if part.source == source])
        if source == CLAIMS:
            claims.append(reading.ids())
        else:
            found.append(reading.lineage(source))
            claims += reading.claims
    if CLAIMS in sources_of(parts):
        found.append(_of_claims(claims))
    return tuple(found)


def page_of(parts: Sequence[Part], source: str, offset: int, size: int) -> tuple[str, ...]:
    """Return a page of the ids of one table behind the parts, each once, ordered bytewise."""
    column = ids_of(parts, source)
    if column is None:
        return ()
    page = column.distinct().order_by(_ID).limit(size, offset=offset).to_pyarrow()
    return tuple(page[_ID].to_pylist())


@dataclass(slots=True)
class _Reading:
    """What has been read of ids that come in order. ``keeps``: all ids are kept, not only some."""

    keeps: bool = False
    digest: Any = field(default_factory=hashlib.sha256)
    count: int = 0
    last: str | None = None
    kept: list[Any] = field(default_factory=list)
    claims: list[Any] = field(default_factory=list)

    def take(self, ids: Any) -> bool:
        """Take the next ids; False when they are out of order, and nothing more is to be taken."""
        if not len(ids):
            return True
        if self.last is not None and ids[0].as_py() < self.last:
            return False
        repeats = self.last is not None and ids[0].as_py() == self.last
        once = _without_repeats(ids)
        if once is None:
            return False
        once = once[1:] if repeats else once
        if len(once):
            self.last = once[-1].as_py()
            if self.keeps or self.count < PAGE_SIZE:
                self.kept.append(once if self.keeps else once[:PAGE_SIZE])
            self.count += len(once)
            self.digest.update(_lines(once))
            self.digest.update(b"\n")
        return True

    def ids(self) -> Any:
        return pa.chunked_array(self.kept, pa.string())

    def lineage(self, source: str) -> SourceLineage:
        first = self.ids()[:PAGE_SIZE].to_pylist()
        return SourceLineage(source, self.count, self.digest.hexdigest(), tuple(first))


def _read(workspace: Workspace, parts: Sequence[Part]) -> _Reading:
    """Read the ids of parts of one table in order, and the claims of their records."""
    names = (_ID, _CLAIM) if any(_CLAIM in part.rows.columns for part in parts) else (_ID,)
    rows = functools.reduce(ibis.union, [_shaped(part.rows, names) for part in parts])
    keeps = parts[0].source == CLAIMS
    if len(parts) == 1 and not _may_reorder(workspace, parts[0]):
        # Tables are written in the order of their keys, and DuckDB keeps it: sorting 10^7 ids
        # would take longer than everything else. The order is checked, not trusted.
        reading = _take_all(_batches(workspace, rows), keeps)
        if reading is not None:
            return reading
    reading = _take_all(_batches(workspace, rows.order_by(_ID)), keeps)
    assert reading is not None
    return reading


def _shaped(rows: ibis.Table, names: Sequence[str]) -> ibis.Table:
    if _CLAIM in names and _CLAIM not in rows.columns:
        return rows.select(_ID, claim_id=ibis.literal(None, "string"))
    return rows.select(*names)


def _may_reorder(workspace: Workspace, part: Part) -> bool:
    """Whether the engine may give the rows in another order than the table's."""
    return workspace.is_spark or bool(_REORDERS.search(workspace.query_of(part.rows)))


def _batches(workspace: Workspace, rows: ibis.Table) -> Iterator[Any]:
    """Yield record batches of ids (and claims) as the engine gives them."""
    if workspace.is_spark:
        yield from rows.to_pyarrow().to_batches()
        return
    # Ibis 12 asks DuckDB 2 for a method that it no longer has, so the reader is asked for here.
    relation = workspace.backend.con.sql(workspace.backend.compile(rows))
    yield from relation.to_arrow_reader(_BATCH_ROWS)


def _take_all(batches: Iterable[Any], keeps: bool) -> _Reading | None:
    """Read all ids; None when they do not come in order."""
    reading = _Reading(keeps)
    for batch in batches:
        if not reading.take(batch.column(0).cast(pa.string())):
            return None
        if batch.num_columns > 1:
            claims = batch.column(1)
            if claims.null_count < len(claims):
                reading.claims.append(pc.unique(claims.drop_null().cast(pa.string())))
    return reading


def _of_claims(found: Sequence[Any]) -> SourceLineage:
    chunks = [chunk for each in found for chunk in getattr(each, "chunks", [each])]
    ids = pc.unique(pa.chunked_array(chunks, pa.string()))
    reading = _Reading()
    reading.take(ids.take(pc.sort_indices(ids)))
    return reading.lineage(CLAIMS)


def _without_repeats(ids: Any) -> Any:
    """Return ordered ids without repeats, None when they are not ordered."""
    if len(ids) < 2:
        return ids
    earlier, later = ids[:-1], ids[1:]
    if not pc.all(pc.greater_equal(later, earlier)).as_py():
        return None
    differs = pc.not_equal(later, earlier)
    if pc.all(differs).as_py():
        return ids
    return ids.filter(pa.concat_arrays([pa.array([True]), differs]))


def _lines(ids: Any) -> Any:
    """Return the ids as UTF-8, joined by line feeds."""
    listed = pa.ListArray.from_arrays(pa.array([0, len(ids)], pa.int32()), ids)
    return pc.binary_join(listed, "\n")[0].as_buffer()

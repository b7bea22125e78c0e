"""Which records made a number: their count, a digest anybody can recompute, and pages of them.

The digest is the SHA-256 of the ids, each once, ordered bytewise, each followed by a line feed:
what ``sort -u | sha256sum`` gives in the C locale.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from .evidence import Part

if TYPE_CHECKING:
    from .workspace import Workspace

PAGE_SIZE = 50
_BATCH_ROWS = 262_144
_ID = "record_id"


@dataclass(frozen=True, slots=True)
class SourceLineage:
    """The records of one snapshot table behind a number: how many, their digest, the first ids."""

    source: str
    count: int
    digest: str
    first: tuple[str, ...]


def ids_of(parts: Sequence[Part], source: str) -> ibis.Table | None:
    """Return the column ``record_id`` of all contributions from one table, repeats included.

    ``claims`` are the claims that contribute and those that evidence what contributes. None: no
    part has any.
    """
    columns = [part.rows.select(_ID) for part in parts if part.source == source]
    if source == "claims":
        for part in parts:
            if part.source != "claims" and "claim_id" in part.rows.columns:
                named = part.rows.filter(part.rows.claim_id.notnull())
                columns.append(named.select(record_id="claim_id"))
    if not columns:
        return None
    return functools.reduce(lambda one, other: ibis.union(one, other), columns)


def sources_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the tables that the parts draw on, claims last."""
    own = dict.fromkeys(part.source for part in parts if part.source != "claims")
    has_claims = any(part.source == "claims" or "claim_id" in part.rows.columns for part in parts)
    return (*own, "claims") if has_claims else tuple(own)


def lineage_of(workspace: Workspace, parts: Sequence[Part], source: str) -> SourceLineage:
    """Return count, digest and first page of the records of one table behind the parts."""
    column = ids_of(parts, source)
    if column is None:
        return SourceLineage(source, 0, hashlib.sha256().hexdigest(), ())
    is_plain = sum(part.source == source for part in parts) == 1 and source != "claims"
    if is_plain and not workspace.is_spark:
        # Tables are written in the order of their keys, and DuckDB keeps it: sorting 10^7 ids
        # would take longer than everything else. The order is checked, not trusted.
        counted = _digest_in_order(_batches(workspace, column), source)
        if counted is not None:
            return counted
    ordered = column.distinct().order_by(_ID)
    counted = _digest_in_order(_batches(workspace, ordered), source)
    assert counted is not None
    return counted


def page_of(parts: Sequence[Part], source: str, offset: int, size: int) -> tuple[str, ...]:
    """Return a page of the ids of one table behind the parts, each once, ordered bytewise."""
    column = ids_of(parts, source)
    if column is None:
        return ()
    page = column.distinct().order_by(_ID).limit(size, offset=offset).to_pyarrow()
    return tuple(page[_ID].to_pylist())


def _batches(workspace: Workspace, column: ibis.Table) -> Iterator[Any]:
    """Yield arrays of ids as the engine gives them."""
    if workspace.is_spark:
        yield from column.to_pyarrow()[_ID].chunks
        return
    # Ibis 12 asks DuckDB 2 for a method that it no longer has, so the reader is asked for here.
    relation = workspace.backend.con.sql(workspace.backend.compile(column))
    for batch in relation.to_arrow_reader(_BATCH_ROWS):
        yield batch.column(0)


def _digest_in_order(batches: Iterable[Any], source: str) -> SourceLineage | None:
    """Digest ids that come in order; None when they do not."""
    digest = hashlib.sha256()
    count, last = 0, None
    first: list[str] = []
    for batch in batches:
        ids = batch.cast(pa.string())
        if not len(ids):
            continue
        if last is not None and ids[0].as_py() < last:
            return None
        repeats = last is not None and ids[0].as_py() == last
        ids = _without_repeats(ids[1:] if repeats else ids)
        if ids is None:
            return None
        if not len(ids):
            continue
        last = ids[-1].as_py()
        count += len(ids)
        if len(first) < PAGE_SIZE:
            first.extend(ids[: PAGE_SIZE - len(first)].to_pylist())
        digest.update(_lines(ids))
        digest.update(b"\n")
    return SourceLineage(source, count, digest.hexdigest(), tuple(first))


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

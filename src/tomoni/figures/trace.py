"""The full proof of an answer: every id behind every row, and where each claim stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import RefusedError

from .evidence import Part
from .lineage import ids_of

if TYPE_CHECKING:
    from .answers import Row
    from .workspace import Workspace

MOST_TRACED = 100_000
_ALWAYS = ("entries", "observations")


def parts_of_row(parts: Sequence[Part], key: Mapping[str, object]) -> tuple[Part, ...]:
    """Return the parts narrowed to the contributions of one row of the answer."""
    return tuple(_narrowed(part, key) for part in parts)


def _narrowed(part: Part, key: Mapping[str, object]) -> Part:
    rows = part.rows
    for name, value in key.items():
        if name not in part.spreads_over:
            column = rows[name]
            rows = rows.filter(column.isnull() if value is None else column == value)
    return Part(part.source, rows, part.combine, part.name, part.notes, part.qualifier)


def traced_rows(
    workspace: Workspace, parts: Sequence[Part], rows: Sequence[Row]
) -> list[dict[str, object]]:
    """Return, per row of the answer, the ids by source, claims with document, start and end.

    Errors: RefusedError when more records stand behind the answer than anybody reads.
    """
    records = sum(sum(row.records.values()) for row in rows)
    if records > MOST_TRACED:
        raise RefusedError(
            f"{records:,} records stand behind the answer, more than {MOST_TRACED:,}.",
            do="Narrow it with --where, or read the lineage page by page.",
        )
    behind = [_Behind({*_ALWAYS, *(part.source for part in parts)}) for _ in rows]
    for part in parts:
        _collect(part, rows, behind)
    has_claims = any(found.claims for found in behind)
    places = _places_of_claims(workspace, parts) if has_claims else {}
    return [found.as_dict(places) for found in behind]


class _Behind:
    """The ids behind one row, by source; every row of an answer has the same sources."""

    def __init__(self, sources: set[str]) -> None:
        self.ids: dict[str, set[str]] = {
            source: set() for source in sorted(sources) if source != "claims"
        }
        self.claims: set[str] = set()

    def add(self, source: str, record_id: str, claim_id: str | None) -> None:
        if source == "claims":
            self.claims.add(record_id)
        else:
            self.ids[source].add(record_id)
        if claim_id is not None:
            self.claims.add(claim_id)

    def as_dict(self, places: Mapping[str, dict[str, object]]) -> dict[str, object]:
        traced: dict[str, object] = {source: sorted(ids) for source, ids in self.ids.items()}
        # A claim that the snapshot does not hold (a public one holds cleared claims only) keeps
        # its id and has no place.
        traced["claims"] = [
            places.get(claim, {"id": claim, "document": None, "start": None, "end": None})
            for claim in sorted(self.claims)
        ]
        return traced


def _collect(part: Part, rows: Sequence[Row], behind: Sequence[_Behind]) -> None:
    if not rows:
        return
    names = [name for name in rows[0].key if name not in part.spreads_over]
    by_key: dict[tuple[object, ...], list[_Behind]] = {}
    for row, found in zip(rows, behind, strict=True):
        by_key.setdefault(tuple(row.key[name] for name in names), []).append(found)
    has_claim = "claim_id" in part.rows.columns
    columns = dict.fromkeys((*names, "record_id", *(("claim_id",) if has_claim else ())))
    for record in part.rows.select(*columns).to_pyarrow().to_pylist():
        claim = record["claim_id"] if has_claim else None
        for found in by_key.get(tuple(record[name] for name in names), ()):
            found.add(part.source, record["record_id"], claim)


def _places_of_claims(workspace: Workspace, parts: Sequence[Part]) -> dict[str, dict[str, object]]:
    ids = ids_of(parts, "claims")
    if ids is None:
        return {}
    claims = workspace.table("claims")
    wanted = ids.distinct()
    found = claims.semi_join(wanted, claims.claim_id == wanted.record_id)
    table = found.select("claim_id", "document_id", "start", "end").to_pyarrow()
    return {
        row["claim_id"]: {
            "id": row["claim_id"],
            "document": row["document_id"],
            "start": row["start"],
            "end": row["end"],
        }
        for row in table.to_pylist()
    }

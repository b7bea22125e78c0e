"""What is found only beside other activities: doubles, dangling references, counting twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.prefixes import IdentifierPrefixes
from tomoni.catalogue.labels import joined

from ..findings import Found
from .facts import IDENTIFIERS, INCOMING, KINDS_OF_MONEY, REFERENCES, RELATED, UNKNOWN, PieceFacts

_PARENT, _CHILD = "1", "2"
# Level of an activity that states none.
_TOP = 1
# What an incoming transaction repeats of its provider's: commitments, or what was paid out.
_OUTGOING = {"1": 4 | 8, "11": 2}


class Across:
    """Gathers the facts of all files of one check; then says what they have to do with each other.

    Files are numbered as they are checked; ``names`` has their names.
    """

    def __init__(self, prefixes: IdentifierPrefixes) -> None:
        self._prefixes = prefixes
        self._names: list[str] = []
        self._identifiers: list[pa.Table] = []
        self._references: list[pa.Table] = []
        self._related: list[pa.Table] = []
        self._incoming: list[pa.Table] = []
        self._unknown: list[pa.Table] = []
        self._found: list[Found] = []
        self._contents: dict[str, int] = {}

    def begin(self, name: str) -> int:
        """Take in one more file; return its number."""
        self._names.append(name)
        self._found.append(Found())
        return len(self._names) - 1

    def add(self, file: int, facts: PieceFacts) -> None:
        """Take in the facts of one piece of a file."""
        for held, table in (
            (self._identifiers, facts.identifiers),
            (self._references, facts.references),
            (self._related, facts.related),
            (self._incoming, facts.incoming),
            (self._unknown, facts.unknown),
        ):
            if len(table):
                held.append(table.append_column("file", pa.repeat(file, len(table))))

    def add_content(self, file: int, digest: str) -> None:
        """Take in the digest of a file's bytes; the same bytes under two names are a finding."""
        first = self._contents.setdefault(digest, file)
        if first != file:
            self._found[file].add("T.4.2", other=self._names[first])

    def findings(self, store: pa.Array | None = None) -> list[pa.Table]:
        """Return the findings of each file. ``store``: identifiers of activities known besides."""
        known = _Known(_joined(self._identifiers, IDENTIFIERS))
        self._doubles(known)
        self._dangling(known, store)
        self._unknown_organisations()
        self._levels(known)
        self._chains(known)
        return [found.table() for found in self._found]

    def _doubles(self, known: _Known) -> None:
        for row, first in known.repeated():
            found = self._found[row["file"]]
            at = {"activity": row["activity"], "line": row["line"], "value": row["identifier"]}
            if first["file"] == row["file"]:
                found.add("1.1.2", **at)
            else:
                found.add("T.4.1", **at, other=self._names[first["file"]], file_line=first["line"])

    def _dangling(self, known: _Known, store: pa.Array | None) -> None:
        table = _joined(self._references, REFERENCES)
        is_missing = pc.invert(pc.is_in(table["value"], known.values))
        if store is not None:
            is_missing = pc.and_(is_missing, pc.invert(pc.is_in(table["value"], store)))
        for row in table.filter(is_missing).to_pylist():
            self._found[row["file"]].add(
                row["rule"],
                activity=row["activity"],
                line=row["line"],
                element=row["element"],
                value=row["value"],
            )

    def _unknown_organisations(self) -> None:
        met: dict[tuple[int, str, str], dict[str, Any]] = {}
        for row in _joined(self._unknown, UNKNOWN).to_pylist():
            first = met.setdefault((row["file"], row["element"], row["value"]), row)
            if first is not row:
                first["count"] += row["count"]
        for row in met.values():
            self._found[row["file"]].add(
                "T.6.1",
                activity=row["activity"],
                line=row["line"],
                element=row["element"],
                name=row["element"],
                value=row["value"],
                count=row["count"],
                edition=self._prefixes.edition,
            )

    def _levels(self, known: _Known) -> None:
        related = _joined(self._related, RELATED)
        if not len(related):
            return
        rows = known.with_others(related)
        named = {
            (other["identifier"], own["identifier"])
            for row, own, other in rows
            if row["type"] == _CHILD
        }
        for row, own, parent in rows:
            if row["type"] != _PARENT or own["identifier"] == parent["identifier"]:
                continue
            found = self._found[row["file"]]
            at = {"activity": row["activity"], "line": row["line"], "value": row["ref"]}
            both = own["money"] & parent["money"]
            if both:
                found.add("T.5.1", **at, **_kinds(both))
            if (own["identifier"], parent["identifier"]) not in named:
                found.add("T.5.3", **at)
            level, other = own["hierarchy"] or _TOP, parent["hierarchy"] or _TOP
            if level <= other and (own["hierarchy"] or parent["hierarchy"]):
                found.add("T.5.4", **at, level=level, other=other)

    def _chains(self, known: _Known) -> None:
        incoming = _joined(self._incoming, INCOMING)
        if not len(incoming):
            return
        for row, own, provider in known.with_others(incoming):
            outgoing = provider["money"] & _OUTGOING[row["type"]]
            if outgoing and own["identifier"] != provider["identifier"]:
                self._found[row["file"]].add(
                    "T.5.2",
                    activity=row["activity"],
                    line=row["line"],
                    value=row["ref"],
                    **_kinds(outgoing),
                )


class _Known:
    """All activities that have an identifier, first come first."""

    def __init__(self, table: pa.Table) -> None:
        is_named = pc.fill_null(pc.not_equal(table["identifier"], ""), False)
        self._all = table
        self._table = table.filter(is_named).combine_chunks()
        self.values = pc.unique(self._table["identifier"])

    def repeated(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield each activity whose identifier was there before, and the first one that had it."""
        if len(self.values) == len(self._table):
            return
        counted = pc.value_counts(self._table["identifier"])
        often = counted.filter(pc.greater(counted.field("counts"), 1)).field("values")
        first: dict[str, dict[str, Any]] = {}
        for row in self._table.filter(pc.is_in(self._table["identifier"], often)).to_pylist():
            earlier = first.setdefault(row["identifier"], row)
            if earlier is not row:
                yield row, earlier

    def with_others(
        self, table: pa.Table
    ) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
        """Return each row whose ``ref`` names a known activity: the row, its own, the other."""
        column = self._table["identifier"].combine_chunks()
        places = pc.index_in(table["ref"], column)
        is_known = pc.is_valid(places)
        rows = table.filter(is_known).to_pylist()
        others = self._table.take(places.filter(is_known)).to_pylist()
        own = self._own({(row["file"], row["activity"]) for row in rows})
        return [
            (row, own[row["file"], row["activity"]], other)
            for row, other in zip(rows, others, strict=True)
            if (row["file"], row["activity"]) in own
        ]

    def _own(self, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], dict[str, Any]]:
        activities = pa.array({activity for _, activity in wanted}, pa.int32())
        some = self._all.filter(pc.is_in(self._all["activity"], activities))
        return {(row["file"], row["activity"]): row for row in some.to_pylist()}


def _joined(tables: list[pa.Table], schema: pa.Schema) -> pa.Table:
    """Return one table in the order of files and lines, whichever piece was done first."""
    empty = schema.append(pa.field("file", pa.int64())).empty_table()
    order = [(name, "ascending") for name in ("file", "activity", "line")]
    return pa.concat_tables([empty, *tables]).sort_by(order)


def _kinds(bits: int) -> dict[str, Any]:
    """Return the kinds of money as parameters of a message in either language."""
    words = joined(label for bit, label in KINDS_OF_MONEY.items() if bits & bit)
    return {"what": words.en, "what_ja": words.ja}

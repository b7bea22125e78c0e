"""Where one run of a figure works: the snapshot's tables, and views that keep its queries short.

Ibis takes longer to compile a long expression than an engine takes to answer it. A view is compiled
once; what is asked of it afterwards (sums, lineage, pages) compiles in no time. A view computes
and copies nothing; few rows that several queries need are kept instead. Both are named by their
text, and dropped when no run holds them.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.operations as operations

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

_workspaces: weakref.WeakKeyDictionary[Snapshot, weakref.WeakSet[Workspace]] = (
    weakref.WeakKeyDictionary()
)
# The name of each view or table made in a snapshot's engine, with the statement that drops it.
_made: weakref.WeakKeyDictionary[Snapshot, dict[str, str]] = weakref.WeakKeyDictionary()


class Workspace:
    """The tables of an opened snapshot, and the views of one run by name.

    Views that no run holds any more are dropped when the next run begins, never while an engine
    may be at work.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.views: dict[str, str] = {}
        self._drop_unheld()

    @property
    def backend(self) -> Any:
        """The Ibis backend of the snapshot's engine."""
        return self.snapshot.backend

    @property
    def is_spark(self) -> bool:
        """Whether the engine is a Spark Connect server."""
        return self.snapshot.engine.is_spark

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest of the snapshot."""
        return self.snapshot.manifest

    def table(self, name: str, *columns: str) -> ibis.Table:
        """Return a table of the snapshot, or only the columns named."""
        table = self.snapshot.table(name)
        return table.select(*dict.fromkeys(columns)) if columns else table

    def standing_claims(self, *columns: str) -> ibis.Table:
        """Return the claims, or only the columns named; those withdrawn are on record alone."""
        claims = self.table("claims")
        claims = claims.filter(claims.outcome_reason_code != "withdrawn")
        return claims.select(*dict.fromkeys(columns)) if columns else claims

    def view(self, expression: ibis.Table) -> ibis.Table:
        """Return the expression as a view of the engine."""
        return self._make(expression, "VIEW")

    def kept(self, expression: ibis.Table) -> ibis.Table:
        """Return the rows of the expression, computed once; on a Spark server, a view of them.

        For rows that are found by reading much and are few themselves.
        """
        return self._make(expression, "VIEW" if self.is_spark else "TABLE")

    def _make(self, expression: ibis.Table, kind: str) -> ibis.Table:
        query = self.backend.compile(expression)
        name = f"tomoni_{kind[0].lower()}{hashlib.sha256(query.encode()).hexdigest()[:16]}"
        if name not in _made[self.snapshot]:
            self.backend.raw_sql(f"CREATE TEMPORARY {kind} {name} AS {query}")
            _made[self.snapshot][name] = f"DROP {kind} IF EXISTS {name}"
        self.views[name] = query
        # Asking the engine for the view's columns takes ten times as long as knowing them.
        return operations.DatabaseTable(
            name=name, schema=expression.schema(), source=self.backend
        ).to_expr()

    def query_of(self, expression: ibis.Table) -> str:
        """Return the whole query of a view or of an expression over views, those included."""
        is_view = isinstance(expression.op(), operations.DatabaseTable)
        own = self.views[expression.get_name()] if is_view else self.backend.compile(expression)
        asked: list[str] = []
        # A view can only ask views made before it, so one walk backwards meets them all.
        for name in reversed(self.views):
            if any(name in text for text in (own, *(self.views[each] for each in asked))):
                asked.insert(0, name)
        if not asked:
            return own
        heads = ",\n".join(f"{name} AS (\n{self.views[name]}\n)" for name in asked)
        return f"WITH {heads}\nSELECT * FROM (\n{own}\n)"

    def _drop_unheld(self) -> None:
        made = _made.setdefault(self.snapshot, {})
        alive = _workspaces.setdefault(self.snapshot, weakref.WeakSet())
        held = {name for workspace in alive for name in workspace.views}
        # Views first: a table that a view reads goes after it.
        for name in sorted(made.keys() - held, key=lambda name: made[name], reverse=True):
            self.backend.raw_sql(made.pop(name))
        alive.add(self)

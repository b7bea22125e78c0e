"""Activities below an activity: its parts, their parts, and the editions of its series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import ibis

from tomoni.catalogue.errors import SnapshotError

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

    from .workspace import Workspace

# Deeper than any plan of work; a chain of parents this long is a circle.
_DEEPEST = 50
_depths: WeakKeyDictionary[Snapshot, int] = WeakKeyDictionary()


def below(workspace: Workspace, roots: ibis.Table) -> ibis.Table:
    """Return each root with the activities that belong to it, itself included.

    ``roots``: a column ``root_id``. Rows: ``root_id``, ``activity_id``, without repeats.
    """
    level = roots.select("root_id").distinct().mutate(activity_id=ibis._.root_id)
    level = ibis.union(level, _of_series(workspace, level), distinct=True)
    levels = [level]
    for _ in range(_depth(workspace)):
        # A view of its own each time: Ibis cannot tell the sides of a second self-join apart.
        children = _children(workspace).view()
        joined = level.inner_join(children, level.activity_id == children.parent_id)
        level = joined.select("root_id", activity_id=ibis._.child_id)
        levels.append(level)
    return ibis.union(*levels, distinct=True) if len(levels) > 1 else level


def without_parts(
    workspace: Workspace, rows: ibis.Table, activity: str, within: tuple[str, ...] = ()
) -> ibis.Table:
    """Return the rows without those of an activity whose parent, or one above it, has a row too.

    ``activity``: the column that names the activity; ``within``: columns that keep rows apart, so
    that a part stands where what it belongs to has other values of them. Null equals null.
    """
    pairs = _children(workspace)
    levels = [pairs]
    for _ in range(_depth(workspace) - 1):
        parents = _children(workspace).view()
        joined = levels[-1].inner_join(parents, levels[-1].parent_id == parents.child_id)
        levels.append(joined.select(levels[-1].child_id, parent_id=parents.parent_id))
    above = (ibis.union(*levels, distinct=True) if len(levels) > 1 else pairs).view()
    own = {f"own_{name}": rows[name] for name in within}
    held = rows.select(held_id=rows[activity], **own).distinct()
    parts = above.inner_join(held, above.parent_id == held.held_id).drop("parent_id", "held_id")
    same = [rows[name].identical_to(parts[f"own_{name}"]) for name in within]
    return rows.anti_join(parts, [rows[activity] == parts.child_id, *same])


def ids_below(workspace: Workspace, roots: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the named activities and of all that belong to them, sorted."""
    table = workspace.table("activities")
    chosen = table.filter(table.activity_id.isin(list(roots))).select(root_id="activity_id")
    found = below(workspace, chosen).select("activity_id").distinct().to_pyarrow()
    return tuple(sorted(found["activity_id"].to_pylist()))


def _of_series(workspace: Workspace, roots: ibis.Table) -> ibis.Table:
    """Activities that belong to a series whose own activity is a root."""
    series = workspace.table("series").select("series_id", series_activity_id="activity_id")
    activities = workspace.table("activities").select("series_id", member_id="activity_id")
    members = series.inner_join(activities, "series_id").select("series_activity_id", "member_id")
    joined = roots.inner_join(members, roots.activity_id == members.series_activity_id)
    return joined.select("root_id", activity_id=ibis._.member_id)


def _children(workspace: Workspace) -> ibis.Table:
    activities = workspace.table("activities", "activity_id", "parent_activity_id")
    children = activities.filter(activities.parent_activity_id.notnull())
    return children.select(child_id="activity_id", parent_id="parent_activity_id")


def _depth(workspace: Workspace) -> int:
    """How many levels of parts the deepest activity has; found once per opened snapshot."""
    snapshot = workspace.snapshot
    if snapshot not in _depths:
        pairs = _children(workspace).to_pyarrow()
        level = dict(
            zip(pairs["child_id"].to_pylist(), pairs["parent_id"].to_pylist(), strict=True)
        )
        held, depth = level, 0
        while level:
            depth += 1
            if depth > _DEEPEST:
                raise SnapshotError(
                    "Activities are their own parents.", do="Mend parent_activity_id and freeze."
                )
            level = {child: parent for child, parent in held.items() if parent in level}
        _depths[snapshot] = depth
    return _depths[snapshot]

"""What becomes of each element of the standard: the tables' contracts as a tree of elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from tomoni.catalogue.iati.tables import ROW_ELEMENTS, TABLES, Kind, words_of

NARRATIVE = "narrative"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Node:
    """One element by its path below the activity.

    ``table``: it makes a row there; None: it belongs to the row of ``owner``. ``relative``: path
    below the owner's element. ``attributes``: column by attribute name; ``text``: the column of
    its text; ``presence``: the column that says it is there; ``level``: of its row, if rows have
    one. ``holds_narratives``: its narratives are rows of the table of narratives.
    """

    name: str
    owner: str
    relative: str
    table: str | None = None
    level: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    presence: str | None = None
    children: dict[str, Node] = field(default_factory=dict)

    @property
    def holds_narratives(self) -> bool:
        """Whether narratives below the element have a place in the tables."""
        return self.relative in words_of("narratives", "element")


@cache
def plan_of(kind: Kind) -> Node:
    """Return the tree of a file kind, whose root is the activity (or the organisation)."""
    by_path: dict[str, Node] = {}
    for one in ROW_ELEMENTS:
        if one.kind != kind:
            continue
        has_level = any(
            column.name == "level" for column in TABLES[one.table].columns if not column.path
        )
        node = Node(
            one.path.rpartition("/")[2]
            or f"iati-{'activity' if kind == 'activities' else 'organisation'}",
            one.table,
            "",
            one.table,
            one.level if has_level else None,
        )
        by_path[one.path] = node
        _add_columns(node)
        if one.path:
            _place(by_path, one.path, node)
    return by_path[""]


def _place(by_path: dict[str, Node], path: str, node: Node) -> None:
    """Hang a row's element below the element above it, which may have no row of its own."""
    above = path.rpartition("/")[0]
    while above not in by_path:
        above = above.rpartition("/")[0]
    parent = by_path[above]
    for name in path.removeprefix(above).strip("/").split("/")[:-1]:
        parent = _child(parent, name)
    parent.children[node.name] = node


def _child(parent: Node, name: str) -> Node:
    if name not in parent.children:
        relative = f"{parent.relative}/{name}" if parent.relative else name
        parent.children[name] = Node(name, parent.owner, relative)
    return parent.children[name]


def _add_columns(node: Node) -> None:
    for column in TABLES[node.owner].columns:
        if not column.path:
            continue
        *names, last = column.path.split("/")
        element = node
        for name in names:
            element = _child(element, name)
        if last.startswith("@"):
            attribute = XML_LANG if last == "@xml:lang" else last[1:]
            element.attributes[attribute] = column.name
        elif last == ".":
            element.text = column.name
        elif column.type == "presence":
            _child(element, last).presence = column.name
        else:
            _child(element, last).text = column.name

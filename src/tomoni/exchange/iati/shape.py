"""The standard as arrays: elements, attributes and columns by number, for the quick reader.

Element 0 is any that the standard does not know at its place. Slot 0 is any value without a column,
slot 1 the language of an element that has none by the standard: it makes a row of what is foreign.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from tomoni.catalogue.iati.tables import FOREIGN, NARRATIVES, TABLES, Kind, words_of

from .grammar import Element, UnknownConstruct, grammar_of
from .plan import NARRATIVE, XML_LANG, Node, plan_of

FOREIGN_LANGUAGE = 1
_NARRATIVE_COLUMNS = {XML_LANG: "lang"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One column that values fall into, and their simple type in the schema."""

    table: str
    column: str
    type: str


@dataclass
class Shape:
    """Arrays by number of element, except ``names`` and ``slots``, which are by their own.

    ``child[element, name]``, ``attribute[element, name]`` (a slot), ``demanded[element, name]``:
    the attribute is required, ``ordinal[element, name]``: its number within the element.
    ``table``: number of the table of its rows, -1: none. ``text``: slot of its text, 0: it may hold
    elements alone; ``is_sequence``: and white space. ``presence``: slot of the column that says it
    is there. ``level``, ``owner``, ``element``: words of its row. ``rank``: place among the
    children of its parent; ``children_required`` and ``attributes_required``: how many it must
    have. ``owner_table``: word of the table of its owner; ``paths``: its path below that owner.
    """

    names: list[bytes]
    paths: list[str]
    tables: list[str]
    slots: list[Slot]
    child: Any
    attribute: Any
    demanded: Any
    ordinal: Any
    table: Any
    text: Any
    is_sequence: Any
    presence: Any
    level: Any
    owner: Any
    element: Any
    rank: Any
    is_required: Any
    is_repeated: Any
    children_required: Any
    attributes_required: Any
    owner_table: Any


@dataclass(slots=True)
class _Numbered:
    """One element while numbers are given out."""

    grammar: Element
    node: Node
    above: Node | None
    parent: int
    rank: int
    is_required: bool
    is_repeated: bool
    children: list[int] = field(default_factory=list)


@cache
def shape_of(kind: Kind) -> Shape | None:
    """Return the arrays of a kind of file; None: its schema has what the quick reader cannot do."""
    try:
        grammar = grammar_of(kind)
    except UnknownConstruct:
        return None
    return _Maker(grammar, plan_of(kind)).shape()


class _Maker:
    def __init__(self, grammar: Element, plan: Node) -> None:
        self._all: list[_Numbered | None] = [None]
        self._names: dict[str, int] = {}
        self._tables: dict[str, int] = {}
        self._slots: dict[tuple[str, str], int] = {}
        self._listed: list[Slot] = [Slot("", "", "string"), Slot(FOREIGN, "xml", "lang")]
        self._number(_Numbered(grammar, plan, None, 0, 0, True, True))

    def _number(self, one: _Numbered) -> int:
        number = len(self._all)
        self._all.append(one)
        self._name(one.grammar.name)
        if one.node.table is not None:
            self._tables.setdefault(one.node.table, len(self._tables))
        for rank, child in enumerate(one.grammar.children):
            name = child.element.name
            node = one.node.children.get(name) or self._planless(one.node, name)
            one.children.append(
                self._number(
                    _Numbered(
                        child.element,
                        node,
                        one.node,
                        number,
                        rank,
                        child.is_required,
                        child.is_repeated,
                    )
                )
            )
        return number

    def _planless(self, above: Node, name: str) -> Node:
        """Return the plan of an element without columns of its own."""
        if name == NARRATIVE:
            return Node(name, NARRATIVES, "", NARRATIVES, None, dict(_NARRATIVE_COLUMNS), "text")
        return Node(name, above.owner, f"{above.relative}/{name}".strip("/"))

    def _name(self, name: str) -> int:
        return self._names.setdefault(name.replace(XML_LANG, "xml:lang"), len(self._names))

    def _slot(self, table: str, column: str | None, type_: str) -> int:
        if column is None:
            return 0
        number = self._slots.setdefault((table, column), len(self._listed))
        slot = Slot(table, column, type_)
        if number == len(self._listed):
            self._listed.append(slot)
        elif self._listed[number] != slot:
            raise UnknownConstruct(f"two types of {table}.{column}")
        return number

    def shape(self) -> Shape:
        for one in self._all[1:]:
            assert one is not None
            for name in one.grammar.attributes:
                self._name(name)
        count, names = len(self._all), len(self._names)

        def numbers(*shape: int, blank: int = 0) -> Any:
            return np.full(shape, blank, np.int16)

        made = Shape(
            [name.encode() for name in self._names],
            ["" if one is None else one.node.relative for one in self._all],
            list(self._tables),
            self._listed,
            child=numbers(count, names),
            attribute=numbers(count, names),
            demanded=np.zeros((count, names), bool),
            ordinal=numbers(count, names),
            table=numbers(count, blank=-1),
            text=numbers(count),
            is_sequence=np.zeros(count, bool),
            presence=numbers(count),
            level=numbers(count),
            owner=numbers(count),
            element=numbers(count),
            rank=numbers(count),
            is_required=np.zeros(count, bool),
            is_repeated=np.zeros(count, bool),
            children_required=numbers(count),
            attributes_required=numbers(count),
            owner_table=numbers(count),
        )
        for number, one in enumerate(self._all):
            if one is not None:
                self._fill(made, number, one)
        return made

    def _fill(self, made: Shape, number: int, one: _Numbered) -> None:
        node, grammar = one.node, one.grammar
        for child in one.children:
            below = self._all[child]
            assert below is not None
            made.child[number, self._names[below.grammar.name]] = child
        for name, attribute in grammar.attributes.items():
            known = self._name(name)
            slot = self._slot(node.owner, node.attributes.get(name), attribute.type)
            if not slot:
                raise UnknownConstruct(f"{name} of {grammar.name} has no column")
            made.attribute[number, known] = slot
            made.demanded[number, known] = attribute.is_required
            made.ordinal[number, known] = len(made.attribute[number].nonzero()[0])
        language = self._name(XML_LANG)
        if grammar.is_open and not made.attribute[number, language]:
            made.attribute[number, language] = FOREIGN_LANGUAGE
            made.ordinal[number, language] = len(grammar.attributes) + 1
        if node.owner != NARRATIVES:
            made.owner_table[number] = words_of(FOREIGN, "owner_table").index(node.owner)
        made.table[number] = -1 if node.table is None else self._tables[node.table]
        if grammar.text is not None:
            made.text[number] = self._slot(node.owner, node.text, grammar.text)
            if not made.text[number]:
                raise UnknownConstruct(f"the text of {grammar.name} has no column")
        made.is_sequence[number] = grammar.is_sequence
        made.presence[number] = self._slot(node.owner, node.presence, "presence")
        if node.level is not None:
            assert node.table is not None
            made.level[number] = words_of(node.table, "level").index(node.level)
        if node.table == NARRATIVES:
            assert one.above is not None
            made.owner[number] = words_of(NARRATIVES, "owner_table").index(one.above.owner)
            made.element[number] = words_of(NARRATIVES, "element").index(one.above.relative)
        made.rank[number] = one.rank
        made.is_required[number] = one.is_required
        made.is_repeated[number] = one.is_repeated
        made.children_required[number] = sum(child.is_required for child in grammar.children)
        made.attributes_required[number] = sum(
            attribute.is_required for attribute in grammar.attributes.values()
        )


def columns_without_slots(shape: Shape) -> set[tuple[str, str]]:
    """Return the columns of the shape's tables that no value falls into: those of words."""
    slots = {(slot.table, slot.column) for slot in shape.slots}
    return {
        (table, column.name)
        for table in shape.tables
        for column in TABLES[table].columns
        if (table, column.name) not in slots
    }

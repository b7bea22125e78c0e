"""What differs between two versions of one record, element by element.

White space around a text and between elements is no difference, nor are comments. Children of one
name are matched whatever their order: first those that are equal, then those most alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from xml.sax.saxutils import quoteattr

from lxml import etree

ChangeKind = Literal["added", "removed", "changed", "order", "unreadable"]
_XML = "http://www.w3.org/XML/1998/namespace"
# Pairs of unequal children that are weighed against each other; above it they pair by position.
_MOST_WEIGHED = 40_000


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``path`` lies below the record: ``transaction[3]/value/@currency``.

    ``old`` and ``new`` are the text or attribute; of an added or removed element its XML. A number
    in brackets counts among siblings of the name, from 1: in the new version where something was
    added, else in the old. ``order``: the same elements stand in another order. ``unreadable``: a
    version is not well formed.
    """

    kind: ChangeKind
    path: str
    old: str | None = None
    new: str | None = None


def parsed(source: bytes, namespaces: Mapping[str, str]) -> etree._Element | None:
    """Return a record's element as it stands under the namespaces; None: it is not well formed."""
    declared = "".join(
        f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
        for prefix, uri in namespaces.items()
        if prefix != "xml"
    )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(f"<root{declared}>".encode() + source + b"</root>", parser)
    except etree.XMLSyntaxError:
        return None
    return root[0] if len(root) == 1 else None


def differences(old: etree._Element | None, new: etree._Element | None) -> tuple[Change, ...]:
    """Return what differs from the old version to the new; () when only their layout does."""
    if old is None or new is None:
        return (Change("unreadable", ""),)
    return tuple(_compared(_Node(old), _Node(new), ""))


class _Node:
    """An element with its texts stripped.

    Most of what two versions hold is equal byte for byte (``raw``): what is below is looked at only
    where it is not. Equal elements have equal signatures, whatever white space stands in them.
    """

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.name = _name(str(element.tag), element)
        self.raw: bytes = etree.tostring(element, encoding="UTF-8", with_tail=False)

    @cached_property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """Names and values in the order of names."""
        items = self.element.items()
        return tuple(sorted((_name(str(key), self.element), str(value)) for key, value in items))

    @cached_property
    def text(self) -> str:
        """The element's own text."""
        return _text(self.element)

    @cached_property
    def children(self) -> tuple[_Node, ...]:
        """The elements in it."""
        return tuple(_Node(child) for child in self.element)

    @cached_property
    def signature(self) -> int:
        """A number that tells different elements apart."""
        below = tuple(child.signature for child in self.children)
        return hash((self.name, self.attributes, self.text, below))

    @cached_property
    def facts(self) -> frozenset[tuple[str, str]]:
        """All attributes and texts in the element, by path."""
        found = {(f"@{key}", value) for key, value in self.attributes}
        if self.text:
            found.add(("", self.text))
        for child in self.children:
            found |= {(f"{child.name}/{path}", value) for path, value in child.facts}
        return frozenset(found)

    def is_equal(self, other: _Node) -> bool:
        """Whether two elements of one name are equal."""
        return self.raw == other.raw or self.signature == other.signature


def _text(element: etree._Element) -> str:
    if not len(element):
        return (element.text or "").strip()
    texts = [element.text or "", *((child.tail or "") for child in element)]
    return " ".join(part.strip() for part in texts if part.strip())


def _name(tag: str, element: etree._Element) -> str:
    """Return a name with its prefix as written; the namespace itself where it has none."""
    if tag[0] != "{":
        return tag
    namespace, _, name = tag[1:].partition("}")
    if namespace == _XML:
        return f"xml:{name}"
    for prefix, uri in element.nsmap.items():
        if uri == namespace and prefix:
            return f"{prefix}:{name}"
    return tag


def _compared(old: _Node, new: _Node, path: str) -> Iterator[Change]:
    yield from _attributes(dict(old.attributes), dict(new.attributes), path)
    if old.text != new.text:
        yield _value_change(path or ".", old.text or None, new.text or None)
    pairs = _paired(old.children, new.children)
    of_old = {id(one): other for one, other in pairs}
    of_new = {id(other) for _, other in pairs}
    old_names, new_names = _counted(old.children), _counted(new.children)
    for child in old.children:
        other = of_old.get(id(child))
        where = _below(path, old_names[id(child)])
        if other is None:
            yield Change("removed", where, old=_as_xml(child))
        elif not child.is_equal(other):
            yield from _compared(child, other, where)
    for child in new.children:
        if id(child) not in of_new:
            yield Change("added", _below(path, new_names[id(child)]), new=_as_xml(child))
    if _is_reordered(new.children, pairs, old.children):
        yield Change("order", path or ".")


def _attributes(old: dict[str, str], new: dict[str, str], path: str) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield _value_change(_below(path, f"@{name}"), old.get(name), new.get(name))


def _value_change(path: str, old: str | None, new: str | None) -> Change:
    kind: ChangeKind = "added" if old is None else "removed" if new is None else "changed"
    return Change(kind, path, old, new)


def _below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _counted(children: Sequence[_Node]) -> dict[int, str]:
    """Return the name of each child, numbered where several bear it."""
    total = Counter(child.name for child in children)
    so_far: Counter[str] = Counter()
    found = {}
    for child in children:
        so_far[child.name] += 1
        many = total[child.name] > 1
        found[id(child)] = f"{child.name}[{so_far[child.name]}]" if many else child.name
    return found


def _paired(old: Sequence[_Node], new: Sequence[_Node]) -> list[tuple[_Node, _Node]]:
    by_name: dict[str, tuple[list[_Node], list[_Node]]] = defaultdict(lambda: ([], []))
    for child in old:
        by_name[child.name][0].append(child)
    for child in new:
        by_name[child.name][1].append(child)
    return [pair for group in by_name.values() for pair in _paired_of_one_name(*group)]


def _paired_of_one_name(old: list[_Node], new: list[_Node]) -> list[tuple[_Node, _Node]]:
    pairs, left, right = _equal(old, new, lambda node: node.raw)
    if not left or not right:
        return pairs
    more, left, right = _equal(left, right, lambda node: node.signature)
    return pairs + more + _most_alike(left, right)


def _equal(
    old: list[_Node], new: list[_Node], key: Callable[[_Node], object]
) -> tuple[list[tuple[_Node, _Node]], list[_Node], list[_Node]]:
    """Return pairs with equal keys, the earliest first, and what is left of both."""
    waiting: dict[object, list[_Node]] = defaultdict(list)
    for child in reversed(new):
        waiting[key(child)].append(child)
    pairs, left = [], []
    for child in old:
        if waiting[key(child)]:
            pairs.append((child, waiting[key(child)].pop()))
        else:
            left.append(child)
    matched = {id(other) for _, other in pairs}
    return pairs, left, [child for child in new if id(child) not in matched]


def _most_alike(old: list[_Node], new: list[_Node]) -> list[tuple[_Node, _Node]]:
    """Pair unequal elements: an only one with an only one, else those that share most facts."""
    if len(old) * len(new) <= 1 or len(old) * len(new) > _MOST_WEIGHED:
        return list(zip(old, new, strict=False))
    weighed = sorted(
        (-_alike(one, other), abs(i - j), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
    )
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    pairs = []
    for weight, _, i, j in weighed:
        if weight < 0 and i in free_old and j in free_new:
            free_old.discard(i)
            free_new.discard(j)
            pairs.append((old[i], new[j]))
    return pairs


def _alike(one: _Node, other: _Node) -> int:
    """How much of two elements is equal, in thousandths."""
    return 1000 * len(one.facts & other.facts) // (len(one.facts | other.facts) or 1)


def _is_reordered(
    new: Sequence[_Node], pairs: Sequence[tuple[_Node, _Node]], old: Sequence[_Node]
) -> bool:
    place = {id(child): number for number, child in enumerate(old)}
    of_new = {id(other): place[id(one)] for one, other in pairs}
    places = [of_new[id(child)] for child in new if id(child) in of_new]
    return places != sorted(places)


def _as_xml(node: _Node) -> str:
    alone = deepcopy(node.element)
    alone.tail = None
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode")

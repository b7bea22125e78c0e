"""The standard's schema as a tree of elements: what each may hold, how often, of what type.

It serves the quick reader, which tables only what it can prove valid. It knows the few constructs
that the standard uses, sequences and simple types, and refuses any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree

from tomoni.catalogue.iati.tables import Kind

from .plan import XML_LANG
from .schema import schema_folder

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_FILES = ("iati-{kind}-schema.xsd", "iati-common.xsd")
_SKIPPED = ("annotation", "any", "anyAttribute")


class UnknownConstruct(Exception):
    """The schema uses what this module does not know."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its simple type without prefix (``lang`` for xml:lang)."""

    type: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Child:
    """One element of a sequence."""

    element: Element
    is_required: bool
    is_repeated: bool


@dataclass(slots=True)
class Element:
    """One element. ``text``: simple type of its text; None: it holds elements alone, or nothing.

    ``is_sequence``: elements may stand in it, if only foreign ones, and so white space may.
    ``is_open``: it may have attributes of other namespaces, such as xml:lang.
    """

    name: str
    attributes: dict[str, Attribute] = field(default_factory=dict)
    text: str | None = None
    children: list[Child] = field(default_factory=list)
    is_sequence: bool = False
    is_open: bool = False


@cache
def grammar_of(kind: Kind) -> Element:
    """Return the element of an activity (or organisation). Raises UnknownConstruct."""
    name = "iati-activity" if kind == "activities" else "iati-organisation"
    return _Reader(kind).element(name)


class _Reader:
    def __init__(self, kind: Kind) -> None:
        self._elements: dict[str, Any] = {}
        self._types: dict[str, Any] = {}
        self._attributes: dict[str, Any] = {}
        kept = {
            "element": self._elements,
            "complexType": self._types,
            "attribute": self._attributes,
        }
        for name in _FILES:
            tree = etree.parse(schema_folder() / name.format(kind=kind))
            for one in tree.getroot():
                if isinstance(one.tag, str) and one.tag.removeprefix(_XSD) in kept:
                    kept[one.tag.removeprefix(_XSD)].setdefault(one.get("name", ""), one)

    def element(self, name: str) -> Element:
        return self._declared(self._elements[name])

    def _declared(self, declared: Any) -> Element:
        if declared.get("ref"):
            return self.element(declared.get("ref"))
        made = Element(declared.get("name"))
        named = declared.get("type")
        if named is None:
            self._contents(declared.find(f"{_XSD}complexType"), made)
        elif named in self._types:
            self._contents(self._types[named], made)
        else:
            made.text = _simple(named)
        return made

    def _contents(self, parent: Any, made: Element) -> None:
        if parent is None or parent.get("mixed"):
            raise UnknownConstruct(made.name)
        for one in parent:
            construct = one.tag.removeprefix(_XSD) if isinstance(one.tag, str) else "annotation"
            if construct == "anyAttribute":
                made.is_open = one.get("namespace") == "##other"
            if construct in _SKIPPED:
                continue
            if construct == "sequence":
                self._sequence(one, made)
            elif construct == "attribute":
                self._attribute(one, made)
            elif construct in ("simpleContent", "complexContent"):
                self._contents(one, made)
            elif construct == "extension":
                self._extended(one, made)
            else:
                raise UnknownConstruct(f"{construct} in {made.name}")

    def _extended(self, extension: Any, made: Element) -> None:
        base = extension.get("base")
        if base in self._types:
            self._contents(self._types[base], made)
        else:
            made.text = _simple(base)
        self._contents(extension, made)

    def _sequence(self, sequence: Any, made: Element) -> None:
        if set(sequence.attrib) & {"minOccurs", "maxOccurs"}:
            raise UnknownConstruct(f"a repeated sequence in {made.name}")
        made.is_sequence = made.is_sequence or any(isinstance(one.tag, str) for one in sequence)
        for one in sequence:
            construct = one.tag.removeprefix(_XSD) if isinstance(one.tag, str) else "annotation"
            if construct in _SKIPPED:
                continue
            if construct != "element":
                raise UnknownConstruct(f"{construct} in {made.name}")
            least, most = one.get("minOccurs", "1"), one.get("maxOccurs", "1")
            if least not in ("0", "1") or most not in ("1", "unbounded"):
                raise UnknownConstruct(f"{least} to {most} in {made.name}")
            made.children.append(Child(self._declared(one), least == "1", most == "unbounded"))

    def _attribute(self, one: Any, made: Element) -> None:
        is_required = one.get("use") == "required"
        reference = one.get("ref")
        if reference == "xml:lang":
            made.attributes[XML_LANG] = Attribute("lang", is_required)
            return
        declared = self._attributes[reference] if reference else one
        if one.get("fixed") or declared.get("fixed"):
            raise UnknownConstruct(f"a fixed value in {made.name}")
        made.attributes[declared.get("name")] = Attribute(
            _simple(declared.get("type")), is_required
        )


def _simple(named: str | None) -> str:
    if named is None or not named.startswith("xsd:"):
        raise UnknownConstruct(f"the type {named}")
    return named.removeprefix("xsd:")

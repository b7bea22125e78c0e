"""Pieces of DOCX that python-docx has no words for: fields, links, bookmarks, footnotes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.oxml.parser import oxml_parser
from lxml import etree

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
    f' w:lineRule="auto"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
    for kind, number, mark in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)
_NAMESPACE = {"w": nsmap["w"]}
Element = Any


def clean(text: str) -> str:
    """Leave out signs that XML cannot hold."""
    return _NOT_XML.sub("", text)


def element(tag: str, **attributes: str) -> Element:
    """Return an element of WordprocessingML with these attributes."""
    # python-docx's own way works out the names anew each time, and a report has ten thousands.
    made = oxml_parser.makeelement(_named(tag), nsmap=_NAMESPACE)
    for name, value in attributes.items():
        made.set(_named(name), value)
    return made


@lru_cache(maxsize=256)
def _named(name: str) -> str:
    return qn(f"w:{name}")


def run(
    text: str, style: str | None = None, *, bold: bool = False, slanted: bool = False
) -> Element:
    """Return a run of text; a new line in it becomes a break."""
    made = element("r")
    if style or bold or slanted:
        properties = element("rPr")
        if style:
            properties.append(element("rStyle", val=style))
        for tag in (["b"] if bold else []) + (["i"] if slanted else []):
            properties.append(element(tag))
        made.append(properties)
    for place, line in enumerate(clean(text).split("\n")):
        if place:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def field(instruction: str, shown: str, style: str | None = None) -> list[Element]:
    """Return the runs of a field, with what it shows until it is brought up to date."""
    runs = [element("r"), element("r"), element("r"), run(shown, style), element("r")]
    for place, kind in ((0, "begin"), (2, "separate"), (4, "end")):
        runs[place].append(element("fldChar", fldCharType=kind))
    words = element("instrText")
    words.text = f" {instruction} "
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    runs[1].append(words)
    return runs


def bookmarked(name: str, number: int, inner: list[Element]) -> list[Element]:
    """Return the elements between the marks of a bookmark. ``number`` is unique in the file."""
    start = element("bookmarkStart", id=str(number), name=name)
    return [start, *inner, element("bookmarkEnd", id=str(number))]


def linked(part: Part, known: dict[str, str], address: str, inner: list[Element]) -> Element:
    """Return a link from that part to an address. ``known``: the part's links so far."""
    if address not in known:
        # ``relate_to`` would look through all links for each one.
        known[address] = f"link{len(known) + 1}"
        part.rels.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, address, known[address], is_external=True
        )
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), known[address])
    made.extend(inner)
    return made


class Notes:
    """The footnotes of a document, in a part of their own."""

    def __init__(self, document: Document) -> None:
        self._root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_SEPARATORS}</w:footnotes>")
        self.part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, b"", document.part.package)
        self.links: dict[str, str] = {}
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = document.settings.element
        declared = element("footnotePr")
        declared.extend(element("footnote", id=str(number)) for number in (-1, 0))
        before = settings.find(qn("w:compat"))
        settings.insert(len(settings) if before is None else settings.index(before), declared)
        self._count = 0

    def add(self, inner: list[Element]) -> tuple[int, Element]:
        """Add a note; return its number and the run that refers to it."""
        self._count += 1
        note, paragraph = element("footnote", id=str(self._count)), element("p")
        properties = element("pPr")
        properties.append(element("pStyle", val="FootnoteText"))
        mark = element("r")
        mark.append(_referring())
        mark.append(element("footnoteRef"))
        paragraph.extend([properties, mark, run(" "), *inner])
        note.append(paragraph)
        self._root.append(note)
        reference = element("r")
        reference.append(_referring())
        reference.append(element("footnoteReference", id=str(self._count)))
        return self._count, reference

    def close(self) -> None:
        """Write the part, once all notes are there."""
        self.part._blob = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _referring() -> Element:
    properties = element("rPr")
    properties.append(element("rStyle", val="FootnoteReference"))
    return properties

"""Reads DOCX into text: paragraphs, headings and tables in their order, then the footnotes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import Where

from ..archives import open_archive, read_member
from .text import DocumentText, PartKind, TextBuilder

_ID = str(qn("w:id"))
# What the library raises for packages with missing, doubled or broken parts.
_DAMAGES = (
    LookupError, ValueError, AttributeError, TypeError, RuntimeError, OSError, EOFError, OpcError,
    etree.LxmlError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_FOOTNOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_word(name: str, data: bytes, digest: str, where: Where) -> DocumentText:
    """Return the text of a Word document. Raises InputError when it is damaged, locked or none."""
    with open_archive(data, where) as archive:
        if "word/document.xml" not in archive.namelist():
            raise refused("archive_no_word", where)
        notes = list(_footnotes(archive, where))
    try:
        document = docx.Document(io.BytesIO(data))
        builder = TextBuilder()
        _add_body(document, builder)
    except _DAMAGES as error:
        raise refused("word_damaged", where) from error
    for note in notes:
        builder.add(note, "footnote")
    return DocumentText(name, "docx", builder.text(), digest, headings=tuple(builder.headings),
                        parts=tuple(builder.told_apart))  # fmt: skip


def _add_body(document: Document, builder: TextBuilder) -> None:
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            style = (part.style.name or "") if part.style is not None else ""
            builder.add(_text(part), _kind(style))
        elif isinstance(part, Table):
            builder.add("\n".join(_rows(part)), "table")


def _kind(style: str) -> PartKind | None:
    if style.startswith(("Heading", "Title", "見出し")):
        return "heading"
    return "caption" if style.startswith(("Caption", "図表番号")) else None


def _text(paragraph: Paragraph) -> str:
    """The text with its fields and links; marks of footnotes in brackets."""
    parts = []
    for element in paragraph._p.iter(
        qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:footnoteReference"), qn("w:noBreakHyphen")
    ):
        tag = str(element.tag).rpartition("}")[2]
        if tag == "t":
            parts.append(element.text or "")
        elif tag == "footnoteReference":
            parts.append(f"[{element.get(_ID)}]")
        else:
            parts.append({"br": "\n", "tab": "\t"}.get(tag, "-"))
    return "".join(parts)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in row.cells]
        yield "| " + " | ".join(cells) + " |"


def _footnotes(archive: zipfile.ZipFile, where: Where) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for member in _FOOTNOTES:
        content = read_member(archive, member, where)
        if content is None:
            continue
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise refused("word_damaged", where) from error
        for note in root:
            number = note.get(_ID)
            words = "".join(element.text or "" for element in note.iter(qn("w:t")))
            if words.strip():
                yield f"[{number}] {words.strip()}"

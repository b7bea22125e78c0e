"""Reads DOCX into text: paragraphs, headings and tables in their order, then the footnotes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from tomoni.catalogue.errors import InputError, Where

from ..archives import open_archive, read_member
from .text import DocumentText, TextBuilder

_ID = str(qn("w:id"))
_FOOTNOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_word(name: str, data: bytes, digest: str, where: Where) -> DocumentText:
    """Return the text of a Word document. Raises InputError when it is damaged, locked or none."""
    with open_archive(data, where) as archive:
        if "word/document.xml" not in archive.namelist():
            raise InputError("The file is an archive, but no Word document.", where=where,
                             do="Give a DOCX, PDF, HTML or text file.")  # fmt: skip
        notes = list(_footnotes(archive, where))
    try:
        document = docx.Document(io.BytesIO(data))
        builder = TextBuilder()
        _add_body(document, builder)
    except (
        KeyError,
        ValueError,
        AttributeError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise InputError(
            "The Word document is damaged.", where=where, do="Save it again."
        ) from error
    builder.add_all(notes)
    return DocumentText(name, "docx", builder.text(), digest, headings=tuple(builder.headings))


def _add_body(document: Document, builder: TextBuilder) -> None:
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            style = (part.style.name or "") if part.style is not None else ""
            builder.add(_text(part), is_heading=style.startswith(("Heading", "Title", "見出し")))
        elif isinstance(part, Table):
            builder.add("\n".join(_rows(part)))


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
            raise InputError(
                "The Word document is damaged.", where=where, do="Save it again."
            ) from error
        for note in root:
            number = note.get(_ID)
            words = "".join(element.text or "" for element in note.iter(qn("w:t")))
            if words.strip():
                yield f"[{number}] {words.strip()}"

"""Reads HTML into text: what a reader sees, block by block; no script runs, nothing is fetched.

Navigation, scripts, styles and forms are left out; all else is kept, because a sentence lost is a
claim lost. (Extractors that guess the main article drop tables, boxes and footnotes.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from tomoni.catalogue.errors import InputError, Where

from .text import DocumentText, TextBuilder

_LEFT_OUT = frozenset(
    re.findall(
        r"\S+",
        "script style noscript template svg math canvas iframe object embed audio video nav "
        "form button select option input textarea head title meta link dialog menu ",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption center dd details div dl dt fieldset "
        "figcaption figure footer header hgroup hr html legend li main ol p pre section "
        "summary table tbody tfoot thead tr ul ",
    )
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_LANGUAGE = re.compile(r"[a-z]{2}")


def read_html(name: str, data: bytes, digest: str, where: Where) -> DocumentText:
    """Return the text of an HTML page. Raises InputError when it cannot be parsed."""
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=_declared(data)
    )
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise InputError("The page is no HTML that can be read.", where=where,
                         do="Save the page again.") from error  # fmt: skip
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        # The parser goes no deeper than 256 elements, and drops the rest without raising.
        raise InputError("The page nests too many elements, or is cut off inside one.", where=where,
                         do="Give a page as a browser saves it.")  # fmt: skip
    builder = TextBuilder()
    for block, is_heading in _blocks(root):
        builder.add(block, is_heading=is_heading)
    language = _LANGUAGE.match(str(root.get("lang") or "").lower())
    return DocumentText(name, "html", builder.text(), digest, headings=tuple(builder.headings),
                        language=language.group() if language else None)  # fmt: skip


def _declared(data: bytes) -> str | None:
    """UTF-8 where the bytes are; else what the page declares, which the parser finds by itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _blocks(root: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Walk the tree without recursion, and yield the text of each block."""
    gathered: list[str] = []
    is_heading = False
    waiting: list[tuple[str, object]] = [("enter", root)]
    while waiting:
        step, thing = waiting.pop()
        if step == "text":
            gathered.append(str(thing))
            continue
        element = thing
        assert isinstance(element, etree._Element)
        tag = str(element.tag).lower() if isinstance(element.tag, str) else ""
        if step == "enter":
            if tag in _LEFT_OUT or not tag or _is_hidden(element):
                continue
            if tag in _BLOCKS or tag in _HEADINGS:
                if block := _block(gathered):
                    yield block, is_heading
                gathered, is_heading = [], tag in _HEADINGS
            elif tag == "br":
                gathered.append("\n")
            waiting.append(("leave", element))
            for child in reversed(element):
                if child.tail:
                    waiting.append(("text", child.tail))
                waiting.append(("enter", child))
            if element.text:
                waiting.append(("text", element.text))
            if tag == "sup":
                waiting.append(("text", " ["))
        else:
            if tag in _CELLS:
                gathered.append(" | ")
            elif tag == "sup":
                _close_superscript(gathered)
            elif tag in _BLOCKS or tag in _HEADINGS:
                if block := _block(gathered):
                    yield block, is_heading
                gathered, is_heading = [], False
    if block := _block(gathered):
        yield block, is_heading


def _is_hidden(element: etree._Element) -> bool:
    style = re.sub(r"\s", "", str(element.get("style") or "").lower())
    return (
        element.get("hidden") is not None
        or "display:none" in style
        or element.get("aria-hidden") == "true"
    )


def _close_superscript(gathered: list[str]) -> None:
    """Keep a raised number as the mark of a note, in brackets; anything else as it stands."""
    inside: list[str] = []
    while gathered and gathered[-1] != " [":
        inside.append(gathered.pop())
    if gathered:
        gathered.pop()
    raised = "".join(reversed(inside)).strip()
    gathered.append(f"[{raised}]" if raised.isdigit() else raised)


def _block(gathered: list[str]) -> str:
    lines = (
        re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ") for line in _joined(gathered).split("\n")
    )
    return "\n".join(line for line in lines if line).removesuffix(" |")


def _joined(gathered: list[str]) -> str:
    """Line ends of the markup are spaces; those of <br> stay, and so do binding spaces."""
    return "".join(part if part == "\n" else _WHITE.sub(" ", part) for part in gathered)

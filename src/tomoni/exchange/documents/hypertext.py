"""Reads HTML into text: what a reader sees, block by block; no script runs, nothing is fetched.

Navigation, scripts, styles and forms are left out; all else is kept, because a sentence lost is a
claim lost. (Extractors that guess the main article drop tables, boxes and footnotes.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import Where

from .encodings import text_checked
from .text import DocumentText, PartKind, TextBuilder

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
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?:font-size|opacity):0(?![.\d])"
)
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{10000,}")
MOST_ATTRIBUTES = 2_000
_LANGUAGE = re.compile(r"[a-z]{2}")


def read_html(name: str, data: bytes, digest: str, where: Where) -> DocumentText:
    """Return the text of an HTML page. Raises InputError when it cannot be parsed."""
    if any(len(tag.group().split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        # The parser compares each attribute with each: a hundred thousand take it hours.
        raise refused("html_unreadable", where)
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=_declared(data)
    )
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise refused("html_unreadable", where) from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        # The parser goes no deeper than 256 elements, and drops the rest without raising.
        raise refused("html_too_deep", where)
    builder = TextBuilder()
    for block, kind in _blocks(root):
        builder.add(block, kind)
    language = _LANGUAGE.match(str(root.get("lang") or "").lower())
    text = text_checked(builder.text(), where)
    return DocumentText(name, "html", text, digest, headings=tuple(builder.headings),
                        parts=tuple(builder.told_apart),
                        language=language.group() if language else None)  # fmt: skip


def _declared(data: bytes) -> str | None:
    """UTF-8 where the bytes are; else what the page declares, which the parser finds by itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _blocks(root: html.HtmlElement) -> Iterator[tuple[str, PartKind | None]]:
    """Walk the tree without recursion, and yield the text of each block with its kind."""
    gathered: list[str] = []
    kinds: list[PartKind | None] = [None]
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
                    yield block, kinds[-1]
                gathered = []
            elif tag == "br":
                gathered.append("\n")
            kinds.append(_kind(element, tag) or kinds[-1])
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
                    yield block, kinds[-1]
                gathered = []
            kinds.pop()
    if block := _block(gathered):
        yield block, None


def _kind(element: etree._Element, tag: str) -> PartKind | None:
    """What an element says of what stands in it; None where it says nothing."""
    if tag in _HEADINGS:
        return "heading"
    if tag in {"figcaption", "caption"}:
        return "caption"
    if tag == "tr":
        return "table"
    role = str(element.get("role") or "")
    if role in {"doc-footnote", "doc-endnote", "doc-endnotes"}:
        return "footnote"
    if tag in _BLOCKS and _NOTES.search(str(element.get("class") or element.get("id") or "")):
        return "footnote"
    is_page_end = tag in {"header", "footer"} and getattr(element.getparent(), "tag", "") == "body"
    return "margin" if is_page_end else None


def _is_hidden(element: etree._Element) -> bool:
    style = re.sub(r"\s", "", str(element.get("style") or "").lower())
    return (
        element.get("hidden") is not None
        or _UNSEEN.search(style) is not None
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

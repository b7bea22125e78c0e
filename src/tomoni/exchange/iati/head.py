"""What stands before the first activity of an IATI file: declaration, comments, the root's tag."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from tomoni.catalogue.iati.tables import Kind

from .schema import in_words

# A longer start of a file is refused: nobody writes one in earnest.
LONGEST_HEAD = 4 << 20
_SKIPPED = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_TAG = re.compile(rb"<([^\s<>/=\"'!?]++)((?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.DOTALL)
_WEB_PAGE = re.compile(rb"<!DOCTYPE\s+html\b", re.IGNORECASE)
_KINDS: Mapping[bytes, Kind] = {
    b"iati-activities": "activities",
    b"iati-organisations": "organisations",
}
ELEMENTS: Mapping[Kind, bytes] = {
    "activities": b"iati-activity",
    "organisations": b"iati-organisation",
}
READ_VERSIONS = ("2.01", "2.02", "2.03")


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a file. ``source``: its bytes up to the end of the root's tag, in UTF-8.

    ``root``: the root's start tag alone, in one line; ``attributes``: of the root as written;
    ``namespaces``: prefix to address as declared at the root, the default one under ``""``.
    ``version``: None: none stated. ``is_empty``: the root's tag closes itself.
    """

    kind: Kind
    version: str | None
    source: bytes
    root: bytes
    attributes: Mapping[str, str]
    namespaces: Mapping[str, str]
    is_empty: bool

    @property
    def before_root(self) -> bytes:
        """What of ``source`` stands before the root's tag: declaration, comments, blanks."""
        found = _SKIPPED.match(self.source)
        return found.group(0) if found else b""

    @property
    def read_as(self) -> str | None:
        """The version by which the file is read; None: it is of version 1, or states none.

        A version that the standard never had is read as the newest, so that more than the version
        can be said about the file.
        """
        if self.version is None or self.version.startswith("1."):
            return None
        return self.version if self.version in READ_VERSIONS else READ_VERSIONS[-1]


@dataclass(frozen=True, slots=True)
class HeadRefused:
    """Why a start is not that of an IATI file: rule, parameters, and the byte of the fault."""

    rule: str
    parameters: Mapping[str, str]
    offset: int


def head_of(start: bytes, *, is_whole: bool) -> Head | HeadRefused | None:
    """Return the head that ``start`` begins with; None: it needs more bytes.

    ``is_whole``: there are no more bytes. A document type is refused: it could hide entities.
    That of a web page is told as one.
    """
    skipped = _SKIPPED.match(start)
    at = skipped.end() if skipped else 0
    if _WEB_PAGE.match(start, at):
        return HeadRefused("T.9.4", {}, at)
    if start.startswith(b"<!DOCTYPE", at):
        return HeadRefused("T.9.1", {}, at)
    found = _TAG.match(start, at)
    if found is None:
        if not is_whole and len(start) < LONGEST_HEAD:
            return None
        return HeadRefused("0.1.1", {"problem": _first_problem(start, at)}, at)
    name = found.group(1)
    root = b" ".join(found.group(0).splitlines())
    is_empty = root.endswith(b"/>")
    opened = root[:-2] + b">" if is_empty else root
    try:
        attributes, namespaces = _attributes(start[:at] + opened + b"</" + name + b">")
        # What reads the activities refuses more: addresses of namespaces that are none.
        etree.fromstring(opened + b"</" + name + b">")
    except expat.ExpatError as error:
        offset = _offset(start, error.lineno, error.offset)
        return HeadRefused("0.1.1", {"problem": expat.ErrorString(error.code)}, min(offset, at))
    except etree.XMLSyntaxError as error:
        problem = in_words(error.msg.rpartition(", line ")[0] or error.msg)
        return HeadRefused("0.1.1", {"problem": problem}, at)
    if name not in _KINDS or "" in namespaces:
        written = name.decode("utf-8", "replace")
        if name in _KINDS:
            written += f' xmlns="{namespaces[""]}"'
        return HeadRefused("0.2.1", {"root": written}, at)
    return Head(
        _KINDS[name],
        attributes.get("version"),
        start[: found.end()],
        opened,
        attributes,
        namespaces,
        is_empty,
    )


def _first_problem(start: bytes, at: int) -> str:
    if not start[at:].strip():
        return "the file is empty" if not start.strip() else "there is no element in the file"
    if start[at : at + 1] != b"<":
        return "text before the first element"
    return "the first element does not end"


def _offset(start: bytes, line: int, column: int) -> int:
    """Return the byte of a line (from 1) and a column (from 0), as the parser counts them."""
    lines = start.splitlines(keepends=True)[: line - 1]
    return sum(map(len, lines)) + column


def _attributes(document: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return attributes and namespace declarations of a document of one empty element.

    Raises ExpatError when it is not well formed, what stands before the element included.
    """
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        found.update(attributes)

    # Once for well-formedness with namespaces, once for the names as written.
    expat.ParserCreate("UTF-8", " ").Parse(document, True)
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = start
    parser.Parse(document, True)
    namespaces = {
        name.partition(":")[2]: address
        for name, address in found.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    attributes = {name: value for name, value in found.items() if not name.startswith("xmlns")}
    return attributes, namespaces

"""Files of a lake as they were published: byte for byte, or element for element in UTF-8.

A lake keeps the bytes of every record, and those before, between and after them. Put together they
are the file again: foreign namespaces, every language, order, comments and blanks included.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from tomoni.catalogue.errors import RefusedError, StorageError

from ..lake import Lake

_DECLARED = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*)(["'])[^"']*\2""")


@dataclass(frozen=True, slots=True)
class WrittenBack:
    """One file of a lake, written again. ``path`` None: it is not, and ``missing`` says why.

    ``missing``: how many bytes of the file the lake does not hold; None: nothing of it was read.
    ``is_identical``: its bytes are those that were published. Otherwise it was in another encoding,
    or began with a byte order mark: its elements are the same, its bytes UTF-8.
    """

    name: str
    path: Path | None
    records: int
    is_identical: bool
    missing: int | None = 0


def write_back(lake: Lake, directory: Path) -> list[WrittenBack]:
    """Write every file of the lake's run into ``directory``, which is new or empty.

    Files of archives and folders get their own name; where two have the same, the later one gets a
    number. A file of which the lake does not hold every byte (an activity was too large to be kept)
    is not written, and listed with what is missing. Raises RefusedError for a directory with files
    in it, StorageError when the disk refuses.
    """
    if directory.exists() and any(directory.iterdir()):
        raise RefusedError(f"{directory} holds other files.", do="Name a new or empty directory.")
    found = lake.connection.execute(
        "SELECT name, content, kind, encoding, sha256, bytes, records, head, tail "
        "FROM files ORDER BY file"
    ).fetchall()
    taken: set[str] = set()
    written = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, content, kind, encoding, sha256, size, records, head, tail in found:
            if kind is None:
                written.append(WrittenBack(name, None, 0, False, None))
                continue
            path = directory / _free_name(name, taken)
            parts = _whole(lake, content, _in_utf8(bytes(head)), bytes(tail))
            digest, length = _write(path, parts)
            is_same = digest == sha256
            if not is_same and _is_plain(encoding) and length < size - 3:
                path.unlink()  # nobody shall take a part for the whole
                written.append(WrittenBack(name, None, records, False, size - length))
                continue
            written.append(WrittenBack(name, path, records, is_same))
    except OSError as error:
        raise StorageError(
            f"The files could not be written to {directory}: {error}.",
            do="Check free space and permissions, then write again into an empty directory.",
        ) from error
    return written


def canonical_digest(path: Path) -> str:
    """Return the SHA-256 of a file's canonical XML (C14N 2.0), comments included.

    Two files have the same exactly when every element, attribute, namespace, text, comment and
    processing instruction is the same and in the same order. Encoding, quotes, CDATA sections and
    the order of attributes make no difference. Runs through the file once, in flat memory.
    """
    digest = _Digest()
    target = etree.C14NWriterTarget(digest.write, with_comments=True, strip_text=False)
    parser = etree.XMLParser(target=target, huge_tree=True, no_network=True)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            parser.feed(block)
    parser.close()
    return digest.hexdigest()


class _Digest:
    """SHA-256 over text that comes piece by piece."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()

    def write(self, text: str) -> None:
        """Take the next piece."""
        self._sha256.update(text.encode())

    def hexdigest(self) -> str:
        """Return the digest of all pieces."""
        return self._sha256.hexdigest()


def _whole(lake: Lake, content: int, head: bytes, tail: bytes) -> Iterator[bytes]:
    yield head
    for before, source in lake.sources_of(content):
        yield before
        yield source
    yield tail


def _write(path: Path, parts: Iterator[bytes]) -> tuple[str, int]:
    digest, length = hashlib.sha256(), 0
    with path.open("wb") as file:
        for part in parts:
            digest.update(part)
            length += file.write(part)
    return digest.hexdigest(), length


def _in_utf8(head: bytes) -> bytes:
    """Let the declaration of a file say what its bytes now are."""
    declared = _DECLARED.match(head)
    if declared is None or b"utf-8" in declared.group(0).lower():
        return head
    return _DECLARED.sub(rb"\1\2UTF-8\2", head, count=1)


def _is_plain(encoding: str | None) -> bool:
    return (encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8", "us-ascii", "ascii")


def _free_name(name: str, taken: set[str]) -> str:
    """Return the last part of a name, with a number where another file has it already."""
    last = PurePosixPath(name.replace("\\", "/")).name or "file.xml"
    last = last.removesuffix(".gz")
    stem, dot, suffix = last.rpartition(".")
    stem, suffix = (stem, suffix) if dot else (last, "xml")
    free, number = f"{stem}.{suffix}", 1
    while free.lower() in taken:
        number += 1
        free = f"{stem}-{number}.{suffix}"
    taken.add(free.lower())
    return free

"""Cuts an IATI file into pieces of whole activities, with flat memory and by bytes alone.

Nothing is parsed here but the root's tag: what is wrong in an activity stays within its bytes. What
is wrong with the file itself is found here, because no piece shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import pyarrow as pa

from .boundaries import Boundaries, Span
from .characters import Encoding, encoding_of, utf8_blocks
from .findings import Found
from .gaps import gap_problem, without_content
from .head import ELEMENTS, READ_VERSIONS, Head, HeadRefused, head_of
from .piece import Piece
from .places import Place
from .rules.codes import check_version
from .schema import root_problems
from .source import Source

# Larger pieces are read faster, by a few per cent; smaller ones need less memory.
PIECE_BYTES = 5 << 20
# A tree needs eight times the bytes of its source; this keeps a process under 300 MB.
LARGEST_ACTIVITY = 16 << 20
DIGEST_BYTES = 16
LONGEST_TAG = 64


class Cut:
    """One file, cut. ``head`` None: it is refused, and ``findings`` say why.

    ``root_line`` is the line on which the root's tag begins. ``pieces`` is iterated once. After it
    ``tail`` (the bytes after the last activity), ``count`` (activities) and ``findings`` (on the
    file itself) are complete. All bytes of the file, in UTF-8, are ``head.source``, then every
    piece's ``body``, then ``tail``: except activities that are larger than ``LARGEST_ACTIVITY``,
    which are left out and reported.
    """

    def __init__(self, source: Source, *, piece_bytes: int = PIECE_BYTES) -> None:
        self.source = source
        self.head: Head | None = None
        self.encoding: Encoding | None = None
        self.count = 0
        self.root_line = 1
        self.tail = b""
        self._piece_bytes = piece_bytes
        self._found = Found()
        self._place = Place()
        self._salted = blake2b(digest_size=DIGEST_BYTES)

    @property
    def findings(self) -> pa.Table:
        """What was found so far on the file itself, as a table of findings."""
        return self._found.table()

    def pieces(self) -> Iterator[Piece]:
        """Yield the activities of the file, piece by piece. InputError: it cannot be read."""
        with self.source.blocks() as raw:
            first = next(raw, b"")
            self.encoding = encoding_of(first)
            if self.encoding.codec is None:
                self._found.add("T.9.2", line=1, encoding=self.encoding.declared)
                return
            if self.encoding.contradicted:
                problem = f"it is not of its declared encoding {self.encoding.declared}"
                self._found.add("0.1.1", line=1, problem=problem)
            blocks = utf8_blocks(_chained(first[self.encoding.bom :], raw), self.encoding.codec)
            rest = self._begin(blocks)
            if self.head is not None:
                yield from self._body(rest, blocks)

    def _begin(self, blocks: Iterator[bytes]) -> bytes:
        """Read the head; return what follows it."""
        text = b""
        read: Head | HeadRefused | None = None
        while read is None:
            block = next(blocks, None)
            text += block or b""
            read = head_of(text, is_whole=block is None)
        if isinstance(read, HeadRefused):
            self._place.pass_over(text[: read.offset])
            place = {"line": self._place.line, "column": self._place.column}
            self._found.add(read.rule, **place, **read.parameters)  # type: ignore[arg-type]  # none names a place
            return b""
        before = read.before_root
        self._place.pass_over(before)
        line = self.root_line = self._place.line
        if read.version is None:
            self._found.add("T.0.3", line=line, newest=READ_VERSIONS[-1])
        if read.version not in READ_VERSIONS:
            self._found.add("0.6.1", line=line, version=read.version or "1")
            check_version(self._found, read.kind, read.version, line)
        self._place.pass_over(read.source, len(before))
        if read.read_as is not None or read.version is None:
            for problem in root_problems(read.kind, read.root):
                self._found.add("0.3.1", line=self._place.line, problem=problem)
        if read.read_as is None:
            return b""
        self.head = read
        declared = "\0".join(f"{name}={uri}" for name, uri in sorted(read.namespaces.items()))
        self._salted.update(f"{read.read_as}\0{declared}\0\0".encode())
        return text[len(read.source) :]

    def _body(self, text: bytes, blocks: Iterator[bytes]) -> Iterator[Piece]:
        head = self.head
        assert head is not None
        if head.is_empty:
            self._end(text, blocks, 0)
            return
        kind = head.kind
        boundaries = Boundaries(ELEMENTS[kind], f"iati-{kind}".encode())
        is_last = False
        while not is_last:
            text, is_last = self._filled(text, blocks)
            scan = boundaries.scan(text, is_last=is_last)
            if scan.spans:
                yield self._piece(head, text, scan.spans)
            at = scan.spans[-1].end if scan.spans else 0
            text = text[at:]
            if scan.root_end is not None:
                self._end(text, blocks, scan.root_end - at)
                return
            if len(text) > LARGEST_ACTIVITY and not is_last:
                text = self._without_overlong(text, blocks, boundaries)
        self._gap(text, is_after_last=True)
        problem = f"the root element iati-{kind} is not closed"
        self._found.add("0.1.1", line=self._place.line, problem=problem)
        self.tail = text

    def _filled(self, text: bytes, blocks: Iterator[bytes]) -> tuple[bytes, bool]:
        """Add blocks until there is enough for a piece more than was there."""
        parts, size = [text], 0
        while size < self._piece_bytes:
            block = next(blocks, None)
            if block is None:
                return b"".join(parts), True
            parts.append(block)
            size += len(block)
        return b"".join(parts), False

    def _piece(self, head: Head, text: bytes, spans: tuple[Span, ...]) -> Piece:
        lines, columns, digests = [], [], []
        view = memoryview(text)
        at = 0
        for span in spans:
            self._gap(text[at : span.start], is_after_last=False)
            lines.append(self._place.line)
            columns.append(self._place.column)
            digest = self._salted.copy()
            digest.update(view[span.start : span.end])
            digests.append(digest.digest())
            self._place.pass_over(text, span.start, span.end)
            at = span.end
        first = self.count
        self.count += len(spans)
        return Piece(
            head.kind,
            head.read_as or "",
            head.root,
            text[: spans[-1].end],
            tuple(span.start for span in spans),
            tuple(span.end for span in spans),
            tuple(range(first, self.count)),
            tuple(lines),
            tuple(columns),
            tuple(digests),
        )

    def _gap(self, text: bytes, *, is_after_last: bool) -> None:
        """Look at what stands between two activities, or after the last, and pass over it."""
        head = self.head
        assert head is not None
        problem = gap_problem(head, text, is_after_last=is_after_last)
        if problem is not None:
            line = self._place.line + problem.lines
            self._found.add(problem.rule, line=line, problem=problem.problem)
        self._place.pass_over(text)

    def _without_overlong(
        self, text: bytes, blocks: Iterator[bytes], boundaries: Boundaries
    ) -> bytes:
        """Leave out an activity that is too large; return what begins behind it."""
        start = max(boundaries.first(text), 0)
        self._gap(text[:start], is_after_last=False)
        self._found.add("T.9.3", line=self._place.line, largest=LARGEST_ACTIVITY >> 20)
        self.count += 1
        text = text[start:]
        behind = boundaries.behind(text, 1)
        while behind is None:
            # A tag may be cut by the end of the block.
            self._place.pass_over(text[:-LONGEST_TAG])
            block = next(blocks, None)
            if block is None:
                self._place.pass_over(text[-LONGEST_TAG:])
                return b""
            text = text[-LONGEST_TAG:] + block
            behind = boundaries.behind(text, 0)
        self._place.pass_over(text[:behind])
        return text[behind:]

    def _end(self, text: bytes, blocks: Iterator[bytes], root_end: int) -> None:
        """Look at what follows the last activity, to the end of the file."""
        if not self.count:
            self._found.add("0.3.1", line=self._place.line, problem="it holds no activity")
        self._gap(text[:root_end], is_after_last=True)
        while len(text) < LARGEST_ACTIVITY and (block := next(blocks, None)):
            text += block
        self.tail = text
        closing = text.find(b">", root_end) + 1 if text[root_end:].startswith(b"</") else root_end
        behind = closing + without_content(text[closing:])
        if behind < len(text):
            self._place.pass_over(text[root_end:behind])
            self._found.add("0.1.1", line=self._place.line, problem="more follows the root's end")


def _chained(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks

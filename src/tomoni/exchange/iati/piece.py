"""Some activities of one file, as they stand in it: what one process works on at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, islice

from tomoni.catalogue.iati.tables import Kind

from .head import ELEMENTS


@dataclass(frozen=True, slots=True)
class Piece:
    """Activities (or organisations) of one file.

    ``root``: the root's start tag in one line, with its namespaces. ``body``: bytes of the file,
    in UTF-8, in which each activity spans ``starts[i]`` to ``ends[i]``; between them is what the
    file has between them. ``ordinals``: number of each in the file from 0; ``lines``, ``columns``:
    where each begins in the file, from 1; ``digests``: BLAKE2b-128 of version, namespaces in force
    and source bytes.
    """

    kind: Kind
    version: str
    root: bytes
    body: bytes
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    ordinals: tuple[int, ...]
    lines: tuple[int, ...]
    columns: tuple[int, ...]
    digests: tuple[bytes, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def sources(self) -> Iterator[bytes]:
        """Yield the source bytes of each activity."""
        for start, end in zip(self.starts, self.ends, strict=True):
            yield self.body[start:end]

    def between(self) -> Iterator[bytes]:
        """Yield the bytes before each activity, since the one before it."""
        for before, start in zip((0, *self.ends), self.starts, strict=False):
            yield self.body[before:start]

    def only(self, wanted: Sequence[bool]) -> Piece:
        """Return the piece with those activities alone that are ``wanted``."""
        if all(wanted):
            return self
        pairs = zip(self.sources(), wanted, strict=True)
        return self.with_sources([source if one else None for source, one in pairs])

    def with_sources(self, sources: Sequence[bytes | None]) -> Piece:
        """Return the piece with other bytes for its activities; None: without that one."""
        kept = [source for source in sources if source is not None]
        wanted = [source is not None for source in sources]
        ends = tuple(accumulate(len(source) for source in kept))
        return Piece(
            self.kind,
            self.version,
            self.root,
            b"".join(kept),
            (0, *ends[:-1]) if ends else (),
            ends,
            tuple(compress(self.ordinals, wanted)),
            tuple(compress(self.lines, wanted)),
            tuple(compress(self.columns, wanted)),
            tuple(compress(self.digests, wanted)),
        )

    @property
    def element(self) -> bytes:
        """Name of the element of an activity."""
        return ELEMENTS[self.kind]

    @property
    def close(self) -> bytes:
        """The root's end tag."""
        return b"</" + self.root[1:].split(None, 1)[0].rstrip(b">") + b">"

    def text(self) -> bytes:
        """Return the activities below their root, from its second line, with line feeds alone."""
        if self._is_plain():
            whole = self.body[self.starts[0] : self.ends[-1]]
            return b"".join((self.root, b"\n", whole, self.close))
        return b"".join((self.root, b"\n", b"\n".join(self._lined()), self.close))

    def text_starts(self) -> list[int]:
        """Return where each activity begins in ``text()``."""
        at = len(self.root) + 1
        if self._is_plain():
            shift = at - self.starts[0]
            return [start + shift for start in self.starts]
        starts = []
        for source in self._lined():
            starts.append(at)
            at += len(source) + 1
        return starts

    def _is_plain(self) -> bool:
        """Say whether nothing but white space is between activities, and no carriage return."""
        if not self.starts or b"\r" in self.body:
            return False
        gaps = islice(self.between(), 1, None)
        return all(not gap or gap.isspace() for gap in gaps)

    def _lined(self) -> list[bytes]:
        """Return the sources with every line end as XML reads it: a line feed."""
        return [source.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for source in self.sources()]

"""Read IATI files into a lake: what it knows already is not read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import pyarrow as pa

from tomoni.catalogue.errors import InputError, Where

from ..check.wording import words_in
from ..cut import Cut
from ..findings import in_words
from ..piece import Piece
from ..source import Source, files_at, sources_in
from ..workers import Workers
from .layout import FINDINGS_KEPT, POSITIONS, Run
from .records import Check, RecordWriter, Task
from .writer import LakeWriter

Progress = Callable[[str, int, int], None]
# Small pieces keep what a process needs for one of them small.
_PIECE_BYTES = 3 << 20
_NOT_WELL_FORMED = "0.1.1"


@dataclass(slots=True)
class FileRead:
    """What became of one file. ``kind`` None: it was refused; the lake's findings say why.

    ``is_known``: the lake held this very content already, and nothing was read. ``is_kept``: the
    file cannot be read this time, and stands in the run as it stood in the run before.
    """

    name: str
    content: int
    is_known: bool = False
    is_kept: bool = False
    kind: str | None = None
    records: int = 0
    new_records: int = 0


@dataclass(frozen=True, slots=True)
class LakeRead:
    """What one reading did. ``is_new`` False: the lake held all of it as its latest run.

    ``run`` None: no file could be read, and the lake is as it was. ``unreadable``: why, by file.
    """

    run: Run | None
    is_new: bool
    files: tuple[FileRead, ...]
    unreadable: tuple[InputError, ...]


def read_into(
    paths: Sequence[Path],
    lake: Path,
    *,
    jobs: int = 1,
    is_deep: bool = True,
    check: Check | None = None,
    progress: Progress | None = None,
) -> LakeRead:
    """Read files, archives and folders of files into the lake, as one run.

    The run holds these files and no others; earlier runs stay. ``jobs``: processes that read.
    ``check``: rules beside the schema's (can be pickled). ``is_deep`` False: sources alone, without
    tables and findings, as for a comparison. ``progress`` is told phase, bytes done and bytes in
    all. A file that cannot be read is named; it keeps what stood under its name in the run before,
    else it is left out. Raises InputError where no file is given or one changes meanwhile, and what
    ``LakeWriter`` and ``Workers`` raise.
    """
    sources = _sources(paths)
    with LakeWriter(lake) as writer:
        reading = _Reading(writer, sources, progress or (lambda *_: None))
        makers = [
            partial(
                RecordWriter, writer.folder, str(number), writer.run, is_deep=is_deep, check=check
            )
            for number in range(1, max(jobs, 1) + 1)
        ]
        with Workers[Task, int, dict[str, str]](makers) as workers:
            for done in workers.answers(reading.tasks()):
                reading.advance(done)
            parts = workers.ends()
        files, unreadable = tuple(reading.files), tuple(reading.unreadable)
        if not files:
            return LakeRead(None, False, (), unreadable)
        run, is_new = writer.finish(parts, sum(file.records for file in files))
    return LakeRead(run, is_new, files, unreadable)


def _sources(paths: Sequence[Path]) -> dict[str, Source | InputError]:
    """Return what there is to read by its name; what cannot be opened as the error that says so."""
    sources: dict[str, Source | InputError] = {}
    for path in (file for given in paths for file in files_at(given)):
        try:
            sources |= {source.name: source for source in sources_in(path)}
        except InputError as error:
            sources[str(path)] = error
    if not sources:
        raise InputError("There is no file to read.", do="Name .xml, .gz or .zip files.")
    return sources


class _Reading:
    """The files of one run, one after another, as tasks for those who read."""

    def __init__(
        self, writer: LakeWriter, sources: Mapping[str, Source | InputError], progress: Progress
    ) -> None:
        self._writer = writer
        self._sources = sources
        self._progress = progress
        self._done = 0
        self._total = sum(_size(one) for one in sources.values() if isinstance(one, Source))
        self.files: list[FileRead] = []
        self.unreadable: list[InputError] = []

    def tasks(self) -> Iterator[Task]:
        """Yield what is new in the files, piece by piece; keep what the files say of themselves."""
        for name, source in self._sources.items():
            if isinstance(source, InputError):
                self._keep(name, source)
                continue
            try:
                yield from self._tasks_of(source)
            except InputError as error:
                if name in {file.name for file in self.files}:
                    raise  # a part of it is in the run already
                self._keep(name, error)

    def advance(self, size: int) -> None:
        """Say that so many bytes more are read."""
        self._done += size
        self._progress("Reading", min(self._done, self._total), self._total)

    def _tasks_of(self, source: Source) -> Iterator[Task]:
        stamp = _stamp(source)
        sha256, size = _sha256(source)
        known = self._writer.content_of(sha256)
        is_missed = source.name in self._writer.former
        if known is not None and not (is_missed and self._writer.said_of(known)[0] is None):
            self._name_known(source.name, known)
            self.advance(size)
            return
        cut = Cut(source, piece_bytes=_PIECE_BYTES)
        pieces = cut.pieces()
        first = next(pieces, None)
        if first is None and is_missed:
            _require_readable(cut)
        content = self._writer.new_content(sha256)
        file = FileRead(source.name, content)
        self.files.append(file)
        self._writer.name(source.name, content)
        for piece in chain(() if first is None else (first,), pieces):
            yield from self._new_in(cut, piece, file)
        if stamp != _stamp(source):
            raise InputError(
                "The file changed while it was read.",
                where=Where(source.name),
                do="Run it again when nobody writes to it.",
            )
        self._describe(cut, file, sha256, size)

    def _keep(self, name: str, error: InputError) -> None:
        """Let what cannot be read, a file or all files of an archive, stand as it stood before."""
        self.unreadable.append(error)
        named = {file.name for file in self.files}
        for former, content in self._writer.former.items():
            # A member of an archive that is now a file of its own is read as that.
            is_within = former.startswith(f"{name}/") and former not in self._sources
            if (former == name or is_within) and former not in named:
                self._name_known(former, content, is_kept=True)

    def _name_known(self, name: str, content: int, *, is_kept: bool = False) -> None:
        self._writer.name(name, content)
        kind, records = self._writer.said_of(content)
        self.files.append(FileRead(name, content, True, is_kept, kind, records))

    def _new_in(self, cut: Cut, piece: Piece, file: FileRead) -> Iterator[Task]:
        """Keep where the records of a piece stand; yield those that the lake does not know."""
        records, is_new = self._writer.numbered(piece.digests)
        rows = {
            "content": [file.content] * len(piece),
            "position": piece.ordinals,
            "record": records,
            "line": piece.lines,
            "before": list(piece.between()),
        }
        self._writer.parts.add("positions", pa.Table.from_pydict(rows, POSITIONS))
        file.new_records += sum(is_new)
        if any(is_new) and cut.head is not None:
            numbers = tuple(one for one, new in zip(records, is_new, strict=True) if new)
            declared = json.dumps(cut.head.namespaces, ensure_ascii=False, sort_keys=True)
            yield Task(file.content, piece.only(is_new), numbers, declared, len(piece.body))
        else:
            self.advance(len(piece.body))

    def _describe(self, cut: Cut, file: FileRead, sha256: str, size: int) -> None:
        head = cut.head
        file.kind = None if head is None else head.kind
        file.records = cut.count
        said = {
            "sha256": sha256,
            "kind": file.kind,
            "version": None if head is None else head.version,
            "encoding": None if cut.encoding is None else cut.encoding.codec,
            "bytes": size,
            "records": cut.count,
            "head": None if head is None else head.source,
            "tail": cut.tail,
        }
        self._writer.describe(file.content, said)
        found = cut.findings
        nobody = pa.nulls(found.num_rows, pa.int64())
        content = pa.array([file.content] * found.num_rows, pa.int32())
        rest = [found[name] for name in FINDINGS_KEPT.names[2:]]
        kept = pa.Table.from_arrays([nobody, content, *rest], schema=FINDINGS_KEPT)
        self._writer.parts.add("findings", kept)


def _require_readable(cut: Cut) -> None:
    """Raise InputError where a file without activities is none, or broke off before the first."""
    found = in_words(cut.findings, file=cut.source.name, identifiers={}, rule_of=words_in("en"))
    for one in found:
        if cut.head is None or one.rule == _NOT_WELL_FORMED:
            raise InputError(
                f"Nothing of the file can be read. {one.message}",
                where=Where(cut.source.name, one.line),
                do="Fetch it again; what was read last stands until then.",
            )


def _sha256(source: Source) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with source.blocks() as blocks:
        for block in blocks:
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _size(source: Source) -> int:
    """Return the bytes of a file on disk, for the progress alone: packed ones count too little."""
    return source.path.stat().st_size if source.path and source.member is None else 0


def _stamp(source: Source) -> tuple[int, int] | None:
    if source.path is None:
        return None
    said = source.path.stat()
    return said.st_size, said.st_mtime_ns

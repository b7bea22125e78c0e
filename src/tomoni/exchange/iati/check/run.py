"""Checks files: cut into pieces, checked by several processes, then set beside each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.iati.prefixes import identifier_prefixes
from tomoni.catalogue.iati.rules import RULESET_CASES, cases_of

from ..cut import Cut
from ..findings import FINDINGS, Found
from ..source import LARGEST_UNPACKED, Source, files_at, sources_in
from ..workers import Workers
from .across import Across
from .piece import PieceCheck, PieceChecker, PieceTask
from .result import FileCheck

Progress = Callable[[int], None]
UNREADABLE, REFUSED_VERSION, EARLIER_VERSION = "T.8.1", "0.6.1", "T.0.1"
UNKNOWN_VERSION, NO_VERSION = "T.0.2", "T.0.3"
_NEWEST = "2.03"


def check_files(
    paths: Sequence[Path],
    *,
    today: date,
    jobs: int = 1,
    store: pa.Array | None = None,
    largest: int = LARGEST_UNPACKED,
    progress: Progress | None = None,
) -> list[FileCheck]:
    """Check files, gzip files, the members of zip archives, and folders, in the order given.

    ``today``: what counts as the future. ``jobs``: processes. ``store``: identifiers of activities
    known besides, to which references may lead. ``progress`` is told the bytes just checked. A file
    that cannot be read has that as its finding; nothing is raised for it.
    """
    found: list[Source | FileCheck] = []
    for path in (file for given in paths for file in files_at(given) or [given]):
        try:
            found.extend(sources_in(path, largest=largest))
        except InputError as error:
            found.append(_unreadable(str(path), error))
    return check_sources(found, today=today, jobs=jobs, store=store, progress=progress)


def check_sources(
    sources: Sequence[Source | FileCheck],
    *,
    today: date,
    jobs: int = 1,
    store: pa.Array | None = None,
    progress: Progress | None = None,
) -> list[FileCheck]:
    """Check opened sources; what could not be opened stands among them as already checked."""
    run = _Run(sources, today)
    with Workers([PieceChecker] * max(jobs, 1)) as workers:
        for answer in workers.answers(run.tasks()):
            run.take(answer)
            if progress is not None:
                progress(answer.size)
        workers.ends()
    return run.results(store)


class _File:
    """One source on its way: what was cut, and what was found so far."""

    def __init__(self, source: Source) -> None:
        self.cut = Cut(source)
        self.error: InputError | None = None
        self.digest = blake2b(digest_size=16)
        self.findings: dict[int, pa.Table] = {}
        self.identifiers: list[pa.Table] = []
        self.unread: dict[int, str] = {}

    def is_readable(self) -> bool:
        refused = self.cut.head is None and not self.has(REFUSED_VERSION)
        return self.error is None and not refused

    def has(self, rule: str) -> bool:
        return rule in self.cut.findings["rule"].to_pylist()

    def version(self) -> str | None:
        if self.cut.head is not None:
            return self.cut.head.version
        if self.has(NO_VERSION):
            return None
        for row in self.cut.findings.to_pylist():
            if row["rule"] == REFUSED_VERSION:
                return str(json.loads(row["parameters"])["version"])
        return None

    def names(self) -> pa.Array:
        """Return the identifier of each activity by its ordinal."""
        names: list[str | None] = [None] * self.cut.count
        for table in self.identifiers:
            for place, name in zip(*(column.to_pylist() for column in table.columns), strict=True):
                names[place] = name
        for place, name in self.unread.items():
            names[place] = name
        return pa.array(names, pa.string())


class _Run:
    """One check of several sources."""

    def __init__(self, sources: Sequence[Source | FileCheck], today: date) -> None:
        self.today = today
        self.across = Across(identifier_prefixes())
        self.files: list[_File | FileCheck] = [
            one if isinstance(one, FileCheck) else _File(one) for one in sources
        ]
        for one in sources:
            self.across.begin(one.file if isinstance(one, FileCheck) else one.name)

    def tasks(self) -> Iterator[PieceTask]:
        """Yield every piece of every file."""
        for number, file in enumerate(self.files):
            if isinstance(file, FileCheck):
                continue
            try:
                for piece in file.cut.pieces():
                    file.digest.update(b"".join(piece.digests))
                    yield PieceTask(number, piece, self.today)
            except InputError as error:
                file.error = error
            if file.cut.count:
                self.across.add_content(number, file.digest.hexdigest())

    def take(self, answer: PieceCheck) -> None:
        """Take in what became of a piece."""
        file = self.files[answer.file]
        assert isinstance(file, _File)
        file.findings[answer.first] = answer.findings
        file.identifiers.append(answer.facts.identifiers.select(["activity", "identifier"]))
        file.unread.update(answer.unread)
        self.across.add(answer.file, answer.facts)

    def results(self, store: pa.Array | None) -> list[FileCheck]:
        """Return what became of each file, once all pieces are taken in."""
        beside = self.across.findings(store)
        return [
            file if isinstance(file, FileCheck) else _result(file, more)
            for file, more in zip(self.files, beside, strict=True)
        ]


def _result(file: _File, more: pa.Table) -> FileCheck:
    in_order = [file.findings[first] for first in sorted(file.findings)]
    parts = [FINDINGS.empty_table(), file.cut.findings, *in_order, more]
    if file.error is not None:
        parts.append(_said(file.error))
    head = file.cut.head
    if head is not None and head.version != _NEWEST:
        parts.append(_read_as(str(head.version), str(head.read_as), file.cut.root_line))
    return FileCheck(
        file.cut.source.name,
        file.version(),
        None if head is None else head.kind,
        file.cut.count,
        pa.concat_tables(parts),
        file.names(),
        file.is_readable(),
    )


def _read_as(version: str, read_as: str, line: int) -> pa.Table:
    """Say at the line of the root by which rules a file of an earlier or no version was checked."""
    found, shared = Found(), len(cases_of(version))
    if version == read_as:
        cases = len(RULESET_CASES)
        found.add(EARLIER_VERSION, line=line, version=version, rules=shared, all=cases)
    else:
        found.add(UNKNOWN_VERSION, line=line, version=version, read_as=read_as)
    return found.table()


def _unreadable(name: str, error: InputError) -> FileCheck:
    return FileCheck(name, findings_table=_said(error), is_readable=False)


def _said(error: InputError) -> Any:
    found = Found()
    found.add(UNREADABLE, problem=" ".join(filter(None, (error.what, error.do))))
    return found.table()

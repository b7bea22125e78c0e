"""Reads the activities of a file, or of a file in a lake, into what they become."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.iati.rules import rule_of
from tomoni.exchange.iati.cut import Cut
from tomoni.exchange.iati.findings import in_words
from tomoni.exchange.iati.lake import Lake, LakeFile
from tomoni.exchange.iati.piece import Piece
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.source import Source
from tomoni.rules.imports.brought import Brought, Choices, Note

from .activity import bring
from .gather import COUNTED, TABLES, activities_in

# So many activities of a lake are held at a time.
_AT_A_TIME = 500
_UNREADABLE, _INVALID = "0.1.1", "0.3.1"


class Bringing(Protocol):
    """One file as an import takes it. ``version`` and ``sha256`` are there before its activities.

    ``sha256`` is None where only whoever opened the file knows it.
    """

    name: str
    version: str
    sha256: str | None

    def activities(self, choices: Choices) -> Iterator[Brought]:
        """Yield what each activity becomes, in the order of the file."""


class FileBringing:
    """A file of activities. InputError when it cannot be read at all, or is of another kind."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.sha256: str | None = None
        self._cut = Cut(source)
        self._pieces = self._cut.pieces()
        self._first = next(self._pieces, None)
        head = self._cut.head
        if head is None:
            raise _refused(self._cut)
        if head.kind != "activities":
            raise _no_activities(self.name)
        self.version = head.version or ""

    def activities(self, choices: Choices) -> Iterator[Brought]:
        """Yield what each activity becomes; last, what is wrong with the file itself."""
        if self._first is not None:
            yield from _of_piece(self._first, choices)
        for piece in self._pieces:
            yield from _of_piece(piece, choices)
        yield from _of_file(self._cut)


def _of_piece(piece: Piece, choices: Choices) -> Iterator[Brought]:
    """Yield the activities of a piece in their order, those put aside among them."""
    read = read_piece(piece)
    places = {
        ordinal: (ordinal + 1, line, digest.hex())
        for ordinal, line, digest in zip(piece.ordinals, piece.lines, piece.digests, strict=True)
    }
    wrong = _wrong(read.findings)
    facts = activities_in(read.tables, places.__getitem__)
    found = {one.number: bring(one, choices) for one in facts}
    for ordinal, place in places.items():
        yield _held(found.get(ordinal + 1), place, wrong.get(ordinal))


def _wrong(findings: pa.Table) -> dict[int, Note]:
    """Return for each activity that parser or schema refuses the first thing that is wrong."""
    found: dict[int, Note] = {}
    for row in findings.to_pylist():
        if row["activity"] is None or row["rule"] not in (_UNREADABLE, _INVALID):
            continue
        told = json.loads(row["parameters"] or "{}")
        code = "not_readable" if row["rule"] == _UNREADABLE else "not_valid"
        note = Note(code, {"line": str(row["line"]), "problem": str(told.get("problem", ""))})
        found.setdefault(row["activity"], note)
    return found


def _held(brought: Brought | None, place: tuple[int, int, str], wrong: Note | None) -> Brought:
    """Return an activity as it is brought in; aside, when something is wrong with its XML."""
    number, line, digest = place
    if brought is None:
        reason = wrong or Note("not_readable", {"line": str(line), "problem": ""})
        return Brought(number, line, None, None, False, None, digest, (reason,))
    if wrong is None:
        return brought
    return Brought(
        number, line, brought.identifier, brought.reporting, brought.is_own, brought.title, digest,
        (wrong,),
    )  # fmt: skip


def _of_file(cut: Cut) -> Iterator[Brought]:
    """Yield what is wrong with the file itself as the activity of number 0, which is put aside."""
    reasons = tuple(
        Note("file_damaged", {"line": str(one.line or 1), "problem": one.message})
        for one in in_words(cut.findings, file=cut.source.name, identifiers=(), rule_of=rule_of)
        if one.severity == "critical"
    )
    if reasons:
        yield Brought(0, 1, None, None, False, None, "", reasons)


def _refused(cut: Cut) -> InputError:
    found = list(in_words(cut.findings, file=cut.source.name, identifiers=(), rule_of=rule_of))
    message = found[0].message if found else "The file is empty."
    line = found[0].line if found else None
    return InputError(message, where=Where(cut.source.name, line))


def _no_activities(name: str) -> InputError:
    return InputError(
        "The file holds organisations, not activities.",
        where=Where(name),
        do="Import the activity files of the publisher.",
    )


class LakeBringing:
    """A file that a lake holds. InputError when it has no activities."""

    def __init__(self, lake: Lake, file: LakeFile) -> None:
        if file.kind != "activities":
            raise _no_activities(file.name)
        self.name = Path(file.name).name
        self.sha256: str | None = file.sha256
        self.version = file.version or ""
        self._lake = lake
        self._content = file.content

    def activities(self, choices: Choices) -> Iterator[Brought]:
        """Yield what each activity becomes, some hundred at a time."""
        cursor = self._lake.connection.cursor()
        found = cursor.execute(
            "SELECT record, position, line, lower(hex(digest)), is_valid "
            "FROM every.positions JOIN every.records USING (record) "
            "WHERE content = ? ORDER BY position",
            [self._content],
        )
        while rows := found.fetchmany(_AT_A_TIME):
            yield from self._of(rows, choices)

    def _of(self, rows: list[tuple[Any, ...]], choices: Choices) -> Iterator[Brought]:
        # The same record may stand twice in one file: it is brought in at each of its places.
        facts = {one.digest: one for one in activities_in(
            self._tables({row[0] for row in rows}),
            {row[0]: (0, 0, row[3]) for row in rows}.__getitem__,
            key="record",
        )}  # fmt: skip
        for _, position, line, digest, is_valid in rows:
            place = (position + 1, line, digest)
            one = facts.get(digest)
            brought = None if one is None else bring(one.at(position + 1, line), choices)
            wrong = None if is_valid else Note("not_valid", {"line": str(line), "problem": ""})
            yield _held(brought, place, wrong)

    def _tables(self, records: set[int]) -> Mapping[str, pa.Table]:
        listed = ", ".join(map(str, sorted(records)))
        return {
            name: self._lake.connection.sql(
                f'FROM every."{name}" WHERE record IN ({listed}) ORDER BY record, "row"'
            ).to_arrow_table()
            for name in (*TABLES, *COUNTED)
        }

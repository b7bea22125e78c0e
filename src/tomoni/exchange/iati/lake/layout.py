"""How a lake of IATI records lies on disk: its own tables, its manifest, its names.

A lake is a folder::

    manifest.json                       what the lake holds; renamed into place last, so it is whole
    runs/000001/transactions-0.parquet  what the first run added, one file a writer and table

A *record* is one distinct activity (or organisation): one number for one digest, whichever files it
stands in and however often. A *content* is one distinct file: one number for one SHA-256. Records,
contents and their tables are only added; a run says which contents stand under which names. Every
typed table of ``catalogue.iati.tables`` lies here with ``record`` in the place of ``activity``, and
with ``line_within`` (1: the record's first line) in the place of ``line``: a record can stand on
other lines of other files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from tomoni.catalogue.errors import InputError, NotFoundError, StorageError
from tomoni.catalogue.iati.tables import TABLES

from ..arrow import schema_of

FORMAT = "tomoni-iati-lake/1"
MANIFEST = "manifest.json"
RUNS = "runs"
DIGEST_BYTES = 16

RECORD: Any = pa.field("record", pa.int64(), nullable=False)
LINE_WITHIN: Any = pa.field("line_within", pa.int32(), nullable=False)

# One row a record. ``namespaces``: JSON object of the prefixes in force where it was first read;
# ``publisher``: the reporting organisation's ref; ``run``: the run that brought it. An identifier,
# publisher or time that is not stated is null.
RECORDS = pa.schema(
    [
        RECORD,
        pa.field("digest", pa.binary(DIGEST_BYTES), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("version", pa.string()),
        pa.field("identifier", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("last_updated", pa.string()),
        pa.field("namespaces", pa.string(), nullable=False),
        pa.field("is_valid", pa.bool_(), nullable=False),
        pa.field("bytes", pa.int64(), nullable=False),
        pa.field("run", pa.int32(), nullable=False),
    ]
)
SOURCES = pa.schema(
    [
        RECORD,
        pa.field("source", pa.binary(), nullable=False),
    ]
)
# One row a distinct file. ``head``: UTF-8 bytes before its first record, the root's start tag with
# its attributes and namespaces included; ``tail``: those after the last. ``kind`` is activities,
# organisations, or null where nothing could be read: then there are findings and no records.
CONTENTS = pa.schema(
    [
        pa.field("content", pa.int32(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("kind", pa.string()),
        pa.field("version", pa.string()),
        pa.field("encoding", pa.string()),
        pa.field("bytes", pa.int64(), nullable=False),
        pa.field("records", pa.int32(), nullable=False),
        pa.field("head", pa.binary()),
        pa.field("tail", pa.binary()),
        pa.field("run", pa.int32(), nullable=False),
    ]
)
# Which record stands where in a file. ``before``: the bytes between it and the one before.
POSITIONS = pa.schema(
    [
        pa.field("content", pa.int32(), nullable=False),
        pa.field("position", pa.int32(), nullable=False),
        pa.field("record", pa.int64(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("before", pa.binary()),
    ]
)
# Under which names the contents stood in a run; ``file`` is the order in which they were given.
NAMES = pa.schema(
    [
        pa.field("run", pa.int32(), nullable=False),
        pa.field("file", pa.int32(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("content", pa.int32(), nullable=False),
    ]
)
# Findings of the run that met a record or content first. With a record, ``line`` counts from its
# own first line (1) and ``content`` is null; without one it is the line of the file.
FINDINGS_KEPT = pa.schema(
    [
        pa.field("record", pa.int64()),
        pa.field("content", pa.int32()),
        pa.field("line", pa.int32()),
        pa.field("column", pa.int32()),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("element", pa.string()),
        pa.field("parameters", pa.string()),
    ]
)

OWN_TABLES: Mapping[str, pa.Schema] = {
    "records": RECORDS,
    "sources": SOURCES,
    "contents": CONTENTS,
    "positions": POSITIONS,
    "names": NAMES,
    "findings": FINDINGS_KEPT,
}


@cache
def typed_schema(table: str) -> pa.Schema:
    """Return the schema of a typed table as it lies in a lake. Raises KeyError."""
    _, row, parent, _, *columns = schema_of(table)
    return pa.schema([RECORD, row, parent, LINE_WITHIN, *columns])


def typed_schemas() -> dict[str, pa.Schema]:
    """Return the schema of every typed table as it lies in a lake."""
    return {table: typed_schema(table) for table in TABLES}


@cache
def contract_digest() -> str:
    """Return the digest of all contracts: a lake holds tables of one contract only."""
    schemas = {**typed_schemas(), **OWN_TABLES}
    said = [f"{name}: {schema}" for name, schema in sorted(schemas.items())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def folder_of(run: int) -> str:
    """Return the folder of a run below the lake's."""
    return f"{RUNS}/{run:06}"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its number, when it ended (UTC), and what it met.

    ``digest``: SHA-256 over names and contents, equal wherever the same files are read.
    """

    run: int
    read_at: str
    files: int
    records: int
    new_contents: int
    new_records: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a lake holds: its runs, and the Parquet files of every table, oldest first.

    ``contract``: digest of the contracts of the typed tables; ``next_record`` and ``next_content``:
    the first free numbers.
    """

    contract: str
    runs: tuple[Run, ...] = ()
    next_record: int = 1
    next_content: int = 1
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def run(self) -> int:
        """The number of the latest run; 0: none yet."""
        return self.runs[-1].run if self.runs else 0

    def extended(
        self, run: Run, parts: Mapping[str, list[str]], next_record: int, next_content: int
    ) -> Manifest:
        """Return the manifest after one more run."""
        names = dict.fromkeys((*self.parts, *parts))
        together = {
            name: (*self.parts.get(name, ()), *sorted(parts.get(name, ()))) for name in names
        }
        return replace(
            self,
            runs=(*self.runs, run),
            parts=dict(sorted(together.items())),
            next_record=next_record,
            next_content=next_content,
        )

    def as_text(self) -> str:
        """Return the manifest as the text of its file, with its own SHA-256."""
        said = self._as_dict()
        return json.dumps({**said, "digest": _digest_of(said)}, indent=1, ensure_ascii=False) + "\n"

    def _as_dict(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "contract": self.contract,
            "next_record": self.next_record,
            "next_content": self.next_content,
            "runs": [
                {name: getattr(run, name) for name in Run.__dataclass_fields__} for run in self.runs
            ],
            "parts": {name: list(files) for name, files in self.parts.items()},
        }


def _digest_of(said: Mapping[str, Any]) -> str:
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of the lake at ``path``.

    Raises NotFoundError where there is none, InputError for another format, StorageError when it
    was damaged.
    """
    try:
        text = (path / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            f"{path} holds no lake of IATI records.",
            do="Make one: tomoni iati read FILES --out DIR",
        ) from None
    try:
        said = json.loads(text)
        form, digest = said.get("format"), said.pop("digest", None)
    except (ValueError, AttributeError):
        raise _damaged(path) from None
    if form != FORMAT:
        raise InputError(
            f"The lake at {path} has the format {form!r}; this version reads {FORMAT!r}.",
            do="Read its files again into a new folder.",
        )
    if digest != _digest_of(said):
        raise _damaged(path)
    return Manifest(
        contract=said["contract"],
        runs=tuple(Run(**run) for run in said["runs"]),
        next_record=said["next_record"],
        next_content=said["next_content"],
        parts={name: tuple(files) for name, files in said["parts"].items()},
    )


def _damaged(path: Path) -> StorageError:
    return StorageError(
        f"The manifest of the lake at {path} is damaged.",
        do="Restore it from a copy, or read the files again into a new folder.",
    )

"""One run being added to a lake: numbers, the folder of its Parquet files, and how it appears.

Everything is written into a temporary folder and flushed. Then the folder gets its name, and last
the manifest is replaced: a process killed at any point leaves the lake of the run before.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tomoni.catalogue.errors import InputError, NotFoundError, RefusedError
from tomoni.exchange.snapshot.directory import (
    TemporaryDirectory,
    flush,
    storage_errors,
    write_text,
)

from .known import KnownDigests
from .layout import (
    CONTENTS,
    MANIFEST,
    NAMES,
    OWN_TABLES,
    RUNS,
    Manifest,
    Run,
    contract_digest,
    folder_of,
    read_manifest,
)
from .parts import Parts

_LOCK = ".reading.lock"


class LakeWriter:
    """Adds one run. Leaving the block without ``finish`` leaves the lake as it was.

    Raises RefusedError where another process adds to the lake, InputError where the folder holds
    something else or a lake of other contracts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._temporary = TemporaryDirectory(self.path)
        self._lock: int | None = None
        self._names: list[tuple[str, int]] = []
        self.new_records = self.new_contents = 0

    def __enter__(self) -> LakeWriter:
        with storage_errors("write a lake into", self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            self._take_lock()
            try:
                self.manifest = _manifest_at(self.path)
                self._temporary.open()
            except BaseException:
                self._release_lock()
                raise
        self._next_record = self.manifest.next_record
        self._next_content = self.manifest.next_content
        self.run = self.manifest.run + 1
        digests = _columns(self.path, self.manifest, "records", ("digest", "record"))
        self._digests = KnownDigests(digests.column("digest"), digests.column("record"))
        contents = _columns(
            self.path, self.manifest, "contents", ("sha256", "content", "kind", "records")
        ).to_pylist()
        self._contents = {row["sha256"]: row["content"] for row in contents}
        self._said = {row["content"]: (row["kind"], row["records"]) for row in contents}
        names = _columns(self.path, self.manifest, "names", ("run", "name", "content"))
        latest = names.filter(pc.equal(names["run"], self.manifest.run)).to_pylist()
        # What stood readable under each name in the run before.
        self.former: dict[str, int] = {
            row["name"]: row["content"] for row in latest if self._said[row["content"]][0]
        }
        self.parts = Parts(self.folder, "0")
        return self

    @property
    def folder(self) -> Path:
        """The folder into which the Parquet files of the run are written."""
        return self._temporary.path

    def _take_lock(self) -> None:
        self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._release_lock()
            raise RefusedError(
                f"Another process reads into {self.path}.", do="Wait until it has ended."
            ) from None

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def content_of(self, sha256: str) -> int | None:
        """Return the content with this SHA-256, None where the lake has not read it yet."""
        return self._contents.get(sha256)

    def said_of(self, content: int) -> tuple[str | None, int]:
        """Return the kind of a known content and how many records stand in it."""
        return self._said.get(content, (None, 0))

    def new_content(self, sha256: str) -> int:
        """Return the number of a content that comes with this run."""
        number = self._next_content
        self._next_content += 1
        self.new_contents += 1
        self._contents[sha256] = number
        return number

    def numbered(self, digests: Sequence[bytes]) -> tuple[list[int], list[bool]]:
        """Return the record of each digest, and which of them are met for the first time."""
        numbers, is_new = [], []
        for digest, known in zip(digests, self._digests.records_of(digests), strict=True):
            # One piece may hold the same activity twice.
            number = self._digests.new_record_of(digest) if known is None else known
            is_new.append(number is None)
            if number is None:
                number = self._next_record
                self._next_record += 1
                self.new_records += 1
                self._digests.add(digest, number)
            numbers.append(number)
        return numbers, is_new

    def describe(self, content: int, said: Mapping[str, Any]) -> None:
        """Keep what is known of a new content: the columns of ``layout.CONTENTS``."""
        row = {**said, "content": content, "run": self.run}
        self._said[content] = (row["kind"], row["records"])
        self.parts.add("contents", pa.Table.from_pylist([row], CONTENTS))

    def name(self, name: str, content: int) -> None:
        """Say that a content stands under a name in this run."""
        self._names.append((name, content))

    def finish(self, parts: Iterable[Mapping[str, str]], records: int) -> tuple[Run, bool]:
        """Let the run appear. ``parts``: file by table of every other writer into the folder.

        ``records``: how many records its files hold. Returns the run; False: it is the latest one
        already, with the same files under the same names, and nothing is written.
        """
        digest = self._digest()
        if self.manifest.runs and self.manifest.runs[-1].digest == digest:
            return self.manifest.runs[-1], False
        rows = [
            {"run": self.run, "file": number, "name": name, "content": content}
            for number, (name, content) in enumerate(self._names)
        ]
        self.parts.add("names", pa.Table.from_pylist(rows, NAMES))
        with storage_errors("write a lake into", self.path):
            files: dict[str, list[str]] = {}
            for written in (self.parts.close(), *parts):
                for table, file in written.items():
                    files.setdefault(table, []).append(f"{folder_of(self.run)}/{file}")
            run = self._described(digest, records)
            whole = self.manifest.extended(run, files, self._next_record, self._next_content)
            self._publish(whole)
        return run, True

    def _described(self, digest: str, records: int) -> Run:
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Run(
            run=self.run,
            read_at=now,
            files=len(self._names),
            records=records,
            new_contents=self.new_contents,
            new_records=self.new_records,
            digest=digest,
        )

    def _digest(self) -> str:
        sha256_of = {content: sha256 for sha256, content in self._contents.items()}
        lines = [f"{name}\0{sha256_of[content]}\n" for name, content in self._names]
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()

    def _publish(self, manifest: Manifest) -> None:
        flush(self.folder)
        final = self.path / folder_of(self.run)
        final.parent.mkdir(exist_ok=True)
        if final.exists():
            # Named by a process that was killed before it could write the manifest.
            shutil.rmtree(final)
        self.folder.rename(final)
        flush(final.parent)
        write_text(self.path / MANIFEST, manifest.as_text())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.parts.abandon()
        self._temporary.close()
        self._release_lock()


def _manifest_at(path: Path) -> Manifest:
    contract = contract_digest()
    try:
        manifest = read_manifest(path)
    except NotFoundError:
        others = [one.name for one in path.iterdir() if not one.name.startswith(".")]
        if [name for name in others if name != RUNS]:
            raise InputError(
                f"{path} is not empty and holds no lake.", do="Name a new folder."
            ) from None
        return Manifest(contract)
    if manifest.contract != contract:
        raise InputError(
            f"The lake at {path} was read with other contracts of its tables.",
            do="Read its files again into a new folder.",
        )
    return manifest


def _columns(path: Path, manifest: Manifest, name: str, columns: Sequence[str]) -> pa.Table:
    schema = pa.schema([OWN_TABLES[name].field(column) for column in columns])
    files = manifest.parts.get(name, ())
    tables = [pq.read_table(path / file, columns=list(columns)) for file in files]
    return pa.concat_tables([schema.empty_table(), *(table.cast(schema) for table in tables)])

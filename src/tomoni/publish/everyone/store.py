"""Reading what a published site keeps of everyone's activities. Never writes, never locks."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import NotFoundError

from .kept import DIGEST_FILE, DIRECTORY, FILE
from .search import Hits, search_activities
from .within import Within


@dataclass(frozen=True, slots=True)
class KeptActivity:
    """One activity as lists show it: what is not stated is absent from ``facts``."""

    record: int
    identifier: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptChange:
    """One difference to the version before, as ``exchange.iati.lake.differences.Change``."""

    kind: str
    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One version of an activity. ``since``: the record it is compared with; None: the first.

    ``more``: how many changes there are beside those kept.
    """

    record: int
    identifier: str | None
    publisher: str | None
    digest: str
    version: str | None
    last_updated: str | None
    is_valid: bool
    bytes: int
    runs: tuple[int, ...]
    files: tuple[str, ...]
    since: int | None
    changes: tuple[KeptChange, ...]
    more: int


class EveryoneStore:
    """What one site keeps, opened read-only. Threads share it; each has its connection."""

    def __init__(self, site: Path) -> None:
        """Open what lies below the directory of a site. Raises NotFoundError where it has none."""
        self.directory = site / DIRECTORY
        self._local = threading.local()
        if not (self.directory / FILE).is_file():
            raise NotFoundError(
                "This site holds no activities of other publishers.",
                do="Whoever runs it reads their IATI files and publishes again with --lake.",
            )

    @property
    def digest(self) -> str:
        """The digest by which all that is kept is named."""
        return (self.directory / DIGEST_FILE).read_text(encoding="ascii").strip()

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{(self.directory / FILE).absolute().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(address, uri=True)
        return connection

    def search(self, query: str, within: Within, limit: int) -> Hits:
        """Return the records that hold all words of a query, narrowed."""
        return search_activities(self.directory, query, within=within, limit=limit)

    def activities(self, records: Sequence[int]) -> list[KeptActivity]:
        """Return activities by their records, in that order; one that is not here is left out."""
        marks = ",".join("?" * len(records))
        statement = f"SELECT record, identifier, data FROM activities WHERE record IN ({marks})"
        found = {row[0]: _activity(row) for row in self.connection.execute(statement, records)}
        return [found[record] for record in records if record in found]

    def named(self, identifier: str) -> list[KeptActivity]:
        """Return the records of the run that bear an identifier, the counted one first."""
        statement = "SELECT record, identifier, data FROM activities WHERE identifier = ?"
        found = [_activity(row) for row in self.connection.execute(statement, (identifier,))]
        if not found:
            raise NotFoundError(
                f"No activity here bears the identifier {identifier!r}.",
                do="Search for its words; capitals count.",
            )
        return sorted(found, key=lambda one: (not one.facts.get("is_chosen"), one.record))

    def versions(self, identifier: str) -> list[KeptVersion]:
        """Return every version of an identifier, by publisher, the latest first."""
        statement = (
            "SELECT record, identifier, publisher, digest, version, last_updated, is_valid, bytes,"
            " runs, files, since, data, more FROM versions LEFT JOIN changes USING (record)"
            " WHERE identifier = ? ORDER BY publisher, json_extract(runs, '$[0]') DESC, record DESC"
        )
        return [_version(row) for row in self.connection.execute(statement, (identifier,))]

    def source(self, record: int) -> tuple[bytes, Mapping[str, str]]:
        """Return the bytes of a record (UTF-8) and the namespaces in force; NotFoundError."""
        return self._source("record = ?", record)

    def source_by_digest(self, digest: str) -> bytes:
        """Return the bytes of the record with a digest. Raises NotFoundError."""
        return self._source("digest = ?", digest)[0]

    def _source(self, condition: str, value: int | str) -> tuple[bytes, Mapping[str, str]]:
        statement = f"SELECT source, namespaces FROM versions WHERE {condition}"
        row = self.connection.execute(statement, (value,)).fetchone()
        if row is None:
            raise NotFoundError(f"No activity here is {value!r}.")
        return zlib.decompress(row[0]), json.loads(row[1])


def _activity(row: Sequence[Any]) -> KeptActivity:
    return KeptActivity(row[0], row[1], json.loads(row[2]))


def _version(row: Sequence[Any]) -> KeptVersion:
    record, identifier, publisher, digest, version, updated, is_valid, size, *rest = row
    runs, files, since, changes, more = rest
    return KeptVersion(
        record=record,
        identifier=identifier,
        publisher=publisher,
        digest=digest,
        version=version,
        last_updated=updated,
        is_valid=bool(is_valid),
        bytes=size,
        runs=tuple(json.loads(runs)),
        files=tuple(json.loads(files)),
        since=since,
        changes=tuple(KeptChange(*each) for each in json.loads(changes or "[]")),
        more=more or 0,
    )

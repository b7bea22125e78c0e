"""The manifest of a snapshot: what it holds, where it came from, and the digests that prove it."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import rfc8785

import tomoni
from tomoni.catalogue.errors import InputError, SnapshotError
from tomoni.catalogue.tables import SCHEMA_VERSION, TABLES

from .digest import TableDigest, snapshot_digest
from .directory import file_sha256

FORMAT = "tomoni-snapshot/1"
TIERS = ("internal", "public")


@dataclass(frozen=True, slots=True)
class TableFile:
    """One written table: digest of its rows, SHA-256 and size in bytes of its file."""

    digest: TableDigest
    sha256: str
    bytes: int

    def as_dict(self, name: str) -> dict[str, object]:
        """Return the table's entry in the manifest."""
        return {
            "file": f"tables/{name}.parquet",
            "rows": self.digest.rows,
            "digest": self.digest.digest,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "columns": dict(self.digest.columns),
        }


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """One snapshot on disk: id, directory, tier, moment of writing (UTC), rows per table.

    ``is_new`` is False when the directory already held this content. ``withdrawn_reason`` is None
    unless the snapshot was withdrawn; then it holds no rows.
    """

    id: str
    path: Path
    tier: str = "internal"
    created_at: str = ""
    rows: Mapping[str, int] | None = None
    is_new: bool = True
    withdrawn_reason: str | None = None

    @classmethod
    def from_manifest(
        cls, path: Path, manifest: Mapping[str, Any], *, is_new: bool = False
    ) -> SnapshotInfo:
        """Return what a manifest says of the snapshot at ``path``."""
        return cls(
            id=manifest["snapshot"],
            path=path,
            tier=manifest["tier"],
            created_at=manifest["created_at"],
            rows={name: table["rows"] for name, table in manifest["tables"].items()},
            is_new=is_new,
        )


def full_manifest(
    tier: str, files: Mapping[str, TableFile], given: Mapping[str, object]
) -> dict[str, Any]:
    """Return the whole manifest: ours, with what the caller ``given`` beside it."""
    digests = {name: file.digest.digest for name, file in files.items()}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "snapshot": snapshot_digest(tier, digests),
        "tier": tier,
        "schema_version": SCHEMA_VERSION,
        "created_at": now(),
        "code": {"version": code_version(), "digest": code_digest()},
    }
    manifest |= {name: value for name, value in given.items() if name not in _OURS}
    manifest["tables"] = {table.name: files[table.name].as_dict(table.name) for table in TABLES}
    return manifest


_OURS = {
    "format",
    "snapshot",
    "tier",
    "schema_version",
    "code",
    "tables",
    "datapackage_sha256",
    "manifest_sha256",
}


def sealed(manifest: Mapping[str, Any], datapackage: Path) -> dict[str, Any]:
    """Return the manifest with the SHA-256 of the written data package and of the manifest itself.

    A manifest with a value that JSON lacks raises InputError.
    """
    whole = {**manifest, "datapackage_sha256": file_sha256(datapackage)}
    return {**whole, "manifest_sha256": manifest_sha256(whole)}


def manifest_sha256(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a manifest's canonical JSON (RFC 8785) without its own digest."""
    content = {name: value for name, value in manifest.items() if name != "manifest_sha256"}
    try:
        return hashlib.sha256(rfc8785.dumps(content)).hexdigest()
    except rfc8785.CanonicalizationError as error:
        raise InputError(
            f"The manifest has a value that JSON lacks: {error}",
            do="State texts, whole numbers up to 2⁵³, booleans, lists and maps.",
        ) from error


def now() -> str:
    """Return the present instant in UTC, to the second, as ISO 8601 text."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def code_version() -> str:
    """Return the version of the installed package."""
    try:
        return version("tomoni")
    except PackageNotFoundError:
        return "unknown"


@functools.cache
def code_digest() -> str:
    """Return the SHA-256 over the package's Python files, by relative path and content."""
    root = Path(tomoni.__file__).parent
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        whole.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of the snapshot directory.

    Raises SnapshotError when there is none, when it cannot be read, when the snapshot was withdrawn
    (with the reason), and when its format or schema version is another than this code's.
    """
    withdrawn = path / "withdrawn.json"
    if withdrawn.exists():
        said = json.loads(withdrawn.read_text(encoding="utf-8"))
        raise SnapshotError(
            f"The snapshot {path.name} was withdrawn at {said['withdrawn_at']}: {said['reason']}",
            do="Use a later snapshot.",
        )
    try:
        manifest: dict[str, Any] = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SnapshotError(
            f"{path} is no snapshot: it has no manifest.json.", do="Run `tomoni freeze`."
        ) from error
    except (OSError, ValueError) as error:
        raise SnapshotError(f"The manifest of {path} cannot be read: {error}") from error
    if manifest.get("format") != FORMAT or manifest.get("schema_version") != SCHEMA_VERSION:
        raise SnapshotError(
            f"{path} is a snapshot of another format or schema "
            f"({manifest.get('format')}, schema {manifest.get('schema_version')}).",
            do="Open it with the version of Tomoni named in its manifest.",
        )
    return manifest

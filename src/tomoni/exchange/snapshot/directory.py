"""Directories and files that appear whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tomoni.catalogue.errors import SnapshotError, StorageError

_PREFIX = ".writing-"
_LOCK = "lock"


@contextmanager
def storage_errors(doing: str, path: Path) -> Iterator[None]:
    """Turn an operating-system error into a StorageError that names what was being done."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise StorageError(
            f"Cannot {doing} {path}: {reason}.",
            do="Check free space and permissions, then run it again. Nothing half-written stays.",
        ) from error


class TemporaryDirectory:
    """A directory being written, locked for as long as its process lives.

    Leftovers of killed processes carry no lock; whoever writes next removes them.
    """

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        self._handle: int | None = None
        self.path = parent

    def open(self) -> None:
        """Create and lock the directory; remove leftovers of dead writers."""
        self._parent.mkdir(parents=True, exist_ok=True)
        with _locked(self._parent / ".lock"):
            _remove_leftovers(self._parent)
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._parent))
            self.path.chmod(0o755)
            self._handle = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o644)
            fcntl.flock(self._handle, fcntl.LOCK_EX)

    @property
    def _lock_path(self) -> Path:
        return self._parent / f"{self.path.name}.{_LOCK}"

    def close(self) -> None:
        """Remove what is left of the directory and release the lock."""
        if self._handle is None:
            return
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock_path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


def _remove_leftovers(parent: Path) -> None:
    """Remove temporary directories whose lock nobody holds. The caller holds the parent's lock."""
    for lock in parent.glob(f"{_PREFIX}*.{_LOCK}"):
        handle = os.open(lock, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)
        shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
        lock.unlink(missing_ok=True)
    for left in parent.glob(f"{_PREFIX}*"):
        if left.is_dir() and not left.with_name(f"{left.name}.{_LOCK}").exists():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def flush(path: Path) -> None:
    """Force a file or directory to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: Mapping[str, object]) -> None:
    """Write one JSON object as readable text, flushed to disk."""
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a small text file so that a reader sees the old text or the new, never a part."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=_PREFIX, suffix=f"-{path.name}", delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    flush(path.parent)


def publish(temporary: Path, final: Path) -> bool:
    """Rename a finished directory to its final name. Returns False when that one already stands.

    Raises SnapshotError when the same content was withdrawn earlier, or stands there damaged.
    """
    flush(temporary)
    with _locked(final.parent / ".lock"):
        if (final / "withdrawn.json").exists():
            raise SnapshotError(
                f"The snapshot {final.name} holds this very content and was withdrawn.",
                do="Mend the records that led to the withdrawal, then freeze again.",
            )
        if final.exists():
            _require_same_sizes(temporary, final)
            return False
        temporary.rename(final)
        flush(final.parent)
    return True


def _require_same_sizes(temporary: Path, final: Path) -> None:
    for file in sorted((final / "tables").glob("*.parquet")):
        if file.stat().st_size == 0:
            raise SnapshotError(f"{file} is empty.", do=f"Remove {final} and freeze again.")
    names = {file.name for file in (temporary / "tables").iterdir()}
    there = {file.name for file in (final / "tables").glob("*.parquet")}
    if not (final / "manifest.json").exists() or names - there:
        raise SnapshotError(
            f"The snapshot {final.name} exists and is damaged.",
            do=f"Remove {final} and freeze again.",
        )

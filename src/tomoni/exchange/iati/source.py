"""IATI files as they come: plain, gzip or zip, of any size, as a stream of bytes."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tomoni.catalogue.errors import InputError, Where

BLOCK = 1 << 20
# Whoever unpacks a small archive into more than this is attacked, or should split the file.
LARGEST_UNPACKED = 16 * 2**30
MOST_MEMBERS = 1_000
# An archive of nothing begins with its end.
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_SUFFIXES = (".xml", ".gz", ".zip")
_DAMAGED = (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Source:
    """One XML file: in ``path``, or in its ``member`` where that is a zip archive, or ``data``.

    ``name`` is what people read: ``all.zip/a.xml``. ``largest``: most bytes of it unpacked.
    """

    name: str
    path: Path | None = None
    member: str | None = None
    data: bytes | None = None
    largest: int = LARGEST_UNPACKED

    @contextmanager
    def blocks(self) -> Iterator[Iterator[bytes]]:
        """Open the file and give its unpacked bytes, block by block.

        Raises InputError when it cannot be read, is damaged, or is larger than ``largest``.
        """
        with _opened(self) as file:
            yield self._read(file)

    def _read(self, file: IO[bytes]) -> Iterator[bytes]:
        read = 0
        while True:
            try:
                block = file.read(BLOCK)
            except _DAMAGED as error:
                raise _damaged(self.name) from error
            except OSError as error:
                raise _unreadable(self.name, error) from error
            if not block:
                return
            read += len(block)
            if read > self.largest:
                raise InputError(
                    f"The file holds more than {self.largest // 2**20} MiB of XML.",
                    where=Where(self.name),
                    do="Split it into files of some hundred activities each.",
                )
            yield block


def files_at(path: Path) -> list[Path]:
    """Return the file at a path, or what may be IATI in the folder there, in its order by name."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES)
    return sorted(file for file in found if file.is_file())


def sources_in(path: Path, *, largest: int = LARGEST_UNPACKED) -> tuple[Source, ...]:
    """Return the XML files at a path: itself, or every ``.xml`` member of a zip archive.

    Raises InputError when there is no such file, or the archive is damaged, locked or holds none.
    """
    try:
        with path.open("rb") as file:
            is_archive = file.read(4) in _ZIP
    except OSError as error:
        raise _unreadable(str(path), error) from error
    if not is_archive:
        return (Source(str(path), path, largest=largest),)
    return tuple(
        Source(f"{path}/{name}", path, name, largest=largest) for name in _members(path, str(path))
    )


def sources_of(name: str, data: bytes, *, largest: int = LARGEST_UNPACKED) -> tuple[Source, ...]:
    """Return the XML files of bytes in memory, as of an upload. Errors as of ``sources_in``."""
    if data[:4] not in _ZIP:
        return (Source(name, data=data, largest=largest),)
    return tuple(
        Source(f"{name}/{member}", None, member, data, largest)
        for member in _members(io.BytesIO(data), name)
    )


def _members(file: Path | IO[bytes], name: str) -> list[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
    except (*_DAMAGED, OSError, ValueError) as error:
        raise _damaged(name) from error
    wanted = [one for one in listed if _is_wanted(one)]
    if not wanted:
        raise InputError(
            "The archive holds no .xml file.",
            where=Where(name),
            do="Pack the IATI files themselves into it.",
        )
    if len(listed) > MOST_MEMBERS or any(one.flag_bits & 0x1 for one in wanted):
        raise InputError(
            f"The archive is locked, or holds more than {MOST_MEMBERS} files.",
            where=Where(name),
            do="Unpack it and name the files.",
        )
    return [one.filename for one in wanted]


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    """Say whether a member is a file of XML: no folder, and not what a Mac notes about files."""
    folder, _, name = member.filename.rpartition("/")
    is_note = name.startswith("._") or folder.startswith("__MACOSX")
    return name.lower().endswith((".xml", ".gz")) and not member.is_dir() and not is_note


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    try:
        raw = io.BytesIO(source.data) if source.data is not None else _path(source).open("rb")
    except OSError as error:
        raise _unreadable(source.name, error) from error
    with raw:
        if source.member is None:
            yield _ungzipped(raw, source.name)
            return
        try:
            archive = zipfile.ZipFile(raw)
            member = archive.open(source.member)
        except (*_DAMAGED, OSError, ValueError, KeyError, RuntimeError) as error:
            raise _damaged(source.name) from error
        with archive, member:
            yield _ungzipped(member, source.name)


def _ungzipped(file: IO[bytes], name: str) -> IO[bytes]:
    try:
        is_gzip = file.read(2) == _GZIP
        file.seek(0)
    except (*_DAMAGED, OSError) as error:
        raise _damaged(name) from error
    return gzip.GzipFile(fileobj=file, mode="rb") if is_gzip else file  # type: ignore[return-value]


def _path(source: Source) -> Path:
    if source.path is None:
        raise InputError("The source has neither a path nor data.", where=Where(source.name))
    return source.path


def _damaged(name: str) -> InputError:
    return InputError(
        "The compressed file is damaged.", where=Where(name), do="Fetch it again from its source."
    )


def _unreadable(name: str, error: OSError) -> InputError:
    return InputError(
        f"The file cannot be read: {error.strerror or error}.",
        where=Where(name),
        do="Check the path and the right to read it.",
    )

"""A file of the DAC as batches of text: CSV or bars, plain, gzip or zip; XLSX; Parquet.

No value is read as a number here. A row with too many or too few cells is rejected with its number,
the reason and its text, and leaves its neighbours alone. Memory does not grow with the file.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from tomoni.catalogue.errors import InputError, Where

from .delimited import Batch, Format, Reject, delimited_batches
from .workbook import workbook_batches

_CHUNK = 1 << 20
_AGAIN = "Fetch it again from its source."
_TABLES = (".txt", ".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file: its kind, its SHA-256, and for text its encoding and delimiter."""

    path: Path
    kind: str
    sha256: str
    member: str | None
    format: Format | None

    def batches(self, reject: Reject) -> Iterator[Batch]:
        """Yield batches of text with the number of each row; the first row is number 1.

        Headings do not count. Errors: InputError when the file as a whole cannot be read.
        """
        if self.kind == "xlsx":
            yield from workbook_batches(self.path, reject)
            return
        if self.kind == "parquet":
            with opened(self.path, self.member) as file:
                yield from _parquet_batches(file, str(self.path))
            return
        assert self.format is not None
        reopen = lambda: opened(self.path, self.member)  # noqa: E731  (a context manager each time)
        yield from delimited_batches(reopen, self.format, str(self.path), reject)


def open_source(path: Path) -> Source:
    """Look at a file: what it is, and its digest. Errors: InputError."""
    try:
        sha256, head = _digest(path)
    except OSError as error:
        raise InputError(
            f"The file cannot be opened: {error.strerror or error}.",
            where=Where(str(path)),
            do="Check the path and the right to read it.",
        ) from error
    kind, member = _kind(path, head)
    if kind != "text":
        return Source(path, kind, sha256, member, None)
    with opened(path, member) as file:
        return Source(path, kind, sha256, member, _format(file, str(path)))


def _digest(path: Path) -> tuple[str, bytes]:
    with path.open("rb") as file:
        head = file.read(8)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), head


def _kind(path: Path, head: bytes) -> tuple[str, str | None]:
    if head.startswith(b"PAR1"):
        return "parquet", None
    if not head.startswith(b"PK"):
        return "text", None
    names = _members(path)
    if "[Content_Types].xml" in names:
        return "xlsx", None
    tables = [name for name in names if name.lower().endswith(_TABLES)]
    if len(tables) != 1:
        raise InputError(
            f"The archive holds {len(tables)} tables.",
            where=Where(str(path)),
            do="Give an archive of one text or Parquet file, or unpack it.",
        )
    return ("parquet" if tables[0].lower().endswith(".parquet") else "text"), tables[0]


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise InputError("The archive is damaged.", where=Where(str(path)), do=_AGAIN) from error


@contextmanager
def opened(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    """Open a file, or the member of an archive, unpacked. Errors: InputError."""
    with path.open("rb") as file:
        if member is None:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
            return
        try:
            with zipfile.ZipFile(file) as archive, archive.open(member) as inner:
                yield inner
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise InputError(
                f"{member} cannot be unpacked: {error}.",
                where=Where(str(path)),
                do="Unpack the archive, and give the file in it.",
            ) from error


def _format(file: IO[bytes], name: str) -> Format:
    """Find encoding and delimiter: a mark, else the first encoding that every byte of it fits."""
    try:
        first = file.read(_CHUNK)
        encoding = _encoding(first, file)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise InputError(
            "The file is cut short or damaged.", where=Where(name), do=_AGAIN
        ) from error
    lines = first.decode(encoding, errors="replace").strip("\ufeff \r\n\t").splitlines()
    if not lines:
        raise InputError(
            "The file is empty.",
            where=Where(name),
            do="Give a file with a line of headings and a row for each activity.",
        )
    return Format(encoding, max("|,;\t", key=lines[0].count))


def _encoding(first: bytes, file: IO[bytes]) -> str:
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    chunk = first
    while decoders:
        for name, decoder in list(decoders.items()):
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                del decoders[name]
        if not chunk:
            break
        chunk = file.read(_CHUNK)
    # Latin-1 has a sign for every byte.
    return next(iter(decoders), "latin-1")


def _parquet_batches(file: IO[bytes], name: str) -> Iterator[Batch]:
    try:
        # A member of an archive cannot be read from its end, where Parquet keeps its plan.
        table = pq.ParquetFile(file if file.seekable() else io.BytesIO(file.read()))
        row = 1
        for batch in table.iter_batches(batch_size=50_000):
            yield list(range(row, row + batch.num_rows)), _as_text(batch)
            row += batch.num_rows
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise InputError(
            f"The file cannot be read as Parquet: {error}.", where=Where(name), do="Fetch it again."
        ) from error


def _as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Every column as text. A binary fraction becomes the shortest decimal that means it."""
    columns: list[Any] = []
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        columns.append(column.cast(pa.string()))
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)

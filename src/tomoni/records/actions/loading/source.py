"""Reads a portfolio directory line by line: nothing of a file is kept but the line at hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import InputError, StorageError, Where

from .cells import PortfolioFile
from .format import FILES, HEADER_NAME

# A row of plain facts is far shorter; a longer line is some other file.
LONGEST_LINE_BYTES = 1_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line that is not blank: its number from 1, and its object, or why it has none."""

    number: int
    row: dict[str, Any] | None
    fault: str | None = None


@dataclass(frozen=True)
class Source:
    """A portfolio directory on disk or inside the package."""

    directory: Traversable

    @classmethod
    def of(cls, directory: Path | None) -> Source:
        """Return the directory, or the packaged portfolio for None.

        Errors: InputError when it is no directory, lacks ``portfolio.json`` or holds an unknown
        JSON Lines file, which would otherwise be passed over in silence.
        """
        source = cls(files("tomoni.data") / "portfolio" if directory is None else directory)
        with _readable(source.directory):
            source._refuse_other_directories()
        return source

    def _refuse_other_directories(self) -> None:
        if not self.directory.is_dir():
            raise InputError(
                "There is no such portfolio directory.",
                where=Where(file=str(self.directory)),
                do=f"Name a directory that holds {HEADER_NAME}.",
            )
        if not self._file(HEADER_NAME).is_file():
            raise InputError(
                f"The directory holds no {HEADER_NAME}.",
                where=Where(file=self.path_of(HEADER_NAME)),
                do="Write one: the how-to on portfolios shows it.",
            )
        known = {file.file_name for file in FILES}
        for entry in self.directory.iterdir():
            if entry.name.endswith(".jsonl") and entry.name not in known:
                raise InputError(
                    "A portfolio has no such file.",
                    where=Where(file=self.path_of(entry.name)),
                    do=f"Rename or remove it. The files are {', '.join(sorted(known))}.",
                )

    def path_of(self, name: str) -> str:
        """Return the path of one file, for messages."""
        return str(self._file(name))

    def header_text(self) -> bytes:
        """Return the bytes of ``portfolio.json``. Errors: StorageError."""
        path = self._file(HEADER_NAME)
        with _readable(path):
            return path.read_bytes()

    def present(self) -> tuple[PortfolioFile, ...]:
        """Return the files that the directory holds, in the order of loading."""
        return tuple(file for file in FILES if self._file(file.file_name).is_file())

    def lines(self, file: PortfolioFile) -> Iterator[SourceLine]:
        """Yield the lines of one file that are not blank. Errors: StorageError when unreadable."""
        for number, text in self.raw_lines(file):
            yield read_line(number, text)

    def raw_lines(self, file: PortfolioFile) -> Iterator[tuple[int, bytes]]:
        """Yield number and bytes of each line that is not blank, cut off when overlong."""
        path = self._file(file.file_name)
        with _readable(path), path.open("rb") as handle:
            number = 0
            while text := handle.readline(LONGEST_LINE_BYTES + 1):
                number += 1
                rest = text
                while len(rest) > LONGEST_LINE_BYTES and not rest.endswith(b"\n"):
                    rest = handle.readline(LONGEST_LINE_BYTES + 1)
                if number == 1:
                    text = text.removeprefix(_BYTE_ORDER_MARK)
                if text.strip():
                    yield number, text

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every file's bytes, by the file's name. Errors: StorageError."""
        found = {}
        for name in (HEADER_NAME, *(file.file_name for file in self.present())):
            path = self._file(name)
            with _readable(path), path.open("rb") as handle:
                found[name] = hashlib.file_digest(handle, "sha256").hexdigest()  # type: ignore[arg-type]
        return found

    def count_lines(self, file: PortfolioFile) -> int:
        """Return how many lines a file has that are not blank."""
        return sum(1 for _ in self.raw_lines(file))

    def _file(self, name: str) -> Traversable:
        return self.directory / name


@contextmanager
def _readable(path: Traversable) -> Iterator[None]:
    """Say where and why reading failed. Errors: StorageError."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"It cannot be read: {error.strerror}.",
            where=Where(file=str(path)),
            do="Check its permissions and the disk.",
        ) from error


class _Fault(ValueError):
    """Why a line cannot be read as a row."""


def _refuse_constant(name: str) -> Any:
    raise _Fault(f"{name} is no JSON number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Fault(f"the field {twice!r} stands there twice")
    return row


def read_json(text: str) -> Any:
    """Read JSON strictly: no field twice, no NaN; decimals as ``Decimal``, never as floats.

    Errors: ValueError with the reason.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=Decimal
        )
    except _Fault:
        raise
    except RecursionError as error:
        raise _Fault("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        # Some messages end in "at", for a place of their own to follow.
        reason = error.msg.removesuffix(" at")
        raise _Fault(f"it is not JSON: {reason} at character {error.pos + 1}") from error
    except ArithmeticError as error:
        raise _Fault("a number in it is too large") from error


def read_line(number: int, text: bytes) -> SourceLine:
    """Read one line as a JSON object; a line that is none comes back with its fault."""
    if len(text) > LONGEST_LINE_BYTES:
        return SourceLine(number, None, f"the line is longer than {LONGEST_LINE_BYTES} bytes")
    try:
        value = read_json(text.decode("utf-8"))
    except UnicodeDecodeError as error:
        return SourceLine(number, None, f"it is not UTF-8: byte {error.start + 1} is wrong")
    except ValueError as error:
        return SourceLine(number, None, str(error))
    if not isinstance(value, dict):
        return SourceLine(number, None, "it is not a JSON object")
    return SourceLine(number, value)

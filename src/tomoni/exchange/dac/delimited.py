"""Text with delimiters into batches: fast by Arrow, and line by line where quotes are broken."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from tomoni.catalogue.errors import InputError, Where

Batch = tuple[list[int], pa.RecordBatch]
Rejected = tuple[int, str, str]
"""A row that could not be cut into cells: its number, why, its text."""
Reject = Callable[[int, str, str], None]
Reopen = Callable[[], AbstractContextManager[IO[bytes]]]

_BLOCK = 16 << 20
_BATCH = 20_000
# A description may hold line breaks; more than these in one cell is a quote that was never closed.
_MOST_LINES = 200
_LONGEST_CELL = 1 << 20
WRONG_COUNT = "cell_count"
OPEN_QUOTE = "open_quote"


@dataclass(frozen=True, slots=True)
class Format:
    """Encoding and delimiter of a text file."""

    encoding: str
    delimiter: str


csv.field_size_limit(_LONGEST_CELL)


class _QuoteSwallowed(Exception):
    """A quote was left open and took whole rows into one cell."""


def delimited_batches(reopen: Reopen, form: Format, name: str, reject: Reject) -> Iterator[Batch]:
    """Yield batches of text with the number of each row.

    Where a quote is left open, the rows that were not yielded yet are read again line by line.
    Errors: InputError for a file without rows that can be read.
    """
    done = 0
    headings = _headings(reopen, form, name)
    try:
        with reopen() as file:
            for numbers, batch in _fast(file, form, headings, reject):
                yield numbers, batch
                done = numbers[-1] if numbers else done
    except (_QuoteSwallowed, pa.ArrowInvalid):
        yield from _whole(name, _slow(reopen, form, headings, done, reject))
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged(name) from error


def _whole(name: str, batches: Iterator[Batch]) -> Iterator[Batch]:
    try:
        yield from batches
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> InputError:
    return InputError("The file is cut short or damaged.", where=Where(name), do="Fetch it again.")


def _fast(file: IO[bytes], form: Format, headings: list[str], reject: Reject) -> Iterator[Batch]:
    waiting: list[Rejected] = []

    def put_aside(row: Any) -> str:
        # Arrow counts the headings as row 1.
        waiting.append((row.number - 1, WRONG_COUNT, row.text))
        return "skip"

    reader = pa_csv.open_csv(
        pa.PythonFile(file, mode="r"),
        read_options=pa_csv.ReadOptions(
            use_threads=False, block_size=_BLOCK, encoding=form.encoding
        ),
        parse_options=pa_csv.ParseOptions(
            delimiter=form.delimiter, newlines_in_values=True, invalid_row_handler=put_aside
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(headings, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    )
    if reader.schema.names != headings:
        raise _QuoteSwallowed
    row = 1
    for batch in reader:
        _refuse_swallowed(batch, waiting, form)
        aside = {number for number, _, _ in waiting}
        numbers: list[int] = []
        while len(numbers) < batch.num_rows:
            if row not in aside:
                numbers.append(row)
            row += 1
        # Arrow reads ahead: what lies behind this batch waits for its own.
        for one in (one for one in waiting if one[0] < row):
            reject(*one)
        waiting[:] = [one for one in waiting if one[0] >= row]
        yield numbers, batch
    _refuse_swallowed(pa.RecordBatch.from_pylist([], reader.schema), waiting, form)
    for one in waiting:
        reject(*one)


def _headings(reopen: Reopen, form: Format, name: str) -> list[str]:
    try:
        with reopen() as file, _text(file, form) as text:
            first = text.readline().removeprefix("\ufeff")
        cells = next(csv.reader([first], delimiter=form.delimiter), [])
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _damaged(name) from error
    except csv.Error as error:
        raise InputError(f"The headings cannot be read: {error}.", where=Where(name, 1)) from error
    if not any(cell.strip() for cell in cells):
        raise InputError("The first line holds no headings.", where=Where(name, 1))
    return cells


def _text(file: IO[bytes], form: Format) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding=form.encoding, newline="")


def _refuse_swallowed(batch: pa.RecordBatch, rejected: list[Rejected], form: Format) -> None:
    delimiters = batch.num_columns - 1
    if any(_swallows(text, form, delimiters) for _, _, text in rejected):
        raise _QuoteSwallowed
    for column in batch.columns:
        lines = pc.count_substring(column, "\n")
        for at in pc.indices_nonzero(pc.fill_null(pc.greater(lines, 0), False)).to_pylist():
            if _swallows(column[at].as_py(), form, delimiters):
                raise _QuoteSwallowed


def _swallows(text: str, form: Format, delimiters: int) -> bool:
    """Whether a cell, or a row that was put aside, holds a whole further row."""
    inner = text.split("\n")[1:]
    return len(inner) > _MOST_LINES or any(
        line.count(form.delimiter) >= delimiters > 0 for line in inner
    )


def _slow(
    reopen: Reopen, form: Format, headings: list[str], done: int, reject: Reject
) -> Iterator[Batch]:
    """Read line by line, beginning after row ``done``."""
    numbers: list[int] = []
    rows: list[list[str | None]] = []
    with reopen() as file, _text(file, form) as text:
        text.readline()
        for number, (cells, raw) in enumerate(_records(text, form, len(headings)), start=1):
            if number <= done:
                continue
            if isinstance(cells, str):
                reject(number, cells, raw)
                continue
            numbers.append(number)
            rows.append([cell or None for cell in cells])
            if len(rows) == _BATCH:
                yield numbers, _batch(headings, rows)
                numbers, rows = [], []
    if rows:
        yield numbers, _batch(headings, rows)


def _batch(headings: list[str], rows: list[list[str | None]]) -> pa.RecordBatch:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays(columns, names=headings)


def _records(
    lines: Iterator[str], form: Format, width: int
) -> Iterator[tuple[list[str] | str, str]]:
    """Yield the cells of each record, or why it has none, with its text as it stands."""
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        if not line.strip():
            continue
        cells = _cells(line, form)
        taken = [line]
        while cells is None and len(taken) < _MOST_LINES:
            following = waiting.pop(0) if waiting else next(lines, None)
            if following is None:
                break
            whole = _cells(following, form)
            if whole is not None and len(whole) == width:
                waiting.insert(0, following)
                break
            taken.append(following)
            cells = _cells("".join(taken), form)
        raw = "".join(taken).rstrip("\r\n")
        if cells is None:
            waiting = taken[1:] + waiting
            yield OPEN_QUOTE, line.rstrip("\r\n")
        elif len(cells) != width:
            yield WRONG_COUNT, raw
        else:
            yield cells, raw


def _cells(record: str, form: Format) -> list[str] | None:
    """Return the cells of a record; None while a quote is open or badly closed."""
    try:
        return next(csv.reader([record], delimiter=form.delimiter, strict=True), [])
    except csv.Error:
        return None

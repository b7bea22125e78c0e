"""Reads one file in a process of its own, which opens no ledger and imports no Django.

A file may be hostile: the process has bounds of memory and time, and may die of them.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tomoni.catalogue.document_refusals import DocumentRefusedError, refused
from tomoni.catalogue.errors import StorageError
from tomoni.exchange.documents import DocumentText, check_disguise, edition_of, read_document
from tomoni.exchange.documents.open import LARGEST_FILE, MEDIA_TYPES
from tomoni.reading.proposals import Proposal
from tomoni.reading.read import ReadText
from tomoni.records.actions.reading.values import (
    FileRefused,
    ProposedAt,
    TextRead,
    TextValues,
)

MOST_SECONDS = 300
MOST_MEMORY = 4 * 2**30
MOST_PROPOSALS = 100_000
_LOOKS_UP_EVERY = 0.5
# Zero-width characters change a number they stand in or at; turns of direction a whole line.
_IN_NUMBER = re.compile("[\u200b-\u200f\u2060-\u2064\u00ad\ufeff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class _TooLong(Exception):
    """The time for one file is over."""


def begin_process(parent: int) -> None:
    """Bound what this process may take, and end it with its parent; called once when it starts."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _end_with(parent: int) -> None:
    # A parent that is killed tells its children nothing: they would wait for work for ever.
    while os.getppid() == parent:
        time.sleep(_LOOKS_UP_EVERY)
    os._exit(1)


def read_source(path: str, name: str, seconds: int = MOST_SECONDS) -> TextRead | FileRefused:
    """Return what comes of a file: its text with its proposals, or why it is not read."""
    try:
        with _bounded_time(seconds):
            return _read(Path(path), name)
    except DocumentRefusedError as error:
        return FileRefused(error.reason, error.parameters)
    except StorageError as error:
        return FileRefused("file_gone", {"reason": error.what})
    except (_TooLong, MemoryError):
        return FileRefused("reading_stopped", {"seconds": str(seconds)})
    except Exception as error:  # noqa: BLE001 (one file's fault must not keep the others waiting)
        return FileRefused("reader_failed", {"error": type(error).__name__})


@contextmanager
def _bounded_time(seconds: int) -> Iterator[None]:
    """Raise in our own code when the time is over; inside of a library, have the system kill us."""

    def ring(*_: object) -> None:
        raise _TooLong

    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + 2 * seconds, hard))
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _read(path: Path, name: str) -> TextRead | FileRefused:
    size = _checked_size(path, name)
    document = read_document(path, name)
    text = ReadText(document.text)
    proposals: list[Proposal] = []
    for found in (text.figures(), text.roles()):
        for one in found:
            proposals.append(one)
            if len(proposals) > MOST_PROPOSALS:
                return FileRefused("text_of_numbers", {"limit": f"{MOST_PROPOSALS:,}"})
    proposals.sort(key=lambda one: (one.start, one.end))
    starts = [part.start for part in document.parts]
    return TextRead(
        values_of(document, size),
        tuple(_placed(document, starts, one) for one in proposals),
    )


def _checked_size(path: Path, name: str) -> int:
    """Look at the kind of a file before anything reads it, and return its size."""
    try:
        size = path.stat().st_size
        if size <= LARGEST_FILE:
            check_disguise(name, path.read_bytes())
    except OSError as error:
        raise refused("file_gone", reason=error.strerror or "unknown") from error
    return size


def values_of(document: DocumentText, size: int) -> TextValues:
    """Return a text as the ledger takes it."""
    edition = edition_of(document.text)
    return TextValues(
        text=document.text,
        kind_code=document.kind,
        media_type=MEDIA_TYPES[document.kind],
        encoding=document.encoding,
        language_code=document.language or "en",
        source_name=document.name,
        source_sha256=document.sha256,
        source_bytes=size,
        pages=tuple((mark.start, mark.label) for mark in document.pages),
        headings=tuple((mark.start, mark.label) for mark in document.headings),
        parts=tuple((part.start, part.end, part.kind) for part in document.parts),
        edition_year=edition.year,
        edition_basis_code=edition.basis,
        edition_evidence=edition.evidence,
        period_start=edition.period_start,
        period_end=edition.period_end,
        period_basis_code=edition.period_basis,
        notes=document.notes,
    )


def _placed(document: DocumentText, starts: list[int], one: Proposal) -> ProposedAt:
    position = bisect_right(starts, one.start) - 1
    part = document.parts[position] if position >= 0 else None
    return ProposedAt(
        one,
        page=document.page_at(one.start),
        section=document.heading_at(one.start) or one.section,
        part=part.kind if part is not None and one.start < part.end else None,
        hides=hides(document.text, one.start, one.end),
    )


def hides(text: str, start: int, end: int) -> bool:
    """Whether a span may look other than it reads: by characters in it, or turns in its line."""
    if _IN_NUMBER.search(text, max(0, start - 1), end + 1):
        return True
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    return _TURNS.search(text, line_start, len(text) if line_end < 0 else line_end) is not None

"""Files that visitors send to be checked: bounded in size and number, never kept."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

from tomoni.catalogue.errors import BusyError, InputError, NotFoundError, TooLargeError, Where
from tomoni.exchange.iati.check.apart import Asked, Form, check_apart

_MINUTE = 60.0
_FORM_BYTES = 4096
# The least lately heard of are forgotten first.
_MOST_ADDRESSES = 10_000
_LONGEST_NAME = 120
_SECONDS_TO_WAIT = 10.0
# A check takes a core and some hundred megabytes.
_CHECKERS = threading.BoundedSemaphore(2)


class Turns:
    """How often each address had its turn within the last minute."""

    def __init__(self) -> None:
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str, most: int, now: float) -> None:
        """Count one turn. BusyError when the address had ``most`` of them within the minute."""
        with self._lock:
            taken = self._taken.setdefault(address, deque())
            self._taken.move_to_end(address)
            while taken and taken[0] <= now - _MINUTE:
                taken.popleft()
            if len(taken) >= most:
                raise BusyError(
                    f"From your address {most} files were sent within a minute.",
                    do="Try again in a minute, or check on a machine of your own.",
                )
            taken.append(now)
            if len(self._taken) > _MOST_ADDRESSES:
                self._taken.popitem(last=False)


_TURNS = Turns()


def forget_turns() -> None:
    """Forget who had a turn: for tests, which all come from one address."""
    _TURNS._taken.clear()


def largest_file() -> int:
    """Return the size in bytes of the largest file that is checked here; 0: none is."""
    return int(settings.TOMONI.number("TOMONI_IATI_CHECK_MEGABYTES")) * 2**20


def check_sent(request: HttpRequest, form: Form, language: str, name: str = "") -> bytes:
    """Return what a check of the sent file found, in a form of ``check_apart``.

    The file is the field ``file`` of a form, or else the body as it is; ``name`` is what it is then
    called. Errors: NotFoundError where nothing is checked, TooLargeError, BusyError; InputError
    when there is no file, or it cannot be checked.
    """
    largest = largest_file()
    if not largest:
        raise NotFoundError("This site checks no files.")
    _check_length(request, largest)
    most = settings.TOMONI.number("TOMONI_IATI_CHECKS_PER_MINUTE")
    _TURNS.take(request.META.get("REMOTE_ADDR", ""), most, time.monotonic())
    with _turn():
        data, called = _sent(request, largest, name)
        return check_apart(data, Asked(called, form, language, largest))


def _check_length(request: HttpRequest, largest: int) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > largest + _FORM_BYTES:
        raise _too_large(largest)


def _too_large(largest: int) -> TooLargeError:
    return TooLargeError(
        f"The file is larger than {largest // 2**20} MiB.",
        do="Send it as gzip or zip, or check it on a machine of your own: tomoni iati check FILE.",
    )


@contextmanager
def _turn() -> Iterator[None]:
    if not _CHECKERS.acquire(timeout=_SECONDS_TO_WAIT):
        raise BusyError("Too many files are being checked.", do="Try again in a moment.")
    try:
        yield
    finally:
        _CHECKERS.release()


class _InMemory(MemoryFileUploadHandler):
    """Keeps the file in memory whatever its size, which was looked at before."""

    def handle_raw_input(
        self,
        input_data: BinaryIO,
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        self.activated = True


def _sent(request: HttpRequest, largest: int, name: str) -> tuple[bytes, str]:
    if request.content_type == "multipart/form-data":
        request.upload_handlers = [_InMemory(request)]
        file = request.FILES.get("file")
        data, called = (b"", "") if file is None else (file.read(), file.name or "")
    else:
        data, called = request.read(largest + 1), name
    if not data:
        raise InputError("No file was sent.", where=Where(field="file"), do="Choose an IATI file.")
    if len(data) > largest:
        raise _too_large(largest)
    return data, called[-_LONGEST_NAME:] or "file.xml"

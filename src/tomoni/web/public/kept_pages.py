"""Pages kept in memory: a page of a snapshot never changes, so that it is made once a process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .live import is_live

# At most 256 pages of 200 kB: 50 MB a process.
PAGES = 256
PAGE_BYTES = 200_000
ADDRESS_LENGTH = 300


class KeptPages:
    """Answers an address asked before from memory; the least lately asked page goes first.

    Only whole pages that were found are kept: no file, no stream, no error. What a page holds
    depends on its address alone, never on who asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._pages: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from memory, or make the page and keep it."""
        address = request.get_full_path()
        if request.method != "GET" or len(address) > ADDRESS_LENGTH or is_live(request):
            return self.get_response(request)
        kept = self._kept(address)
        if kept is not None:
            body, headers = kept
            return HttpResponse(body, headers=headers)
        response = self.get_response(request)
        if _may_keep(response):
            self._keep(address, response)
        return response

    def _kept(self, address: str) -> tuple[bytes, dict[str, str]] | None:
        with self._lock:
            if address not in self._pages:
                return None
            self._pages.move_to_end(address)
            return self._pages[address]

    def _keep(self, address: str, response: HttpResponse) -> None:
        with self._lock:
            self._pages[address] = (response.content, dict(response.items()))
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)


def _may_keep(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.has_header("Content-Disposition")
        and len(response.content) <= PAGE_BYTES
    )

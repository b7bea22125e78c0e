"""Tabs over the pages of one record: applications add theirs, each at its place in a chain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


class _Named(Protocol):
    public_id: str


AnyRecord = TypeVar("AnyRecord", bound=_Named)


def _always(record: object) -> bool:
    return True


def _nothing(record: object) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Tab(Generic[AnyRecord]):
    """One tab. ``url_name`` takes the record's id; ``shows``: whether this record has it.

    ``waits``: what the reader may do there now, in words.
    """

    name: str
    url_name: str
    words: str | Promise
    shows: Callable[[AnyRecord], bool] = _always
    waits: Callable[[AnyRecord], Sequence[str]] = _nothing


class Tabs(Generic[AnyRecord]):
    """The tabs of one kind of record. ``chain``: their names in order; others follow those."""

    def __init__(self, chain: Sequence[str]) -> None:
        self.chain = tuple(chain)
        self._tabs: list[Tab[AnyRecord]] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tabs that were added, in order."""
        return tuple(tab.name for tab in self._tabs)

    def add(self, tab: Tab[AnyRecord]) -> None:
        """Add a tab once, at its place in the chain."""
        if tab.name not in self.names:
            self._tabs.append(tab)
            self._tabs.sort(key=lambda one: self._place(one.name))

    def of(self, record: AnyRecord, here: str) -> list[dict[str, object]]:
        """Return the tabs of a record: words, path, whether the page is there."""
        return [
            {"words": tab.words, "path": path, "is_here": tab.name == here}
            for tab, path in self._shown(record)
        ]

    def waiting(self, record: AnyRecord) -> list[dict[str, str]]:
        """Return what may be done now: words, and the path of the tab where it is done."""
        return [
            {"words": words, "path": path}
            for tab, path in self._shown(record)
            for words in tab.waits(record)
        ]

    def _place(self, name: str) -> int:
        return self.chain.index(name) if name in self.chain else len(self.chain)

    def _shown(self, record: AnyRecord) -> list[tuple[Tab[AnyRecord], str]]:
        shown = []
        for tab in self._tabs:
            if tab.shows(record):
                try:
                    shown.append((tab, reverse(tab.url_name, args=[record.public_id])))
                except NoReverseMatch:
                    continue
        return shown

"""The places of the desk that somebody may go to: the entries of the navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. ``may_go``: whether these roles see it."""

    url_name: str
    words: str | Promise
    may_go: Callable[[frozenset[str]], bool]

    def path(self) -> str | None:
        """Return the address; None where the page is not installed."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return None


_PLACES: list[Place] = []


def add_place(place: Place) -> None:
    """Add an entry once; applications do so when they are ready, in the order of their listing."""
    if all(one.url_name != place.url_name for one in _PLACES):
        _PLACES.append(place)


def open_places(request: HttpRequest, roles: frozenset[str]) -> list[dict[str, object]]:
    """Return the entries that these roles see: words, path, whether the request is there."""
    paths = [(place.words, place.path()) for place in _PLACES if place.may_go(roles)]
    around = [path for _, path in paths if path is not None and _is_in(request.path, path)]
    # Of two places, one within the other, the inner one is where the request is.
    here = max(around, key=len, default=None)
    return [
        {"words": words, "path": path, "is_here": path == here}
        for words, path in paths
        if path is not None
    ]


def _is_in(path: str, place: str) -> bool:
    return path == place or (place != "/" and path.startswith(place))

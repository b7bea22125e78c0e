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
    found: list[dict[str, object]] = []
    for place in _PLACES:
        path = place.path() if place.may_go(roles) else None
        if path is not None:
            here = request.path == path or (path != "/" and request.path.startswith(path))
            found.append({"words": place.words, "path": path, "is_here": here})
    return found

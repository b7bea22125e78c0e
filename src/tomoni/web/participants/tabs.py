"""The tabs of a participant's own page of one edition: other applications add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from tomoni.records.models import Participation


def _always(participation: Participation) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. ``url_name`` takes the participation's id; ``shows``: whether it has this tab."""

    name: str
    url_name: str
    words: str | Promise
    shows: Callable[[Participation], bool] = _always


_TABS: list[Tab] = []


def add_participant_tab(tab: Tab) -> None:
    """Add a tab once, after those that are there."""
    if all(one.name != tab.name for one in _TABS):
        _TABS.append(tab)


def participant_tabs(participation: Participation, here: str) -> list[dict[str, object]]:
    """Return the tabs of a participation: words, path, whether the page is there."""
    found: list[dict[str, object]] = []
    for tab in _TABS:
        if not tab.shows(participation):
            continue
        try:
            path = reverse(tab.url_name, args=[participation.public_id])
        except NoReverseMatch:
            continue
        found.append({"words": tab.words, "path": path, "is_here": tab.name == here})
    return found

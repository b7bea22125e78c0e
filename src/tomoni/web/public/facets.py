"""Filters of the list of activities as links: each is an address that can be shared.

A list can have hundreds of them, so that they are written here and not by a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tomoni.publish.listing import FACETS, FacetValue, ListingQuery
from tomoni.publish.paths import page_path

from .render import language, localised

VALUES_SHOWN = 10


def question(query: ListingQuery, without: str | None = None) -> list[tuple[str, str]]:
    """Return the parts of an address that ask a query again, from its first page."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(facet, code) for facet, codes in query.filters if facet != without for code in codes]
    return [*pairs, ("order", query.order)] if query.order else pairs


def list_address(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the address of the list with these parts of a question."""
    asked = urlencode(list(pairs))
    path = localised(page_path("activity"))
    return f"{path}?{asked}" if asked else path


class FacetLinks:
    """The links of one facet, each with the number of activities it would leave."""

    def __init__(self, query: ListingQuery, facet: str) -> None:
        self.facet = facet
        self.chosen = tuple(
            code for name, codes in query.filters if name == facet for code in codes
        )
        self._base = list_address(question(query, without=facet))

    def address(self, codes: Sequence[str]) -> str:
        """Return the address with these codes of the facet chosen."""
        if not codes:
            return self._base
        asked = "&".join(f"{self.facet}={quote_plus(code)}" for code in codes)
        return f"{self._base}{'&' if '?' in self._base else '?'}{asked}"

    def without(self, code: str) -> str:
        """Return the address with a chosen code taken away."""
        return self.address([each for each in self.chosen if each != code])

    def item(self, value: FacetValue) -> str:
        """Return one value as a list item: a chosen one takes itself away."""
        words = escape(value.ja if language() == "ja" else value.en)
        if value.is_chosen:
            address, state = self.without(value.code), ' aria-current="true"'
        else:
            address, state = self.address((*self.chosen, value.code)), ""
        return (
            f'<li><a href="{escape(address)}" rel="nofollow"{state}>{words}</a>'
            f'<span class="c">{value.count:,}</span></li>'
        )


def render_facets(query: ListingQuery, found: Mapping[str, list[FacetValue]]) -> SafeString:
    """Return all filters with their values, the most frequent first, years from the latest."""
    titles = {
        "level": gettext("Whole or part"),
        "theme": gettext("Theme"),
        "kind": gettext("Kind"),
        "country": gettext("Country named as recipient"),
        "framework": gettext("Framework"),
        "year": gettext("Year"),
    }
    more = escape(gettext("more"))
    made = []
    for facet in FACETS:
        values = list(found.get(facet, ()))
        if not values:
            continue
        if facet == "year":
            values.sort(key=lambda value: value.code, reverse=True)
        # A chosen value stays in sight wherever it stands in the order.
        values.sort(key=lambda value: not value.is_chosen)
        links = FacetLinks(query, facet)
        items = [links.item(value) for value in values]
        shown = f"<ul>{''.join(items[:VALUES_SHOWN])}</ul>"
        if items[VALUES_SHOWN:]:
            rest = "".join(items[VALUES_SHOWN:])
            shown += f"<details><summary>{more}</summary><ul>{rest}</ul></details>"
        title = escape(titles[facet])
        made.append(f"<details open><summary>{title}</summary>{shown}</details>\n")
    return mark_safe("".join(made))


def chosen_filters(
    query: ListingQuery, names: Mapping[tuple[str, str], tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return the filters in force, each with its wording and the address without it."""
    place = 1 if language() == "ja" else 0
    return [
        {
            "words": names[facet, code][place],
            "address": FacetLinks(query, facet).without(code),
        }
        for facet, codes in query.filters
        for code in codes
    ]

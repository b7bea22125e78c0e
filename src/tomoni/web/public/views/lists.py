"""The list of activities and the search of the whole site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tomoni.publish.listing import FACETS, HIDDEN_FACETS, ORDERS, FacetValue, ListingQuery
from tomoni.publish.paths import page_path

from ..render import language, localised
from ..site import store

VALUES_SHOWN = 10
LONGEST_QUERY = 200
MOST_PAGES = 100_000


@dataclass(frozen=True)
class Choice:
    """One link of a facet."""

    words: str
    count: int
    address: str
    is_chosen: bool


def query_of(asked: QueryDict) -> ListingQuery:
    """Return the query that an address asks for; what it does not know is ignored."""
    filters = tuple(
        (facet, tuple(sorted(set(asked.getlist(facet)))[:20]))
        for facet in (*FACETS, *HIDDEN_FACETS)
        if asked.get(facet)
    )
    order = asked.get("order", "")
    page = asked.get("page", "1")
    return ListingQuery(
        text=asked.get("q", "").strip()[:LONGEST_QUERY],
        filters=filters,
        order=order if order.removeprefix("-") in ORDERS else "",
        page=min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() else 1,
    )


def _address(query: ListingQuery, **changes: Any) -> str:
    """Return the address of a query with some parts changed; a facet maps to its codes."""
    filters = dict(query.filters)
    filters.update(
        {name: codes for name, codes in changes.items() if name in FACETS + HIDDEN_FACETS}
    )
    pairs: list[tuple[str, str]] = []
    text = changes.get("q", query.text)
    if text:
        pairs.append(("q", text))
    pairs += [(facet, code) for facet, codes in filters.items() for code in codes]
    order = changes.get("order", query.order)
    if order:
        pairs.append(("order", order))
    page = changes.get("page", 1)
    if page > 1:
        pairs.append(("page", str(page)))
    path = localised(page_path("activity"))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _choice(query: ListingQuery, facet: str, value: FacetValue) -> Choice:
    chosen = dict(query.filters).get(facet, ())
    codes = tuple(code for code in chosen if code != value.code)
    if not value.is_chosen:
        codes = (*chosen, value.code)
    words = value.ja if language() == "ja" else value.en
    return Choice(words, value.count, _address(query, **{facet: codes}), value.is_chosen)


def _facets(query: ListingQuery, found: dict[str, list[FacetValue]]) -> list[dict[str, Any]]:
    titles = {
        "level": gettext("Whole or part"),
        "theme": gettext("Theme"),
        "kind": gettext("Kind"),
        "country": gettext("Country named as recipient"),
        "framework": gettext("Framework"),
        "year": gettext("Year"),
    }
    made = []
    for facet in FACETS:
        values = found.get(facet, [])
        if facet == "year":
            values = sorted(values, key=lambda value: value.code, reverse=True)
        choices = [_choice(query, facet, value) for value in values]
        # A chosen value stays in sight wherever it stands in the order.
        choices.sort(key=lambda choice: not choice.is_chosen)
        if choices:
            made.append(
                {
                    "title": titles[facet],
                    "first": choices[:VALUES_SHOWN],
                    "rest": choices[VALUES_SHOWN:],
                }
            )
    return made


def _chosen(query: ListingQuery) -> list[Choice]:
    made = []
    for facet, codes in query.filters:
        for code in codes:
            en, ja = store().facet_name(facet, code)
            left = tuple(other for other in codes if other != code)
            words = ja if language() == "ja" else en
            made.append(Choice(words, 0, _address(query, **{facet: left}), True))
    return made


def _orders(query: ListingQuery) -> list[dict[str, Any]]:
    words = {
        "": gettext("by theme, wholes with their parts"),
        "title": gettext("by title"),
        "-start": gettext("newest first"),
        "start": gettext("oldest first"),
        "-reported": gettext("latest report first"),
    }
    return [
        {"words": text, "address": _address(query, order=order), "is_chosen": order == query.order}
        for order, text in words.items()
    ]


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The list of activities: text, facets, order, pages, all in the address."""
    query = query_of(request.GET)
    found = store().listing(query)
    columns = store().page("index", "activity")["columns"]
    context = {
        "query": query,
        "found": found,
        "columns": columns,
        "facets": _facets(query, found.facets),
        "chosen": _chosen(query),
        "orders": _orders(query),
        "hidden": [(facet, code) for facet, codes in query.filters for code in codes],
        "earlier": _address(query, page=found.page - 1) if found.page > 1 else None,
        "later": _address(query, page=found.page + 1) if found.page < found.pages else None,
        "downloads": urlencode(
            [("q", query.text)] * bool(query.text)
            + [(facet, code) for facet, codes in query.filters for code in codes]
            + [("order", query.order)] * bool(query.order)
        ),
        "everything": localised(page_path("activity")),
    }
    return render(request, "public/activities.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that a text finds, kind by kind."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    groups = store().search(text) if text else []
    titles = section_titles()
    shown = [
        {
            "kind": group.kind,
            "title": titles[group.kind],
            "hits": group.hits,
            "more": group.has_more,
        }
        for group in groups
    ]
    more = f"{localised(page_path('activity'))}?{urlencode([('q', text)])}"
    return render(
        request, "public/search.html", {"text": text, "groups": shown, "all_activities": more}
    )


def section_titles() -> dict[str, str]:
    """Return the title of every section in the page's language."""
    return {
        "activity": gettext("Activities"),
        "country": gettext("Countries"),
        "theme": gettext("Themes"),
        "framework": gettext("Frameworks"),
        "organisation": gettext("Organisations"),
        "series": gettext("Series"),
        "pledge": gettext("Pledges"),
        "figure": gettext("Figures"),
        "document": gettext("Documents"),
        "claim": gettext("Claims"),
        "finding": gettext("Findings"),
    }

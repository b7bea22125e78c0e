"""The list of activities and the search of the whole site."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tomoni.publish.listing import FACETS, HIDDEN_FACETS, ORDERS, ListingQuery
from tomoni.publish.paths import page_path

from ..facets import chosen_filters, list_address, question, render_facets
from ..render import language, localised
from ..site import store

LONGEST_QUERY = 200
MOST_PAGES = 100_000


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


def _orders(query: ListingQuery) -> list[dict[str, Any]]:
    words = {
        "": gettext("by theme, wholes with their parts"),
        "title": gettext("by title"),
        "-start": gettext("newest first"),
        "start": gettext("oldest first"),
        "-reported": gettext("latest report first"),
    }
    return [
        {
            "words": text,
            "address": list_address(question(replace(query, order=order))),
            "is_chosen": order == query.order,
        }
        for order, text in words.items()
    ]


def _page_address(query: ListingQuery, page: int) -> str:
    pairs = question(query)
    return list_address([*pairs, ("page", str(page))] if page > 1 else pairs)


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The list of activities: text, facets, order, pages, all in the address."""
    query = query_of(request.GET)
    found = store().listing(query, language())
    chosen = {(facet, code) for facet, codes in query.filters for code in codes}
    context = {
        "query": query,
        "found": found,
        "columns": store().page("index", "activity")["columns"],
        "body": mark_safe("\n".join(found.rows)),
        "facets": render_facets(query, found.facets),
        "chosen": chosen_filters(query, {pair: store().facet_name(*pair) for pair in chosen}),
        "orders": _orders(query),
        "hidden": [(facet, code) for facet, codes in query.filters for code in codes],
        "earlier": _page_address(query, found.page - 1) if found.page > 1 else None,
        "later": _page_address(query, found.page + 1) if found.page < found.pages else None,
        "downloads": urlencode(question(query)),
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
        "course": gettext("Courses"),
        "call": gettext("Calls for nominations"),
        "pledge": gettext("Pledges"),
        "figure": gettext("Figures"),
        "document": gettext("Documents"),
        "claim": gettext("Claims"),
        "finding": gettext("Findings"),
        "passage": gettext("Passages of documents"),
        "everyone_country": gettext("Everyone’s activities by country"),
        "everyone_publisher": gettext("Publishers of activities"),
    }

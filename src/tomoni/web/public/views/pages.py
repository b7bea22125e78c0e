"""Pages whose data is kept whole: fetch, sort a table if asked, render."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.themes import THEMES_BY_CODE
from tomoni.publish.cells import Cell, Json, plain
from tomoni.publish.pages_differences import difference_key
from tomoni.publish.paths import CLAIM_PROOF, DUPLICATES, SECTIONS, page_path

from ..render import language
from ..site import everyone, store

KIND_OF_SECTION: dict[str, str] = {section: kind for kind, section in SECTIONS.items()}
KIND_OF_SECTION["differences"] = "difference"
KIND_OF_SECTION["numbers"] = "number"


def page_data(kind: str, key: str) -> Json:
    """Return the data of a page, of a claim's proof or of a proof; Http404 with a plain reason."""
    try:
        if kind == "proof":
            return store().proof(key)
        if kind == "claim":
            return store().proof(CLAIM_PROOF + key)
        return store().page(kind, key)
    except NotFoundError as error:
        raise Http404(error.what) from error


def page_to_show(request: HttpRequest, kind: str, key: str) -> Json:
    """Return the data of a page with its long parts drawn, but whole where a table is sorted."""
    if "sort" in request.GET or kind in ("proof", "claim"):
        return page_data(kind, key)
    try:
        return store().drawn_page(kind, key, language())
    except NotFoundError as error:
        raise Http404(error.what) from error


def _sort_key(cell: Cell) -> tuple[int, Decimal, str]:
    """Order numbers by value and words by letter; what is not stated comes last."""
    if cell is None:
        return (2, Decimal(0), "")
    if isinstance(cell, dict):
        if cell["t"] == "number" and not cell.get("stated"):
            return (0, Decimal(cell["value"]), "")
        if cell["t"] in ("ordinal", "count", "money", "found", "percent"):
            return (0, Decimal(cell["value"]), "")
    return (1, Decimal(0), plain(cell).casefold())


def sorted_tables(data: Json, asked: str) -> tuple[str, str, bool] | None:
    """Sort one table of a page in place, as ``?sort=table.column`` or ``table.-column`` asks.

    Returns table, column and whether from the last; None when the address asks for nothing known.
    """
    name, _, key = asked.partition(".")
    table = data.get("tables", {}).get(name)
    is_reversed, key = key.startswith("-"), key.removeprefix("-")
    if table is None:
        return None
    keys = [head["key"] for head in table["columns"]]
    if key not in keys:
        return None
    place = keys.index(key)
    stated = [row for row in table["rows"] if row[place] is not None]
    silent = [row for row in table["rows"] if row[place] is None]
    stated.sort(key=lambda row: _sort_key(row[place]), reverse=is_reversed)
    table["rows"] = stated + silent
    return name, key, is_reversed


def shown(request: HttpRequest, template: str, data: Json, **more: Any) -> HttpResponse:
    """Render a page's data with its template."""
    sort = sorted_tables(data, request.GET["sort"]) if "sort" in request.GET else None
    return render(request, f"public/{template}.html", {"data": data, "sort": sort, **more})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The overview."""
    return shown(request, "home", page_to_show(request, "home", ""))


@require_safe
def single(request: HttpRequest, name: str) -> HttpResponse:
    """A page that stands alone: the data page, the page about the site."""
    return shown(request, name, page_to_show(request, name, ""))


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Identifiers of everyone's activities that several records bear."""
    return shown(request, DUPLICATES, page_to_show(request, DUPLICATES, ""))


@require_safe
def index(request: HttpRequest, section: str) -> HttpResponse:
    """The list of one section."""
    kind = KIND_OF_SECTION[section]
    return shown(request, "index", page_to_show(request, "index", kind), kind=kind)


@require_safe
def record(request: HttpRequest, section: str, key: str) -> HttpResponse:
    """The page of one record."""
    kind = KIND_OF_SECTION[section]
    template = "proof" if kind == "claim" else kind
    more = {"beside": _beside(kind, key)} if kind in ("country", "theme") else {}
    return shown(request, template, page_to_show(request, kind, key), kind=kind, key=key, **more)


def _beside(kind: str, key: str) -> str | None:
    """Return where everyone's activities in a country or on a theme stand; None: nowhere here."""
    if kind == "country":
        has_page = store().has_page("everyone_country", key)
        return page_path("everyone_country", key) if has_page else None
    is_named = bool(THEMES_BY_CODE[key].purpose_codes)
    return f"{page_path('everyone')}?theme={key}" if is_named and everyone() else None


@require_safe
def difference(request: HttpRequest, earlier: str, later: str) -> HttpResponse:
    """What a later edition says otherwise than an earlier one."""
    return record(request, "differences", difference_key(earlier, later))


@require_safe
def report_chapter(request: HttpRequest, key: str, chapter: str) -> HttpResponse:
    """One chapter of a report, with the proofs of its numbers below it."""
    data = page_data("report_chapter", f"{key}/{chapter}")
    return shown(request, "report_chapter", data, kind="report", wider=[data["report"]])

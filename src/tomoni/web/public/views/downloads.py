"""The CSV and JSON behind every table and page, finished files, and the snapshot's own tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tomoni.catalogue.errors import NotFoundError
from tomoni.publish.cells import Json
from tomoni.publish.iati_files import iati_file
from tomoni.publish.package import package_file
from tomoni.publish.pages_differences import difference_key
from tomoni.publish.paths import DUPLICATES
from tomoni.publish.twins import link_names, twin_of_page, twin_of_row, twin_of_table

from ..render import language
from ..site import store
from .lists import query_of
from .pages import KIND_OF_SECTION, page_data, sorted_tables

# The title's link is the activity itself.
_LINKED_IN_LIST = ("countries", "reported")
_CSV = "text/csv; charset=utf-8"
_DATA_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": _CSV,
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


def csv_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield rows as lines of CSV that no spreadsheet will run."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([_harmless(text) for text in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet will run as a formula; numbers stay as they are."""
    if text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        try:
            float(text)
        except ValueError:
            return f"'{text}"
    return text


def _table_rows(table: Json) -> Iterator[list[str]]:
    made = twin_of_table(table, language())
    yield made["columns"]
    for row in made["rows"]:
        yield [row[name] or "" for name in made["columns"]]


def attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """Return an answer that a browser keeps as a file of this name."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page_of(section: str | None, key: str | None) -> Json:
    if section is None:
        return page_data("home", "")
    if section in ("data", "about", "everyone"):
        return page_data(section, "")
    if section == "everyone/duplicates":
        return page_data(DUPLICATES, "")
    kind = KIND_OF_SECTION[section]
    return page_data("index", kind) if key is None else page_data(kind, key)


def _table_of(section: str | None, key: str | None, name: str) -> tuple[Json, Json]:
    data = _page_of(section, key)
    table = data.get("tables", {}).get(name)
    if table is None:
        raise Http404(f"This page has no table {name!r}.")
    return data, table


@require_safe
def table_csv(
    request: HttpRequest, name: str, section: str | None = None, key: str | None = None
) -> HttpResponseBase:
    """One table of one page as CSV: exact values, codes as codes."""
    data, table = _table_of(section, key, name)
    sorted_tables(data, request.GET.get("sort", ""))
    response = HttpResponse("".join(csv_lines(_table_rows(table))), content_type=_CSV)
    return attached(
        response, f"{'-'.join(filter(None, (section, key, name))).replace('/', '-')}.csv"
    )


@require_safe
def table_json(
    request: HttpRequest, name: str, section: str | None = None, key: str | None = None
) -> HttpResponse:
    """One table, or with the name ``data`` the whole page, as JSON."""
    if name == "data":
        made = twin_of_page(_page_of(section, key), language())
    else:
        data, table = _table_of(section, key, name)
        sorted_tables(data, request.GET.get("sort", ""))
        made = twin_of_table(table, language())
    about = {"snapshot": store().site["snapshot"], "data": made}
    return JsonResponse(about, json_dumps_params={"ensure_ascii": False})


@require_safe
def difference_csv(request: HttpRequest, name: str, earlier: str, later: str) -> HttpResponseBase:
    """One table of the page about two editions, as CSV."""
    return table_csv(request, name, "differences", difference_key(earlier, later))


@require_safe
def difference_json(request: HttpRequest, name: str, earlier: str, later: str) -> HttpResponse:
    """One table of the page about two editions, or the whole page, as JSON."""
    return table_json(request, name, "differences", difference_key(earlier, later))


def _activities(request: HttpRequest) -> tuple[list[str], Iterator[dict[str, str | None]]]:
    """Return the columns of the list, as filtered, and its rows by column."""
    keys = [head["key"] for head in store().page("index", "activity")["columns"]]
    names = link_names(keys, _LINKED_IN_LIST)
    chosen = language()
    rows = (
        {"activity_id": row["id"], **twin_of_row(keys, names, row["cells"], chosen)}
        for row in store().listing_rows(query_of(request.GET))
    )
    return ["activity_id", *(name for key in keys for name in names[key])], rows


@require_safe
def activities_csv(request: HttpRequest) -> HttpResponseBase:
    """The list of activities, as filtered, as CSV."""
    heads, found = _activities(request)

    def rows() -> Iterator[list[str]]:
        yield heads
        for row in found:
            yield [row[name] or "" for name in heads]

    return attached(StreamingHttpResponse(csv_lines(rows()), content_type=_CSV), "activities.csv")


@require_safe
def activities_json(request: HttpRequest) -> HttpResponseBase:
    """The list of activities, as filtered, as JSON."""
    heads, found = _activities(request)
    about = {"snapshot": store().site["snapshot"], "columns": heads}
    head = json.dumps(about)[:-1] + ', "rows": ['

    def parts() -> Iterator[str]:
        yield head
        for place, row in enumerate(found):
            yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False)
        yield "]}"

    return StreamingHttpResponse(parts(), content_type="application/json")


@require_safe
def kept_file(request: HttpRequest, path: str) -> HttpResponse:
    """A finished file of the site: feed, site map, robots.txt."""
    try:
        media_type, body = store().file(path)
    except NotFoundError as error:
        raise Http404(error.what) from error
    return HttpResponse(body, content_type=media_type)


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The mark of the site, for browsers that ask before they have read a page."""
    found = finders.find("tomoni/icon.svg")
    assert isinstance(found, str), "the icon is part of this package"
    return HttpResponse(Path(found).read_bytes(), content_type="image/svg+xml")


@require_safe
def published_iati(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the IATI standard, as it lies beside the site."""
    path = iati_file(store().path.parent, name)
    if path is None:
        raise Http404(f"No IATI file {name!r} is published here.")
    # The handle is closed by FileResponse.
    return FileResponse(path.open("rb"), content_type=_DATA_TYPES.get(path.suffix))


@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the data package, as it lies beside the site."""
    path = package_file(store().path.parent, name)
    if path is None:
        raise Http404(f"The data package has no file {name!r}.")
    # The handle is closed by FileResponse.
    response = FileResponse(path.open("rb"), content_type=_DATA_TYPES.get(path.suffix))
    return attached(response, path.name)

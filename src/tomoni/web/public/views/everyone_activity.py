"""The page of one activity of anybody: as published, its copies, its versions, its source."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.labels import Label
from tomoni.exchange.iati.lake.differences import parsed
from tomoni.publish import cells
from tomoni.publish.cells import Json, plain
from tomoni.publish.everyone.as_published import (
    elements,
    narratives,
    organisations,
    sectors,
    transactions,
)
from tomoni.publish.everyone.store import EveryoneStore, KeptActivity
from tomoni.publish.source import label_of

from ..site import everyone
from .downloads import attached, csv_lines
from .everyone import country_cells, publisher_cell, spent_cell
from .pages import page_data

# A page stays light: the source has everything.
ELEMENTS_SHOWN, TRANSACTIONS_SHOWN, VERSIONS_SHOWN, CHANGES_SHOWN = 150, 100, 12, 40
TEXT_SHOWN = 240
LARGEST_DRAWN = 4 * 1024 * 1024
_TRANSACTIONS = (
    ("date", Label("Date", "日付")),
    ("type", Label("Type", "種類")),
    ("value", Label("Value", "金額")),
    ("currency", Label("Currency", "通貨")),
    ("value_date", Label("Value date", "換算日")),
    ("provider", Label("Provider", "提供者")),
    ("receiver", Label("Receiver", "受領者")),
    ("description", Label("Description", "説明")),
)


def _opened() -> EveryoneStore:
    store = everyone()
    if store is None:
        raise Http404("This site holds no activities of other publishers.")
    return store


@require_safe
def activity(request: HttpRequest, identifier: str) -> HttpResponse:
    """One activity as published: who publishes it, what it says, every version of it."""
    store = _opened()
    try:
        copies = store.named(identifier)
    except NotFoundError as error:
        raise Http404(error.what) from error
    one = copies[0]
    versions = store.versions(identifier)
    present = {each.record for each in versions if each.record == one.record}
    assert present, "every activity has its version"
    root = _root(store, one)
    about = page_data("everyone", "")["about"]
    context = {
        "data": _page(one, root),
        "about": about,
        "identifier": identifier,
        "is_own": one.facts.get("publisher") in about["own"],
        "copies": [_copy(each) for each in copies] if len(copies) > 1 else [],
        "versions": versions[:VERSIONS_SHOWN],
        "shown_version": next(each for each in versions if each.record == one.record),
        "more_versions": max(0, len(versions) - VERSIONS_SHOWN),
        "changes_shown": CHANGES_SHOWN,
        "publishers": len({each.publisher for each in versions}),
    }
    return render(request, "public/everyone_activity.html", context)


def _root(store: EveryoneStore, one: KeptActivity) -> Any:
    """Return an activity's element; None where it is not well formed, or too large to be drawn."""
    source, namespaces = store.source(one.record)
    return parsed(source, namespaces) if len(source) <= LARGEST_DRAWN else None


def _page(one: KeptActivity, root: Any) -> Json:
    facts = one.facts
    page: Json = {
        "title": facts.get("title") or one.identifier,
        "publisher": publisher_cell(facts),
        "status": _status(facts.get("status_code")),
        "begins": cells.dated(facts.get("begins")),
        "ends": cells.dated(facts.get("ends")),
        "countries": country_cells(facts.get("countries", ())),
        "spent": spent_cell(facts),
        "updated": facts.get("last_updated"),
        "is_secondary": facts.get("is_secondary", False),
    }
    if root is None:
        return page
    listed = list(elements(root))
    paid = transactions(root)
    return {
        **page,
        "titles": narratives(root, "title")[1:],
        "descriptions": narratives(root, "description"),
        "organisations": organisations(root),
        "sectors": sectors(root),
        "transaction_heads": [cells.words(label) for _, label in _TRANSACTIONS],
        "transactions": sorted(paid, key=lambda row: plain(row[0]), reverse=True)[
            :TRANSACTIONS_SHOWN
        ],
        "transactions_count": len(paid),
        "elements": [
            {
                "path": each.path,
                "attributes": each.attributes,
                "text": None if each.text is None else _short(each.text),
            }
            for each in listed[:ELEMENTS_SHOWN]
        ],
        "elements_count": len(listed),
    }


def _short(text: str) -> str:
    return text if len(text) <= TEXT_SHOWN else f"{text[:TEXT_SHOWN]}…"


def _status(code: str | None) -> Json | None:
    return (
        None
        if code is None
        else cells.coded("ActivityStatus", code, label_of("ActivityStatus", code))
    )


def _copy(one: KeptActivity) -> Json:
    return {
        "publisher": publisher_cell(one.facts),
        "ref": one.facts.get("publisher"),
        "updated": one.facts.get("last_updated"),
        "is_secondary": one.facts.get("is_secondary", False),
        "is_counted": one.facts.get("is_chosen", False),
    }


@require_safe
def transactions_csv(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """All transactions of one activity as CSV, as they are written."""
    store = _opened()
    try:
        one = store.named(identifier)[0]
    except NotFoundError as error:
        raise Http404(error.what) from error
    root = _root(store, one)
    rows = [] if root is None else transactions(root)
    heads = [name for name, _ in _TRANSACTIONS]
    lines = csv_lines([heads, *([plain(cell) for cell in row] for row in rows)])
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    return attached(response, "transactions.csv")


@require_safe
def source(request: HttpRequest, digest: str) -> HttpResponseBase:
    """The bytes of one version as published, to be kept as a file."""
    try:
        body = _opened().source_by_digest(digest)
    except NotFoundError as error:
        raise Http404("No version of an activity here has this digest.") from error
    return attached(HttpResponse(body, content_type="application/xml"), f"{digest}.xml")

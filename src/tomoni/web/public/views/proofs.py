"""Pages of records behind a proof, and what a reader sees when something is missing or broken."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from tomoni.publish.paths import SECTIONS

from ..site import store
from .pages import page_data

RECORDS_PER_PAGE = 200


@require_safe
def records(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """One page of the records of one kind behind a proof."""
    data = page_data("proof", key)
    summary = next((each for each in data.get("records", []) if each["kind"] == kind), None)
    if summary is None:
        raise Http404(f"The proof {key!r} rests on no record of the kind {kind!r}.")
    asked = request.GET.get("page", "1")
    pages = max(1, -(-summary["count"] // RECORDS_PER_PAGE))
    page = min(max(1, int(asked)), pages) if asked.isascii() and asked.isdigit() else 1
    first = (page - 1) * RECORDS_PER_PAGE
    ids = store().proof_records(key, kind, first, RECORDS_PER_PAGE)
    context = {
        "data": data,
        "summary": summary,
        "ids": ids,
        "kind": kind,
        "has_pages": kind in SECTIONS,
        "page": page,
        "pages": pages,
        "first": first + 1,
    }
    return render(request, "public/records.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere: says why, and what to try."""
    reason = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    section = request.path_info.removeprefix("/ja").strip("/").split("/")[0]
    context = {"reason": reason, "section": section if section in SECTIONS.values() else None}
    return render(request, "public/404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. It needs neither the site's data nor the language."""
    return HttpResponse(render_to_string("public/500.html"), status=500)
